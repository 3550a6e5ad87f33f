using System.Text.RegularExpressions;

namespace TeamsAgent.Tests.Conventions;

/// <summary>The house rules of who may know whom; a violation names the file.</summary>
public sealed class WhoKnowsWhomTests
{
    [Fact]
    public void The_domain_knows_only_the_base_library() => Assert.DoesNotContain(
        typeof(Domain.Requests.ApprovalRequest).Assembly.GetReferencedAssemblies(),
        reference => !reference.Name!.StartsWith("System.", StringComparison.Ordinal) && reference.Name != "netstandard");

    [Theory]
    [InlineData(@"using (static )?(Newtonsoft|Microsoft\.Bot)\b", "src/TeamsAgent/Chat/Teams/")]
    [InlineData(@"using (static )?Microsoft\.SemanticKernel\b", "src/TeamsAgent/Planning/")]
    [InlineData(@"using (static )?Duende\.", "src/TeamsAgent/Identity/")]
    [InlineData(@"using (static )?YamlDotNet\b", "src/TeamsAgent/Text/")]
    [InlineData(@"using (static )?AdaptiveCards\b", "src/TeamsAgent/Chat/Teams/")]
    [InlineData(@"using (static )?Wolverine\b", "src/TeamsAgent/Messaging/", "src/TeamsAgent/Storage/", "src/TeamsAgent/Admin/HealthEndpoints.cs")]
    [InlineData(@"\bAddStandardResilienceHandler\b", "(nowhere)")]
    public void A_library_stays_in_its_room(string pattern, params string[] rooms)
    {
        var strays = Source.Files("src/TeamsAgent")
            .Where(file => Regex.IsMatch(file.Text, pattern) && !rooms.Any(room => file.Path.StartsWith(room, StringComparison.Ordinal)))
            .Select(file => file.Path).ToList();
        Assert.Empty(strays);
    }

    [Fact]
    public void The_stand_ins_do_not_know_the_product()
    {
        var strays = Source.Files("src/TeamsAgent.Sandbox")
            .Where(file => Regex.IsMatch(file.Text, @"using TeamsAgent(\.(Domain|Chat|Planning|Actions|Policies|Requests|Identity|Execution|Messaging|Storage|Audit|Admin)\b|;)"))
            .Select(file => file.Path).Where(path => !path.StartsWith("src/TeamsAgent.Sandbox/World/", StringComparison.Ordinal)).ToList();
        Assert.Empty(strays);
    }

    [Fact]
    public void Nothing_points_back_at_the_chat()
    {
        var strays = new[] { "Planning", "Policies", "Requests", "Execution", "Actions", "Storage", "Messaging", "Audit", "Identity" }
            .SelectMany(stage => Source.Files($"src/TeamsAgent/{stage}"))
            .Where(file => file.Text.Contains("using TeamsAgent.Chat", StringComparison.Ordinal)).Select(file => file.Path).ToList();
        Assert.Empty(strays);
    }

    [Fact]
    public void Analyser_exceptions_are_argued_in_editorconfig_and_nowhere_else()
    {
        var strays = Source.Files("src").Where(file => file.Text.Contains("#pragma warning", StringComparison.Ordinal)).Select(file => file.Path).ToList();
        Assert.Empty(strays);
    }
}

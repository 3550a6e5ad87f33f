using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Tests.Conventions;

namespace TeamsAgent.Tests.Install;

/// <summary>What the guides and the deployment template say is what the product does.</summary>
public sealed partial class GuideTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Source.Root, "README.md"));

    [Fact]
    public void Readme_explains_every_scope_that_is_asked_for_and_no_other()
    {
        var guide = Readme[Readme.IndexOf("## Install in Slack", StringComparison.Ordinal)..Readme.IndexOf("## Adding to it", StringComparison.Ordinal)];
        var explained = guide.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).SelectMany(line => Code().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value));

        Assert.Equal(SlackScopes.Default.Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_Azure_Bots_template_leads_to_our_endpoint_and_uses_every_parameter()
    {
        var text = File.ReadAllText(Path.Combine(Source.Root, "deploymentTemplates", "azure-bot.json"));
        var template = JsonNode.Parse(text)!.AsObject();
        var bot = template["resources"]![0]!;

        Assert.Equal("azurebot", (string?)bot["kind"]);
        Assert.Equal("[concat(parameters('publicBaseUrl'), '/api/messages')]", (string?)bot["properties"]!["endpoint"]);
        Assert.Equal("MsTeamsChannel", (string?)template["resources"]![1]!["properties"]!["channelName"]);
        Assert.Equal(
            template["parameters"]!.AsObject().Select(parameter => parameter.Key).Order(StringComparer.Ordinal),
            Parameter().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"parameters\('([a-zA-Z]+)'\)")]
    private static partial Regex Parameter();
}

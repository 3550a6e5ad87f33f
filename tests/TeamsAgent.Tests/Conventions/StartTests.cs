using System.Diagnostics;

namespace TeamsAgent.Tests.Conventions;

/// <summary>The program itself, started as an administrator starts it.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("Teams:AppId must be the bot's application id", "")]
    [InlineData("Auth0:Domain is not set.", "")]
    [InlineData("Planning:Endpoint", "")]
    [InlineData("Agent:PublicBaseUrl is not set.", "")]
    [InlineData("Teams:LocalMode takes messages without tokens and works in Development alone", "--Teams:LocalMode=true")]
    [InlineData("Catalogue:AllowLoopback lets tokens be sent to this machine and is for Development alone.", "--Catalogue:AllowLoopback=true")]
    [InlineData("Agent:PublicBaseUrl has to be https", "--Agent:PublicBaseUrl=http://127.0.0.1:5084")]
    [InlineData("Planning:ApiKey is still the one from the sample settings", "--Planning:ApiKey=put-the-key-of-the-model-here")]
    [InlineData("Auth0:ClientId still has the sample's value.", "--Auth0:ClientId=your-client-id")]
    [InlineData("Admin:ApiKey has fewer than 32 characters.", "--Admin:ApiKey=short")]
    public async Task T47_Production_does_not_start_on_what_is_missing_or_left_open(string sentence, string argument)
    {
        var (exit, said) = await RunAsync("Production", argument.Length > 0 ? [argument] : []);

        Assert.Equal(78, exit);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_does_not_exist_says_where_to_look()
    {
        var (exit, said) = await RunAsync("Production", ["nonsense"]);

        Assert.Equal(64, exit);
        Assert.Contains("There is no command “nonsense”. Try: help.", said, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Said)> RunAsync(string environment, string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("teamsagent-start-");
        try
        {
            var start = new ProcessStartInfo("dotnet", [typeof(AgentHost).Assembly.Location, .. arguments])
            {
                WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true,
            };
            start.Environment["DOTNET_ENVIRONMENT"] = environment;
            start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await error;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, said);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

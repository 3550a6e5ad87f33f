using System.Text.Json;
using TeamsAgent.Install;

namespace TeamsAgent.Tests.Install;

/// <summary><c>manifest build</c> as an administrator runs it.</summary>
public sealed class ManifestCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("teamsagent-manifest-");

    private string Settings => Path.Combine(_folder.FullName, "appsettings.json");

    private string Out => Path.Combine(_folder.FullName, "new", "out");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task It_writes_the_files_and_says_what_to_click_next()
    {
        await WriteSettingsAsync(SomeSettings.Good);

        var (exit, said, complained) = await RunAsync("--settings", Settings, "--out", Out);

        Assert.Equal((0, ""), (exit, complained));
        Assert.Equal(["slack-icon.png", "slack-manifest.json", "teams.zip"], Directory.GetFiles(Out).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains($"Wrote {Path.Combine(Out, "teams.zip")}.", said, StringComparison.Ordinal);
        Assert.Contains("Manage apps, Actions, Upload new app, and choose teams.zip.", said, StringComparison.Ordinal);
        Assert.Contains("Create New App, From a manifest", said, StringComparison.Ordinal);
        Assert.Contains("https://agent.contoso.com/slack/install", said, StringComparison.Ordinal);
        Assert.EndsWith("Then run: teamsagent doctor\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Socket_Mode_can_be_asked_for_before_there_is_a_token_for_it()
    {
        await WriteSettingsAsync(new Dictionary<string, string?> { ["Slack:AllowedTeams:0"] = "T0123ABCD" });

        var (exit, said, _) = await RunAsync("--settings", Settings, "--out", Out, "--socket-mode");

        Assert.Equal(0, exit);
        Assert.Contains("\"socket_mode_enabled\": true", await File.ReadAllTextAsync(Path.Combine(Out, "slack-manifest.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("the app-level token needs connections:write", said, StringComparison.Ordinal);
        Assert.Contains("put the Bot User OAuth Token into Slack:BotToken", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_on_the_command_line_goes_over_the_files()
    {
        await WriteSettingsAsync(SomeSettings.Good);

        Assert.Equal(78, (await RunAsync("--settings=" + Settings, "--out=" + Out, "--Manifest:Name=")).Exit);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public async Task Refused_settings_are_named_with_their_file_and_nothing_is_written()
    {
        await WriteSettingsAsync(new Dictionary<string, string?>(SomeSettings.Good) { ["Agent:PublicBaseUrl"] = "https://agent.example.com" });

        var (exit, said, complained) = await RunAsync("--settings", Settings, "--out", Out);

        Assert.Equal((78, ""), (exit, said));
        Assert.StartsWith($"{Settings} is not ready for it; nothing was written:\n- Agent:PublicBaseUrl has the host agent.example.com", complained, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public async Task The_sample_settings_are_refused()
    {
        var (exit, _, complained) = await RunAsync("--settings", Path.Combine(Conventions.Source.Root, "appsettings.sample.json"), "--out", Out);

        Assert.Equal(78, exit);
        Assert.All(["Agent:PublicBaseUrl", "Teams:AppId", "Manifest:DeveloperName", "Slack:AppId"], setting => Assert.Contains($"- {setting}", complained, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_no_JSON_is_named()
    {
        Assert.Equal((78, "", $"There is no file {Settings}.\n"), await RunAsync("--settings", Settings));

        await File.WriteAllTextAsync(Settings, "{ \"Teams\": ", TestContext.Current.CancellationToken);
        var (exit, _, complained) = await RunAsync("--settings", Settings);
        Assert.Equal(78, exit);
        Assert.StartsWith($"{Settings} cannot be read: ", complained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_named()
    {
        await WriteSettingsAsync(SomeSettings.Good);

        var (exit, _, complained) = await RunAsync("--settings", Settings, "--out", Path.Combine(Settings, "below-a-file"));

        Assert.Equal(73, exit);
        Assert.Contains("cannot be written to", complained, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out needs a value.", "--out")]
    [InlineData("--settings needs a value.", "--settings", "--out", "x")]
    [InlineData("“--verbose” is not understood here. Try: help.", "--verbose")]
    [InlineData("“extra” is not understood here. Try: help.", "extra")]
    public async Task Words_that_are_not_understood_are_named(string sentence, params string[] words)
    {
        var (exit, _, complained) = await RunAsync(words);

        Assert.Equal((64, sentence), (exit, complained.Trim()));
    }

    private static async Task<(int Exit, string Said, string Complained)> RunAsync(params string[] words)
    {
        await using var says = new StringWriter { NewLine = "\n" };
        await using var complains = new StringWriter { NewLine = "\n" };
        var exit = await ManifestBuild.RunAsync(words, says, complains);
        return (exit, says.ToString(), complains.ToString());
    }

    private Task WriteSettingsAsync(IReadOnlyDictionary<string, string?> settings) => File.WriteAllTextAsync(Settings, JsonSerializer.Serialize(settings), TestContext.Current.CancellationToken);
}

using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Chat;
using TeamsAgent.Install;

namespace TeamsAgent.Tests.Install;

public sealed class TeamsPackageTests
{
    [Fact]
    public void The_zip_has_manifest_icons_and_language_in_its_root() =>
        Assert.Equal(["color.png", "de.json", "manifest.json", "outline.png"], SomeSettings.InZip(SomeSettings.With()).Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_same_settings_give_the_same_bytes() =>
        Assert.Equal(SomeSettings.Make(SomeSettings.With())["teams.zip"], SomeSettings.Make(SomeSettings.With())["teams.zip"]);

    [Fact]
    public void The_manifest_is_of_this_installation()
    {
        var manifest = SomeSettings.TeamsManifest(SomeSettings.With(("Manifest:Name", "Approvals"), ("Manifest:Version", "2.3.4")));

        Assert.Equal(SomeSettings.BotId, (string?)manifest["id"]);
        Assert.Equal(SomeSettings.BotId, (string?)manifest["bots"]![0]!["botId"]);
        Assert.Equal("Approvals", (string?)manifest["name"]!["short"]);
        Assert.Equal("2.3.4", (string?)manifest["version"]);
        Assert.Equal("Contoso", (string?)manifest["developer"]!["name"]);
        Assert.Equal("""["team","groupChat","personal"]""", manifest["bots"]![0]!["scopes"]!.ToJsonString());
        Assert.Equal("""["agent.contoso.com"]""", manifest["validDomains"]!.ToJsonString());
        Assert.Contains("private chat with Approvals", (string?)manifest["description"]!["full"], StringComparison.Ordinal);
        Assert.Null(manifest["authorization"]);
        Assert.Null(manifest["webApplicationInfo"]);
    }

    [Fact]
    public void Every_command_on_the_menu_is_one_that_the_bot_understands() => Assert.Equal(
        [
            typeof(ChatCommand.Help), typeof(ChatCommand.Status), typeof(ChatCommand.MyRequests), typeof(ChatCommand.WaitingForMe), typeof(ChatCommand.Link),
            typeof(ChatCommand.MyAccounts),
        ],
        Commands(SomeSettings.TeamsManifest(SomeSettings.With())));

    [Fact]
    public void The_other_language_replaces_every_text_with_commands_that_the_bot_understands_as_well()
    {
        var words = JsonNode.Parse(SomeSettings.InZip(SomeSettings.With())["de.json"])!.AsObject();
        var titles = words.Where(word => word.Key.EndsWith(".title", StringComparison.Ordinal)).Select(word => (string)word.Value!).ToList();

        Assert.Equal(4 + (2 * 6), words.Count(word => word.Key != "$schema"));
        Assert.Contains("privaten Chat mit TeamsAgent", (string?)words["description.full"], StringComparison.Ordinal);
        Assert.Equal(Commands(SomeSettings.TeamsManifest(SomeSettings.With())), titles.Select(title => ChatCommand.Read(title, personal: true).GetType()));
    }

    [Fact]
    public void A_name_cannot_leave_its_place()
    {
        var manifest = SomeSettings.TeamsManifest(SomeSettings.With(("Manifest:Name", "A\", \"id\": \"x")));

        Assert.Equal("A\", \"id\": \"x", (string?)manifest["name"]!["short"]);
        Assert.Equal(SomeSettings.BotId, (string?)manifest["id"]);
    }

    [Fact]
    public void A_value_is_not_read_as_a_template_again()
    {
        var (_, mistakes) = ManifestBuild.Make(SomeSettings.With(("Manifest:Name", "{botId}")), wantsSocket: false, out _);

        Assert.Equal(["Manifest:Name must be what people call the app, in 1 to 30 characters."], mistakes);
    }

    [Fact]
    public void Umlauts_are_readable_in_the_files() =>
        Assert.Contains("für", Encoding.UTF8.GetString(SomeSettings.InZip(SomeSettings.With())["de.json"]), StringComparison.Ordinal);

    private static IEnumerable<Type> Commands(JsonObject manifest) => manifest["bots"]![0]!["commandLists"]![0]!["commands"]!.AsArray()
        .Select(command => ChatCommand.Read((string)command!["title"]!, personal: true).GetType());
}

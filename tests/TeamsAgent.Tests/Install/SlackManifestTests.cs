using TeamsAgent.Chat.Slack;
using TeamsAgent.Install.Slack;

namespace TeamsAgent.Tests.Install;

public sealed class SlackManifestTests
{
    [Fact]
    public void It_leads_to_our_addresses_and_asks_for_the_one_list_of_scopes()
    {
        var manifest = SomeSettings.SlackManifest(SomeSettings.With());

        Assert.Equal("https://agent.contoso.com/slack/events", (string?)manifest["settings"]!["event_subscriptions"]!["request_url"]);
        Assert.Equal("https://agent.contoso.com/slack/interactivity", (string?)manifest["settings"]!["interactivity"]!["request_url"]);
        Assert.Equal("https://agent.contoso.com/slack/commands", (string?)manifest["features"]!["slash_commands"]![0]!["url"]);
        Assert.Equal("/agent", (string?)manifest["features"]!["slash_commands"]![0]!["command"]);
        Assert.True((bool?)manifest["features"]!["slash_commands"]![0]!["should_escape"]);
        Assert.Equal("""["https://agent.contoso.com/slack/oauth_redirect"]""", manifest["oauth_config"]!["redirect_urls"]!.ToJsonString());
        Assert.Equal(SlackScopes.Purposes.Keys, manifest["oauth_config"]!["scopes"]!["bot"]!.AsArray().Select(scope => (string)scope!));
        Assert.Equal(SlackScopes.Events.Keys, manifest["settings"]!["event_subscriptions"]!["bot_events"]!.AsArray().Select(name => (string)name!));
        Assert.False((bool?)manifest["settings"]!["socket_mode_enabled"]);
        Assert.False((bool?)manifest["settings"]!["org_deploy_enabled"]);
        Assert.True((bool?)manifest["settings"]!["token_rotation_enabled"]);
    }

    [Fact]
    public void A_path_before_the_address_is_kept() => Assert.Equal(
        "https://apps.contoso.com/agent/slack/events",
        (string?)SomeSettings.SlackManifest(SomeSettings.With(("Agent:PublicBaseUrl", "https://apps.contoso.com/agent/")))["settings"]!["event_subscriptions"]!["request_url"]);

    [Fact]
    public void With_Socket_Mode_it_has_no_addresses_but_the_one_for_installing()
    {
        var manifest = SomeSettings.SlackManifest(SomeSettings.With(("Slack:AppToken", "xapp-1-A-1-x")));

        Assert.True((bool?)manifest["settings"]!["socket_mode_enabled"]);
        Assert.Null(manifest["settings"]!["event_subscriptions"]!["request_url"]);
        Assert.Null(manifest["settings"]!["interactivity"]!["request_url"]);
        Assert.Null(manifest["features"]!["slash_commands"]![0]!["url"]);
        Assert.NotNull(manifest["oauth_config"]!["redirect_urls"]);
        Assert.DoesNotContain("xapp", manifest.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_Socket_Mode_and_installed_by_hand_it_needs_no_public_address()
    {
        var settings = SomeSettings.With(("Teams", null), ("Manifest", null), ("Agent", null), ("Slack:AppToken", "xapp-1-A-1-x"), ("Slack:BotToken", "xoxb-1-x"));

        var manifest = SomeSettings.SlackManifest(settings);

        Assert.Null(manifest["oauth_config"]!["redirect_urls"]);
        Assert.False((bool?)manifest["settings"]!["token_rotation_enabled"]);
    }

    [Fact]
    public void Where_nobody_could_come_to_our_page_it_is_installed_on_Slacks_own()
    {
        var settings = SomeSettings.With(("Teams", null), ("Agent:PublicBaseUrl", "https://agent.corp.internal"), ("Slack:AppToken", "xapp-1-A-1-x"));

        var manifest = SomeSettings.SlackManifest(settings);

        Assert.Null(manifest["oauth_config"]!["redirect_urls"]);
        Assert.DoesNotContain("corp.internal", manifest.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Organisations_and_rotation_are_settings()
    {
        var manifest = SomeSettings.SlackManifest(SomeSettings.With(("Manifest:SlackOrgDeploy", "true"), ("Manifest:SlackTokenRotation", "false"), ("Manifest:AccentColor", "#AA0011")));

        Assert.True((bool?)manifest["settings"]!["org_deploy_enabled"]);
        Assert.False((bool?)manifest["settings"]!["token_rotation_enabled"]);
        Assert.Equal("#AA0011", (string?)manifest["display_information"]!["background_color"]);
    }

    [Theory]
    [InlineData("TeamsAgent", "teamsagent")]
    [InlineData("Ask & Approve", "ask-approve")]
    [InlineData("Freigaben für alle", "freigaben-f-r-alle")]
    [InlineData("承認", "teamsagent")]
    public void The_bots_name_has_the_letters_that_Slack_allows(string name, string bot) =>
        Assert.Equal(bot, (string?)SomeSettings.SlackManifest(SomeSettings.With(("Manifest:Name", name)))["features"]!["bot_user"]!["display_name"]);

    [Theory]
    [InlineData("display_information.name", "\"123456789012345678901234567890123456\"", "display_information.name has 36 characters; 1 to 35 are allowed.")]
    [InlineData("display_information.long_description", "\"too short\"", "display_information.long_description has 9 characters; 175 to 4000 are allowed.")]
    [InlineData("display_information.background_color", "\"red!\"", "display_information.background_color must be a colour such as #1f2a44.")]
    [InlineData("display_information.icon", "\"x\"", "display_information.icon is not known there.")]
    [InlineData("features.rich_previews", "{}", "features.rich_previews is not known there.")]
    [InlineData("features.bot_user.display_name", "\"Big Name\"", "features.bot_user.display_name must be small letters, digits, hyphens, underscores and full stops.")]
    [InlineData("features.bot_user", null, "features.bot_user is missing; bot scopes need a bot user.")]
    [InlineData("features.slash_commands[0].command", "\"agent\"", "features.slash_commands[0].command must be a / and small letters, digits, hyphens or underscores.")]
    [InlineData("features.slash_commands[0].command", "\"/a23456789012345678901234567890123\"", "features.slash_commands[0].command has 34 characters; 2 to 32 are allowed.")]
    [InlineData("features.slash_commands[0].url", "\"http://agent.contoso.com/x\"", "features.slash_commands[0].url must be an https address that Slack can reach.")]
    [InlineData("features.slash_commands[0].url", null, "features.slash_commands: a command has no url; without Socket Mode Slack has to know where to send it.")]
    [InlineData("oauth_config.redirect_urls[0]", "\"https://127.0.0.1/x\"", "oauth_config.redirect_urls[0] must be an https address that Slack can reach.")]
    [InlineData("oauth_config.scopes.bot[0]", "\"Chat Write\"", "oauth_config.scopes.bot[0] must be a scope such as chat:write.")]
    [InlineData("oauth_config.scopes.bot_optional", "[\"files:read\"]", "oauth_config.scopes.bot_optional has files:read, which bot has not.")]
    [InlineData("oauth_config.scopes.bot", "[\"chat:write\",\"commands\",\"channels:read\",\"groups:read\",\"im:history\"]", "settings.event_subscriptions: the event app_mention is sent only with the scope app_mentions:read.")]
    [InlineData("settings.event_subscriptions.request_url", null, "settings.event_subscriptions.request_url is missing; without Socket Mode Slack has to know where to send events.")]
    [InlineData("settings.interactivity.request_url", null, "settings.interactivity.request_url is missing; without Socket Mode Slack has to know where to send presses.")]
    [InlineData("settings.event_subscriptions.bot_events[0]", "\"app_mention\"", "settings.event_subscriptions.bot_events has \"app_mention\" twice.")]
    [InlineData("settings.allowed_ip_address_ranges", "[\"10.0.0.256\"]", "settings.allowed_ip_address_ranges[0] must be an IPv4 address or range.")]
    [InlineData("settings.token_rotation_enabled", "\"yes\"", "settings.token_rotation_enabled must be true or false.")]
    [InlineData("_metadata.major_version", "3", "_metadata.major_version must be 1 or 2.")]
    public void Each_rule_says_where_and_what(string path, string? value, string sentence)
    {
        var manifest = Changed.At(SomeSettings.SlackManifest(SomeSettings.With()), path, value);

        Assert.Equal([sentence], SlackManifestCheck.Mistakes(manifest));
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Install.Shapes;

namespace TeamsAgent.Install.Slack;

/// <summary>
/// Slack's rules for manifests, as its reference (https://docs.slack.dev/reference/app-manifest) and its published schema have them: lengths, counts, forms, no
/// key that is not known. And what no schema says: that each event has its scope, and that HTTP has its addresses.
/// </summary>
internal static partial class SlackManifestCheck
{
    private static readonly Shape Scope = Shape.Text(1, 50).Like(ScopeName(), "a scope such as chat:write");
    private static readonly Shape Scopes = Shape.List(0, 255, Scope);
    private static readonly Shape Events = Shape.List(0, 100, Shape.Text(1, 50).Like(EventName(), "an event such as app_mention"));

    private static readonly Shape Shortcut = Shape.Object(
        ("name", Shape.Text(1, 24)), ("type", Shape.OneOf("message", "global")), ("callback_id", Shape.Text(1, 255)), ("description", Shape.Text(1, 150)));

    private static readonly Shape Command = Shape.Object(
        ("command", Shape.Text(2, 32).Like(CommandName(), "a / and small letters, digits, hyphens or underscores")),
        ("url?", Url(3000)),
        ("description", Shape.Text(1, 2000)),
        ("usage_hint?", Shape.Text(1, 1000)),
        ("should_escape?", Shape.Flag));

    private static readonly Shape Document = Shape.Object(
        ("_metadata?", Shape.Object(("major_version?", Shape.Number(1, 2)), ("minor_version?", Shape.Number(0, 1, 2)))),
        ("display_information", Shape.Object(
            ("name", Shape.Text(1, 35)),
            ("description?", Shape.Text(1, 140)),
            ("long_description?", Shape.Text(175, 4000)),
            ("background_color?", Shape.Text(4, 7).Like(Colour(), "a colour such as #1f2a44")))),
        ("features?", Shape.Object(
            ("app_home?", Shape.Object(("home_tab_enabled?", Shape.Flag), ("messages_tab_enabled?", Shape.Flag), ("messages_tab_read_only_enabled?", Shape.Flag))),
            ("bot_user?", Shape.Object(("display_name", Shape.Text(1, 80).Like(BotName(), "small letters, digits, hyphens, underscores and full stops")), ("always_online?", Shape.Flag))),
            ("slash_commands?", Shape.List(1, 50, Command)),
            ("shortcuts?", Shape.List(1, 10, Shortcut)),
            ("unfurl_domains?", Shape.List(1, 5, Shape.Text(1, 255))))),
        ("oauth_config?", Shape.Object(
            ("redirect_urls?", Shape.List(1, 1000, Url(2500))),
            ("scopes?", Shape.Object(("bot?", Scopes), ("user?", Scopes), ("bot_optional?", Scopes), ("user_optional?", Scopes))),
            ("pkce_enabled?", Shape.Flag),
            ("token_management_enabled?", Shape.Flag))),
        ("settings?", Shape.Object(
            ("event_subscriptions?", Shape.Object(("request_url?", Url(3500)), ("bot_events?", Events), ("user_events?", Events))),
            ("interactivity?", Shape.Object(("is_enabled", Shape.Flag), ("request_url?", Url(3500)), ("message_menu_options_url?", Url(3500)))),
            ("org_deploy_enabled?", Shape.Flag),
            ("socket_mode_enabled?", Shape.Flag),
            ("token_rotation_enabled?", Shape.Flag),
            ("allowed_ip_address_ranges?", Shape.List(1, 10, Shape.Text(7, 18).Like(IpRange(), "an IPv4 address or range"))))));

    /// <summary>The mistakes, as sentences; none is good.</summary>
    public static IReadOnlyList<string> Mistakes(JsonObject manifest)
    {
        var formal = Document.Mistakes(manifest, "").ToList();
        return formal.Count > 0 ? formal : [.. Scoped(manifest), .. Optional(manifest), .. Reached(manifest)];
    }

    // An event without its scope is taken by the manifest and never sent.
    private static IEnumerable<string> Scoped(JsonObject manifest)
    {
        var granted = Words(manifest["oauth_config"]?["scopes"]?["bot"]);
        var needed = Words(manifest["settings"]?["event_subscriptions"]?["bot_events"])
            .Select(name => (Event: name, OneOf: SlackScopes.Events.TryGetValue(name, out var scopes) ? scopes : []));
        foreach (var (name, oneOf) in needed.Where(one => one.OneOf.Count > 0 && !one.OneOf.Any(granted.Contains)))
        {
            yield return $"settings.event_subscriptions: the event {name} is sent only with the scope {string.Join(" or ", oneOf)}.";
        }

        if (manifest["features"]?["slash_commands"] is not null && !granted.Contains("commands"))
        {
            yield return "features.slash_commands: commands need the scope commands.";
        }

        if (granted.Count > 0 && manifest["features"]?["bot_user"] is null)
        {
            yield return "features.bot_user is missing; bot scopes need a bot user.";
        }
    }

    private static IEnumerable<string> Optional(JsonObject manifest) =>
        from kind in new[] { "bot", "user" }
        let scopes = manifest["oauth_config"]?["scopes"]
        from scope in Words(scopes?[kind + "_optional"]).Except(Words(scopes?[kind]))
        select $"oauth_config.scopes.{kind}_optional has {scope}, which {kind} has not.";

    private static IEnumerable<string> Reached(JsonObject manifest)
    {
        var settings = manifest["settings"];
        if (settings?["socket_mode_enabled"]?.GetValue<bool>() == true)
        {
            yield break;
        }

        if (Words(settings?["event_subscriptions"]?["bot_events"]).Count > 0 && settings!["event_subscriptions"]!["request_url"] is null)
        {
            yield return "settings.event_subscriptions.request_url is missing; without Socket Mode Slack has to know where to send events.";
        }

        if (settings?["interactivity"]?["is_enabled"]?.GetValue<bool>() == true && settings["interactivity"]!["request_url"] is null)
        {
            yield return "settings.interactivity.request_url is missing; without Socket Mode Slack has to know where to send presses.";
        }

        if (manifest["features"]?["slash_commands"] is JsonArray commands && commands.Any(command => command!["url"] is null))
        {
            yield return "features.slash_commands: a command has no url; without Socket Mode Slack has to know where to send it.";
        }
    }

    private static HashSet<string> Words(JsonNode? list) => list is JsonArray words ? [.. words.Select(word => word!.GetValue<string>())] : [];

    private static TextShape Url(int longest) => Shape.Text(1, longest).That(address => PublicHost.Flaw(address) is null, "an https address that Slack can reach");

    [GeneratedRegex(@"^[a-z][a-z_]*(\.[a-z]+)?(:[a-z_.]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex ScopeName();

    [GeneratedRegex(@"^[a-z][a-z_]*(\.[a-z_]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex EventName();

    [GeneratedRegex(@"^/[a-z0-9_-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex CommandName();

    [GeneratedRegex("^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Colour();

    [GeneratedRegex(@"^[a-z0-9._-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex BotName();

    [GeneratedRegex(@"^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!/|\z)|(?=/|\z))){4}(/(3[0-2]|[12]?\d))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex IpRange();
}

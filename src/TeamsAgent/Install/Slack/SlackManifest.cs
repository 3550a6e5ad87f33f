using System.Text.Json.Nodes;
using TeamsAgent.Chat.Slack;

namespace TeamsAgent.Install.Slack;

/// <summary>The manifest that a Slack app is made from (https://docs.slack.dev/reference/app-manifest).</summary>
internal static class SlackManifest
{
    /// <summary>The file that it is written to.</summary>
    public const string FileName = "slack-manifest.json";

    /// <summary>Makes it; the settings have been checked.</summary>
    public static JsonObject Of(Installation installation, SlackOptions slack)
    {
        var manifest = Template.Fill("slack/manifest.json", new Dictionary<string, JsonNode>
        {
            ["name"] = installation.Manifest.Name,
            ["botName"] = BotName(installation.Manifest.Name),
            ["accentColor"] = installation.Manifest.AccentColor,
            ["base"] = installation.PublicBaseUrl.TrimEnd('/'),
            ["scopes"] = new JsonArray([.. SlackScopes.Of(slack).Select(scope => JsonValue.Create(scope))]),
            ["events"] = new JsonArray([.. SlackScopes.Events.Keys.Select(name => JsonValue.Create(name))]),
            ["orgDeploy"] = installation.Manifest.SlackOrgDeploy,
            ["socketMode"] = installation.SlackBySocket,
            ["tokenRotation"] = installation.Manifest.SlackTokenRotation && !installation.SlackByHand,
        });
        if (installation.SlackBySocket)
        {
            Remove(manifest, "settings", "event_subscriptions", "request_url");
            Remove(manifest, "settings", "interactivity", "request_url");
            ((JsonObject)manifest["features"]!["slash_commands"]![0]!).Remove("url");
        }

        if (installation.SlackByHand)
        {
            Remove(manifest, "oauth_config", "redirect_urls");
        }

        return manifest;
    }

    // Bot names have small letters, digits, hyphens, underscores and full stops.
    private static string BotName(string name)
    {
        var letters = name.ToLowerInvariant().Select(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) ? letter : '-');
        var plain = string.Join('-', string.Concat(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        return plain.Length > 0 ? plain : "teamsagent";
    }

    private static void Remove(JsonObject manifest, params string[] path)
    {
        var parent = path[..^1].Aggregate(manifest, (map, name) => (JsonObject)map[name]!);
        parent.Remove(path[^1]);
    }
}

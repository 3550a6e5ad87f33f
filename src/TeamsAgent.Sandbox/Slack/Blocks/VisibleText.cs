using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Slack.Blocks;

/// <summary>What a reader sees of a message or a view, as plain words: for tests, and for whoever listens instead of looking.</summary>
public static partial class VisibleText
{
    /// <summary>The words of a message: of its blocks, or of its text where it has none.</summary>
    public static string Of(SlackMessage message) => message.Blocks is { Count: > 0 } blocks ? Lines(blocks) : Read(message.Text);

    /// <summary>The words of a view.</summary>
    public static string Of(JsonObject view) =>
        Lines(new JsonArray(new[] { view["title"], view["blocks"], view["submit"], view["close"] }.Where(part => part is not null).Select(part => part!.DeepClone()).ToArray()));

    /// <summary>A kept mrkdwn text as it is read.</summary>
    public static string Read(string text) => Escaping.Undo(Special().Replace(text, Spoken));

    private static string Lines(JsonNode blocks)
    {
        var lines = new StringBuilder();
        Write(blocks, lines);
        return lines.ToString().TrimEnd('\n');
    }

    private static void Write(JsonNode? node, StringBuilder lines)
    {
        switch (node)
        {
            case JsonObject item when item.Text("type") is "plain_text":
                lines.Append(Escaping.Undo(item.Text("text") ?? "")).Append('\n');
                break;
            case JsonObject item when item.Text("type") is "mrkdwn":
                lines.Append(Read(item.Text("text") ?? "")).Append('\n');
                break;
            case JsonObject item when item.Text("type") is "rich_text_section" or "rich_text_preformatted" or "rich_text_quote":
                foreach (var part in (item["elements"] as JsonArray ?? []).OfType<JsonObject>())
                {
                    lines.Append(RichPart(part));
                }

                lines.Append('\n');
                break;
            case JsonObject item:
                foreach (var (name, value) in item)
                {
                    if (name is not "confirm")
                    {
                        Write(value, lines);
                    }
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Write(item, lines);
                }

                break;
        }
    }

    private static string RichPart(JsonObject part) => part.Text("type") switch
    {
        "text" => part.Text("text") ?? "",
        "link" => part.Text("text") ?? part.Text("url") ?? "",
        "user" => NameOf(part.Text("user_id")),
        "channel" => "#" + (SlackChannel.Find(part.Text("channel_id"))?.Name ?? "channel"),
        "emoji" => $":{part.Text("name")}:",
        "broadcast" => $"@{part.Text("range")}",
        "date" => part["timestamp"] is JsonValue time && time.TryGetValue<long>(out var seconds) ? Moment(seconds) : part.Text("fallback") ?? "",
        _ => "",
    };

    private static string Spoken(Match match)
    {
        var (what, label) = match.Groups["what"].Value.Split('|', 2) is [var first, var second] ? (first, second) : (match.Groups["what"].Value, null);
        return what[0] switch
        {
            '@' => NameOf(what[1..]),
            '#' => "#" + (SlackChannel.Find(what[1..])?.Name ?? label),
            '!' when what.StartsWith("!date^", StringComparison.Ordinal) && what.Split('^') is [_, var time, ..] && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) => Moment(seconds),
            '!' => label ?? "@" + what[1..],
            _ => label ?? what,
        };
    }

    private static string Moment(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string NameOf(string? userId) => "@" + (SlackMember.Find(userId)?.Name ?? (SlackTeam.All.Any(team => team.BotUserId == userId) ? SlackTeam.AppName : userId));

    [GeneratedRegex(@"<(?<what>[@#!a-z][^<>]*)>")]
    private static partial Regex Special();
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsAgent.Sandbox.Slack.Blocks;

namespace TeamsAgent.Sandbox.Slack.Outbound;

/// <summary>What the client makes of typed words: escaped, with names after an @ as mentions.</summary>
internal static partial class Typed
{
    public static string Text(string typed) => Name().Replace(Escaping.Plain(typed), match =>
        SlackMember.All.FirstOrDefault(member => string.Equals(member.Key, match.Groups["name"].Value, StringComparison.OrdinalIgnoreCase)) is { } member ? $"<@{member.Id}>" : match.Value);

    /// <summary>The rich text that goes with a message; its texts are as they were typed.</summary>
    public static JsonArray Blocks(string? botUserId, string typed)
    {
        var parts = new JsonArray();
        if (botUserId is not null)
        {
            parts.Add(new JsonObject { ["type"] = "user", ["user_id"] = botUserId });
        }

        parts.Add(new JsonObject { ["type"] = "text", ["text"] = botUserId is null ? typed : $" {typed}" });
        return [new JsonObject { ["type"] = "rich_text", ["block_id"] = Guid.NewGuid().ToString("N")[..5], ["elements"] = new JsonArray(new JsonObject { ["type"] = "rich_text_section", ["elements"] = parts }) }];
    }

    [GeneratedRegex(@"(?<![\w.])@(?<name>[a-z]{2,20})\b", RegexOptions.IgnoreCase)]
    private static partial Regex Name();
}

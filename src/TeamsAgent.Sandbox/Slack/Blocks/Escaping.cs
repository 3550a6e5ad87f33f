using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Slack.Blocks;

/// <summary>
/// Slack keeps texts with <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> escaped; what is a mention, link, command or date stays as it is.
/// https://docs.slack.dev/messaging/formatting-message-text#escaping
/// </summary>
internal static partial class Escaping
{
    /// <summary>A mrkdwn text as it is kept.</summary>
    public static string Mrkdwn(string text)
    {
        var kept = new StringBuilder();
        var from = 0;
        foreach (Match special in Special().Matches(text))
        {
            kept.Append(Plain(text[from..special.Index])).Append(special.Value);
            from = special.Index + special.Length;
        }

        return kept.Append(Plain(text[from..])).ToString();
    }

    /// <summary>A plain text as it is kept.</summary>
    public static string Plain(string text) => LoneAmpersand().Replace(text, "&amp;").Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>A kept text as it is read.</summary>
    public static string Undo(string text) => text
        .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    /// <summary>What a text object takes up once it is kept.</summary>
    public static int Length(JsonObject text) => Kept(text).Length;

    /// <summary>Blocks as they are kept: texts escaped, every block with an id. A copy.</summary>
    public static JsonArray Store(JsonArray blocks)
    {
        var kept = (JsonArray)blocks.DeepClone();
        foreach (var block in kept.OfType<JsonObject>())
        {
            block["block_id"] ??= Convert.ToBase64String(Guid.NewGuid().ToByteArray())[..5];
        }

        StoreTexts(kept);
        return kept;
    }

    /// <summary>Escapes the text objects in a tree.</summary>
    public static void StoreTexts(JsonNode? tree) => BlockTree.Walk(tree, item =>
    {
        if (item.Text("type") is "plain_text" or "mrkdwn" && item.Text("text") is not null)
        {
            item["text"] = Kept(item);
        }
    });

    private static string Kept(JsonObject text) => text.Text("type") == "mrkdwn" ? Mrkdwn(text.Text("text") ?? "") : Plain(text.Text("text") ?? "");

    [GeneratedRegex(@"<(?:[@#!][A-Za-z0-9][^<>\n]*|https?://[^<>\s|]+(?:\|[^<>\n]*)?|mailto:[^<>\s|]+(?:\|[^<>\n]*)?)>")]
    private static partial Regex Special();

    [GeneratedRegex("&(?!(?:amp|lt|gt);)")]
    private static partial Regex LoneAmpersand();
}

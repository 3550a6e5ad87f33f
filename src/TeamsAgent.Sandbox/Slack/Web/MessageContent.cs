using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Slack.Blocks;

namespace TeamsAgent.Sandbox.Slack.Web;

/// <summary>What a message is made of, checked and as it is kept.</summary>
/// <param name="Text">The text.</param>
/// <param name="Blocks">The blocks.</param>
/// <param name="Metadata">The metadata; null when none was given.</param>
internal sealed record MessageContent(string Text, JsonArray? Blocks, JsonObject? Metadata)
{
    private const int TextIsCutAt = 40_000;
    private const int LargestMetadata = 8 * 1024;

    /// <summary>Reads the content out of arguments; or the answer that refuses it.</summary>
    /// <param name="call">The arguments.</param>
    /// <param name="longestText">More is refused (<c>msg_too_long</c>); null cuts at 40,000 characters instead.</param>
    public static (MessageContent? Content, JsonObject? Refusal) Read(ApiCall call, int? longestText)
    {
        var text = call.Text("text") ?? "";
        if (!call.TryJson("blocks", out var blocks) || blocks is not (null or JsonArray))
        {
            return (null, ApiAnswer.Error("invalid_blocks_format"));
        }

        if (call.Arguments["attachments"] is not null)
        {
            return (null, ApiAnswer.Error("invalid_attachments", ["attachments are legacy; the sandbox does not draw them"]));
        }

        var (metadata, refusal) = ReadMetadata(call);
        if (refusal is not null)
        {
            return (null, refusal);
        }

        var given = blocks as JsonArray;
        var wrong = given is null ? [] : BlockRules.Check(given, Surface.Message, "/blocks");
        refusal = true switch
        {
            _ when wrong.Count > 0 => ApiAnswer.Error("invalid_blocks", wrong),
            _ when given is not null && BlockRules.IsTooLong(given) => ApiAnswer.Error("msg_blocks_too_long"),
            _ when text.Length == 0 && given is not { Count: > 0 } => ApiAnswer.Error("no_text"),
            _ when text.Length > longestText => ApiAnswer.Error("msg_too_long"),
            _ => null,
        };
        if (refusal is not null)
        {
            return (null, refusal);
        }

        var kept = given is { Count: > 0 } ? Escaping.Store(given) : null;
        var plain = call.Text("mrkdwn") is "false";
        return (new MessageContent(plain ? Escaping.Plain(Cut(text)) : Escaping.Mrkdwn(Cut(text)), kept, metadata), null);
    }

    private static string Cut(string text) => text.Length > TextIsCutAt ? text[..TextIsCutAt] : text;

    private static (JsonObject? Metadata, JsonObject? Refusal) ReadMetadata(ApiCall call)
    {
        if (!call.TryJson("metadata", out var node))
        {
            return (null, ApiAnswer.Error("invalid_metadata_format"));
        }

        return node switch
        {
            null => (null, null),
            JsonObject item when item.Count == 0 => (item, null),
            JsonObject item when item.Text("event_type") is { Length: > 0 and <= 255 } && item["event_payload"] is JsonObject =>
                Encoding.UTF8.GetByteCount(item.ToJsonString()) > LargestMetadata ? (null, ApiAnswer.Error("metadata_too_large")) : ((JsonObject)item.DeepClone(), null),
            _ => (null, ApiAnswer.Error("invalid_metadata_schema")),
        };
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>What Teams refuses in a message that a bot sends or updates.</summary>
internal static class MessageRules
{
    // Counted in UTF-16, as the limit is given.
    private const int LargestMessage = 100 * 1024;

    /// <summary>The largest body that is read at all; far more than any message may have.</summary>
    public const int LargestBody = 512 * 1024;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly HashSet<string> Layouts = new(StringComparer.Ordinal) { "list", "carousel" };

    /// <summary>The refusal, or null for a message that Teams takes.</summary>
    public static IResult? Refusal(JsonObject? activity)
    {
        if (activity is null)
        {
            return ConnectorAnswers.BadSyntax("The body is not a JSON object.");
        }

        return Text(activity, "type") switch
        {
            null => ConnectorAnswers.BadSyntax("Activity must have a type."),
            "typing" => null,
            "message" => RefusalOfMessage(activity),
            var other => ConnectorAnswers.BadArgument($"Unknown activity type {other}."),
        };
    }

    public static string? Text(JsonNode? node, string name) =>
        node is JsonObject item && item[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static IResult? RefusalOfMessage(JsonObject activity)
    {
        if (2 * activity.ToJsonString(Plain).Length > LargestMessage)
        {
            return ConnectorAnswers.TooBig();
        }

        if (activity["attachments"] is { } attachments and not JsonArray)
        {
            return ConnectorAnswers.BadSyntax($"Attachments must be an array, not {attachments.GetValueKind()}.");
        }

        var items = activity["attachments"] as JsonArray ?? [];
        return activity switch
        {
            _ when items.Count == 0 && string.IsNullOrEmpty(Text(activity, "text")) => ConnectorAnswers.BadSyntax("Activity must include non empty 'text' field or at least one attachment."),
            _ when Text(activity, "attachmentLayout") is { } layout && !Layouts.Contains(layout) => ConnectorAnswers.BadArgument("Unknown attachment layout."),
            _ => items.Select(RefusalOfAttachment).FirstOrDefault(refusal => refusal is not null) ?? RefusalOfMentions(activity),
        };
    }

    private static IResult? RefusalOfAttachment(JsonNode? attachment) => Text(attachment, "contentType") switch
    {
        null => ConnectorAnswers.BadSyntax("Attachment must have a contentType."),
        ChatMessage.CardType when attachment!["content"] is not JsonObject card || Text(card, "type") != "AdaptiveCard" || Text(card, "version") is null =>
            ConnectorAnswers.BadArgument("The Adaptive Card could not be parsed: type and version are needed."),
        ChatMessage.CardType => RefusalOfActions((JsonObject)attachment!["content"]!),
        _ => null,
    };

    // A press on such a button would never reach the bot; said here so that nobody has to find out by pressing.
    private static IResult? RefusalOfActions(JsonObject card) =>
        CardActions.In(card).FirstOrDefault(action => Text(action, "type") == "Action.Execute" && string.IsNullOrEmpty(Text(action, "verb"))) is { } silent
            ? ConnectorAnswers.BadArgument($"Action.Execute “{Text(silent, "title")}” has no verb.")
            : null;

    private static IResult? RefusalOfMentions(JsonObject activity) => (activity["entities"] as JsonArray ?? [])
        .Where(entity => Text(entity, "type") == "mention")
        .Any(mention => Text(mention, "text") is not { Length: > 0 } text || Text(mention!["mentioned"], "id") is null
            || Text(activity, "text")?.Contains(text, StringComparison.Ordinal) != true)
            ? ConnectorAnswers.BadArgument("A mention must have text that occurs in the message, and mentioned.id.")
            : null;
}

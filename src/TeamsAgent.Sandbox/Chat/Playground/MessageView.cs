using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Chat.Playground;

/// <summary>A message as one person sees it.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="Conversation"><c>general</c> or <c>private</c>.</param>
/// <param name="Root">The thread's root message.</param>
/// <param name="From">A person's key, or <c>bot</c>.</param>
/// <param name="At">When.</param>
/// <param name="Text">The text.</param>
/// <param name="IsMarkdown">Whether the text is Markdown.</param>
/// <param name="Summary">What is announced in place of a card.</param>
/// <param name="Card">The card.</param>
/// <param name="CardPrint">The card's fingerprint.</param>
/// <param name="IsOwnView">Whether only this person sees this card.</param>
/// <param name="IsEdited">Whether it once was another.</param>
/// <param name="IsDeleted">Whether it is gone.</param>
/// <param name="Request">The approval request that the card is about.</param>
/// <param name="Entities">The activity's entities, mentions among them.</param>
internal sealed record MessageView(
    string Id, string Conversation, string? Root, string From, DateTimeOffset At, string Text, bool IsMarkdown, string? Summary, JsonObject? Card, string? CardPrint,
    bool IsOwnView, bool IsEdited, bool IsDeleted, string? Request, JsonNode? Entities)
{
    public static bool IsSeenBy(SandboxPerson person, ChatMessage message) =>
        message.Conversation == Chat.Conversation.General.Id || message.Conversation == Chat.Conversation.With(person).Id;

    public static MessageView Of(ChatMessage message, SandboxPerson person)
    {
        var own = message.Views.GetValueOrDefault(person.Key);
        var card = message.Deleted ? null : own ?? message.Card;
        return new MessageView(
            message.Id,
            message.Conversation == Chat.Conversation.General.Id ? "general" : "private",
            message.Root,
            message.From,
            message.At,
            message.Deleted ? "" : message.Text,
            message.From == "bot" && (string?)message.Activity["textFormat"] != "plain",
            (string?)message.Activity["summary"],
            card,
            card is null ? null : CardPaths.Print(card),
            own is not null,
            message.Earlier.Count > 0,
            message.Deleted,
            RequestOf(message),
            message.From == "bot" ? message.Activity["entities"] : null);
    }

    // A settled card has no buttons left to say it; one of its earlier selves had.
    private static string? RequestOf(ChatMessage message) => message.Earlier.Select(ChatMessage.CardIn).Append(message.Card)
        .SelectMany(CardActions.In)
        .Select(action => action["data"] is JsonObject data && data["requestId"] is JsonValue id ? (string?)id : null)
        .FirstOrDefault(id => id is not null);
}

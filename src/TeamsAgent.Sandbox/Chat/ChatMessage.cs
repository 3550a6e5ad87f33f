using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TeamsAgent.Sandbox.Chat;

/// <summary>A message in the workspace, with everything that it once was.</summary>
public sealed record ChatMessage
{
    internal const string CardType = "application/vnd.microsoft.card.adaptive";

    /// <summary>The platform's id.</summary>
    public required string Id { get; init; }

    /// <summary>The conversation's id without a thread.</summary>
    public required string Conversation { get; init; }

    /// <summary>The thread's root message, or null for a message that begins one, and in private chats.</summary>
    public string? Root { get; init; }

    /// <summary>The sender's key, or <c>bot</c>.</summary>
    public required string From { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The activity as it is now.</summary>
    public required JsonObject Activity { get; init; }

    /// <summary>The activities that it was before, oldest first.</summary>
    public IReadOnlyList<JsonObject> Earlier { get; init; } = [];

    /// <summary>What single people see instead of the shared card, by key; what their press was answered with.</summary>
    public IReadOnlyDictionary<string, JsonObject> Views { get; init; } = new Dictionary<string, JsonObject>();

    /// <summary>Set once it was deleted.</summary>
    public bool Deleted { get; init; }

    /// <summary>The Adaptive Card in it, if any.</summary>
    [JsonIgnore]
    public JsonObject? Card => CardIn(Activity);

    /// <summary>The plain text of it.</summary>
    [JsonIgnore]
    public string Text => (string?)Activity["text"] ?? "";

    /// <summary>The conversation as activities name it: with its thread in a channel.</summary>
    [JsonIgnore]
    public string ThreadId => Chat.Conversation.Of(Conversation)?.Type == "channel" ? Chat.Conversation.Thread(Root ?? Id) : Conversation;

    /// <summary>The card that a person sees: the own view of it, or the shared one.</summary>
    public JsonObject? CardFor(SandboxPerson person) => Views.GetValueOrDefault(person.Key) ?? Card;

    /// <summary>The Adaptive Card in an activity, if any.</summary>
    public static JsonObject? CardIn(JsonObject activity) => (activity["attachments"] as JsonArray)?
        .OfType<JsonObject>()
        .FirstOrDefault(attachment => attachment["contentType"] is JsonValue type && (string?)type == CardType)?["content"] as JsonObject;
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Chat;

/// <summary>What the bot answered an activity with.</summary>
/// <param name="MessageId">The id of the message, or of the message pressed on.</param>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Body">The body; empty for none.</param>
public sealed record InboundResult(string MessageId, HttpStatusCode Status, string Body)
{
    private const string CardAnswer = "application/vnd.microsoft.card.adaptive";
    private const string TextAnswer = "application/vnd.microsoft.activity.message";
    private const string SignInAnswer = "application/vnd.microsoft.activity.loginRequest";
    private const string ErrorAnswer = "application/vnd.microsoft.error";

    /// <summary>How often the activity was sent.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>What the copies of a duplicated activity were answered with.</summary>
    public IReadOnlyList<InboundResult> Copies { get; init; } = [];

    /// <summary>Why there was no answer.</summary>
    public string? Trouble { get; init; }

    /// <summary>Whether the bot took it.</summary>
    public bool Taken => (int)Status is >= 200 and < 300;

    /// <summary>The body as JSON, if it is an object.</summary>
    public JsonObject? Json
    {
        get
        {
            try
            {
                return Body.Length == 0 ? null : JsonNode.Parse(Body) as JsonObject;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>The card that the presser sees, if the answer has one.</summary>
    public JsonObject? Card => TypeOf(Json) == CardAnswer ? Json!["value"] as JsonObject : null;

    /// <summary>The sentence that the presser sees, if the answer is one.</summary>
    public string? Toast => TypeOf(Json) == TextAnswer ? Json!["value"]?.ToString() : null;

    /// <summary>The words and the address of a request to sign in, if the answer is one.</summary>
    public (string Text, string? Link)? SignIn => TypeOf(Json) == SignInAnswer && Json!["value"] is JsonObject value
        ? (value["text"]?.ToString() ?? "Sign in", (value["buttons"] as JsonArray)?.FirstOrDefault()?["value"]?.ToString())
        : null;

    /// <summary>The bot's own error, if the answer is one.</summary>
    public string? Error => TypeOf(Json) is { } type && type.StartsWith(ErrorAnswer, StringComparison.Ordinal) ? Json!["value"]?["message"]?.ToString() ?? "" : null;

    private static string? TypeOf(JsonObject? json) => json?["type"] is JsonValue type && type.TryGetValue<string>(out var text) ? text : null;
}

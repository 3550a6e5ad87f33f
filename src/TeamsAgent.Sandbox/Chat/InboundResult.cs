using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Chat;

/// <summary>What the bot answered an activity with.</summary>
/// <param name="MessageId">The id of the message, or of the message pressed on.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body; empty for none.</param>
public sealed record InboundResult(string MessageId, HttpStatusCode Status, string Body)
{
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
    public JsonObject? Card => (string?)Json?["type"] == "application/vnd.microsoft.card.adaptive" ? Json!["value"] as JsonObject : null;

    /// <summary>The sentence that the presser sees, if the answer is one.</summary>
    public string? Toast => (string?)Json?["type"] == "application/vnd.microsoft.activity.message" ? (string?)Json!["value"] : null;
}

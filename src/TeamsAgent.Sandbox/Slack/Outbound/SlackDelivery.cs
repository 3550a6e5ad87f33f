using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Slack;

/// <summary>What is delivered.</summary>
public enum SlackDeliveryKind
{
    /// <summary>An event; tried again until it is taken.</summary>
    Event,

    /// <summary>A slash command.</summary>
    Command,

    /// <summary>A press, a view that is sent off or closed.</summary>
    Interaction,
}

/// <summary>One attempt to deliver something.</summary>
/// <param name="RetryNumber">0 for the first.</param>
/// <param name="RetryReason">Why there was another.</param>
/// <param name="Status">The HTTP status; 0 when there was no answer; 200 for an acknowledgement over a socket.</param>
/// <param name="Body">The body.</param>
/// <param name="ContentType">The body's type.</param>
/// <param name="Trouble">Why there was no answer.</param>
public sealed record SlackAttempt(int RetryNumber, string? RetryReason, HttpStatusCode Status, string Body, string? ContentType, string? Trouble)
{
    /// <summary>Whether it went over a Socket Mode connection.</summary>
    public bool OverSocket { get; init; }

    /// <summary>How long the answer took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Whether the bot asks not to be told again.</summary>
    public bool NoRetry { get; init; }

    /// <summary>Whether the bot took it.</summary>
    public bool Taken => (int)Status is >= 200 and < 300;
}

/// <summary>What became of a delivery.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Payload">What was sent.</param>
/// <param name="Attempts">The attempts; none when Slack does not tell the app of such a thing.</param>
public sealed record SlackDelivery(SlackDeliveryKind Kind, JsonObject Payload, IReadOnlyList<SlackAttempt> Attempts)
{
    /// <summary>The time of the message that it is about.</summary>
    public string? Ts { get; init; }

    /// <summary>What became of the copies of a duplicated delivery.</summary>
    public IReadOnlyList<SlackDelivery> Copies { get; init; } = [];

    /// <summary>What the person is told when it failed, or why nothing was sent.</summary>
    public string? Trouble { get; init; }

    /// <summary>What is wrong with what was typed, by block: the app's answer, or the client's own check.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>The address that a link button opens.</summary>
    public string? Link { get; init; }

    /// <summary>The last answer's status; 0 for none.</summary>
    public HttpStatusCode Status => Attempts.Count == 0 ? default : Attempts[^1].Status;

    /// <summary>The last answer's body.</summary>
    public string Body => Attempts.Count == 0 ? "" : Attempts[^1].Body;

    /// <summary>Whether the bot took it.</summary>
    public bool Taken => Attempts.Count > 0 && Attempts[^1].Taken;

    /// <summary>The right to open a view that went with it.</summary>
    public string? TriggerId => (string?)Payload["trigger_id"];

    /// <summary>The address to answer at that went with it.</summary>
    public string? ResponseUrl => (string?)Payload["response_url"];

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
}

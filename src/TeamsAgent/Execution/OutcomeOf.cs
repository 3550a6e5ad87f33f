using System.Net;
using System.Text.Json;
using TeamsAgent.Actions;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Words;

namespace TeamsAgent.Execution;

/// <summary>What a provider's answer means for the step: the one table.</summary>
internal static class OutcomeOf
{
    private const int LongestCause = 300;

    /// <summary>The outcome; null when it is not known whether the call happened.</summary>
    public static Outcome? Answer(PlanStep step, ProviderAnswer.Answered answer, bool allowLoopback, DateTimeOffset now)
    {
        var status = (int)answer.Status;
        return status switch
        {
            >= 200 and < 300 => Success(step, answer, allowLoopback, now),
            >= 300 and < 400 => Failure(ExecutionKey.Redirect, step, status, now),
            (int)HttpStatusCode.Unauthorized => Failure(ExecutionKey.Unauthorized, step, answer, now),
            (int)HttpStatusCode.Forbidden => Failure(ExecutionKey.Forbidden, step, answer, now),
            (int)HttpStatusCode.NotFound => Failure(ExecutionKey.NotFound, step, answer, now),
            (int)HttpStatusCode.RequestTimeout => null,
            (int)HttpStatusCode.TooManyRequests => Failure(ExecutionKey.SlowDown, step, status, now),
            >= 400 and < 500 => Failure(ExecutionKey.Refused, step, answer, now),
            // A provider that fails may have done it first.
            _ => null,
        };
    }

    /// <summary>The answer's JSON, or null if it is none.</summary>
    public static JsonElement? Json(ProviderAnswer.Answered answer)
    {
        if (!answer.Whole || answer.Body.IsEmpty)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(answer.Body, new JsonDocumentOptions { MaxDepth = 64 });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Outcome Success(PlanStep step, ProviderAnswer.Answered answer, bool allowLoopback, DateTimeOffset now)
    {
        var text = ResultText.Render(step, Json(answer), allowLoopback);
        return new Outcome(OutcomeKind.Succeeded, text.Sentence, text.Link, (int)answer.Status, now);
    }

    private static Outcome Failure(ExecutionKey key, PlanStep step, int status, DateTimeOffset now) =>
        key.Outcome(OutcomeKind.Failed, status, now, ("provider", step.Provider), ("status", status));

    private static Outcome Failure(ExecutionKey key, PlanStep step, ProviderAnswer.Answered answer, DateTimeOffset now)
    {
        var (status, cause) = ((int)answer.Status, Cause(answer).Trim());
        return key.Outcome(OutcomeKind.Failed, status, now, ("provider", step.Provider), ("status", status), ("cause", cause.Length == 0 ? "" : $" {cause}"));
    }

    // Only a JSON error's own message, or an RFC 9457 problem's detail; an HTML page is no cause.
    private static string Cause(ProviderAnswer.Answered answer)
    {
        if (Json(answer) is not { ValueKind: JsonValueKind.Object } json)
        {
            return "";
        }

        var holder = json.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object ? error : json;
        string[] names = ["message", "detail"];
        var said = names.Select(name => holder.TryGetProperty(name, out var text) ? text : default).FirstOrDefault(text => text.ValueKind == JsonValueKind.String);
        return said.ValueKind == JsonValueKind.String ? Cut(said) : "";
    }

    private static string Cut(JsonElement message)
    {
        try
        {
            var text = message.GetString()!;
            return text.Length <= LongestCause ? text : text[..(char.IsHighSurrogate(text[LongestCause - 1]) ? LongestCause - 1 : LongestCause)] + "…";
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is valid JSON and no text.
            return "";
        }
    }
}

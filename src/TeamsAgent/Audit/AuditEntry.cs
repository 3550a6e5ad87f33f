using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Audit;

/// <summary>One thing to be remembered for ever. Holds no secret: ids, hashes and sentences.</summary>
/// <param name="Kind">What happened, in kebab-case.</param>
/// <param name="At">When.</param>
/// <param name="RequestId">The request concerned, if one.</param>
/// <param name="By">The person's id, if one acted.</param>
/// <param name="Sentence">In words.</param>
/// <param name="Hash">The plan's or sealed call's hash, if one is concerned.</param>
/// <param name="Step">The step's index, if one is concerned.</param>
/// <param name="Details">Further facts, by name.</param>
public sealed record AuditEntry(
    string Kind, DateTimeOffset At, string? RequestId, string? By, string Sentence, string? Hash = null, int? Step = null,
    IReadOnlyDictionary<string, string>? Details = null)
{
    /// <summary>The entry for a request's event.</summary>
    public static AuditEntry Of(RequestId request, RequestEvent happened) => new(
        KebabCase(happened.Kind.ToString()), happened.At, request.Value, happened.By?.Value, happened.Sentence, happened.Hash.Hex, happened.Step);

    private static string KebabCase(string name) => string.Concat(name.Select((letter, index) =>
        char.IsUpper(letter) ? (index == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));
}

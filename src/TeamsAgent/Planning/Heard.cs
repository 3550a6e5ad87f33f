using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Planning;

/// <summary>Words that a verified person addressed to the agent.</summary>
/// <param name="InboxKey">The inbound message's row, marked as handled with what follows from it.</param>
/// <param name="Speaker">Who.</param>
/// <param name="Place">Where, thread included.</param>
/// <param name="Text">The words, without the mention of the agent; untrusted text.</param>
/// <param name="TimeZone">The person's IANA zone, if the platform said it.</param>
/// <param name="Locale">The person's language, if the platform said it.</param>
public sealed record Heard(string InboxKey, Person Speaker, Place Place, string Text, string? TimeZone, string? Locale);

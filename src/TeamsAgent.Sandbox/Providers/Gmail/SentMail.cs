namespace TeamsAgent.Sandbox.Providers.Gmail;

/// <summary>A message that was sent.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="At">When.</param>
/// <param name="From">The sender's address: always the token's own person.</param>
/// <param name="To">Addresses.</param>
/// <param name="Cc">Addresses.</param>
/// <param name="Bcc">Addresses; the recipients' copies do not have them.</param>
/// <param name="Subject">Decoded.</param>
/// <param name="Text">The first plain text part, decoded.</param>
/// <param name="Headers">All header fields as sent, unfolded, in order.</param>
/// <param name="Raw">The message's bytes.</param>
public sealed record SentMail(
    string Id,
    DateTimeOffset At,
    string From,
    IReadOnlyList<string> To,
    IReadOnlyList<string> Cc,
    IReadOnlyList<string> Bcc,
    string Subject,
    string Text,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    byte[] Raw);

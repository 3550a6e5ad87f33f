namespace TeamsAgent.Sandbox.Providers.Payments;

/// <summary>A transfer that was made.</summary>
/// <param name="Id"><c>tr_…</c></param>
/// <param name="At">When.</param>
/// <param name="By">The Auth0 user id of whose token made it.</param>
/// <param name="To">The recipient's IBAN, without blanks.</param>
/// <param name="Amount">In <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Reference">What the recipient reads.</param>
/// <param name="IdempotencyKey">The key that it was made under.</param>
/// <param name="BodySha256">What that key was first used with.</param>
public sealed record Transfer(
    string Id, DateTimeOffset At, string By, string To, decimal Amount, string Currency, string Reference, string IdempotencyKey, string BodySha256);

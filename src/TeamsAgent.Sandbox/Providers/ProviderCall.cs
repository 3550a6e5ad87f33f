using System.Text.Json.Serialization;

namespace TeamsAgent.Sandbox.Providers;

/// <summary>One HTTP request that reached a provider, as it arrived.</summary>
/// <param name="Number">Counts from 1 over all providers.</param>
/// <param name="At">When it had arrived whole.</param>
/// <param name="Provider">One of <see cref="ProviderNames"/>.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">Path and query exactly as sent, percent-encoding included.</param>
/// <param name="Headers">Every header but Authorization.</param>
/// <param name="TokenSha256">The SHA-256 (hex) of the bearer token; null when there was none.</param>
/// <param name="TokenOwner">Whose token it was; null when this stand-in never issued it.</param>
/// <param name="Body">The bytes of the body.</param>
/// <param name="BodySha256">Their SHA-256 (hex).</param>
/// <param name="ConnectionId">The TCP connection that it came on.</param>
/// <param name="Status">The status that was answered; null while there is no answer or when none was given.</param>
/// <param name="Fault">The fault that struck it, if one did.</param>
public sealed record ProviderCall(
    int Number,
    DateTimeOffset At,
    string Provider,
    string Method,
    string Target,
    IReadOnlyDictionary<string, string> Headers,
    string? TokenSha256,
    string? TokenOwner,
    byte[] Body,
    string BodySha256,
    string ConnectionId,
    int? Status = null,
    ProviderFaultKind? Fault = null)
{
    /// <summary>The body as text.</summary>
    [JsonIgnore]
    public string BodyText => System.Text.Encoding.UTF8.GetString(Body);
}

/// <summary>One change that a provider really made.</summary>
/// <param name="At">When.</param>
/// <param name="Provider">One of <see cref="ProviderNames"/>.</param>
/// <param name="Kind">For example <c>issue_created</c>, <c>event_deleted</c>, <c>mail_sent</c>, <c>transfer_made</c>.</param>
/// <param name="By">The Auth0 user id of the person whose token did it.</param>
/// <param name="Text">What was done, for people.</param>
/// <param name="Reference">The provider's own id of what was made or changed.</param>
/// <param name="Call">The number of the call that did it.</param>
public sealed record ProviderEffect(
    DateTimeOffset At, string Provider, string Kind, string By, string Text, string Reference, int Call);

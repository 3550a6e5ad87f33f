using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace TeamsAgent.Identity;

/// <summary>A provider's access token, for one step. Prints as its type name; its value leaves it in one way only: into the call it was got for.</summary>
public sealed class ProviderAccessToken
{
    private const int Longest = 16 * 1024;
    private readonly string _value;

    private ProviderAccessToken(string value) => _value = value;

    /// <summary>Takes a token; null if it could not be the value of a header.</summary>
    public static ProviderAccessToken? TryTake(string? value) =>
        value is { Length: > 0 and <= Longest } && value.All(c => c is > ' ' and < '\x7f') ? new ProviderAccessToken(value) : null;

    /// <summary>SHA-256 of the token, as Auth0 logs it (<c>token_thumbprint</c>), so that the two logs can be joined.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_value)));

    /// <summary>Puts it into a call (RFC 6750 §2.1).</summary>
    public void Authorize(HttpRequestMessage request) => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _value);

    /// <inheritdoc/>
    public override string ToString() => nameof(ProviderAccessToken);
}

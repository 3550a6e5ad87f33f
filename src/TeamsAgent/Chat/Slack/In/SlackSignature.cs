using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace TeamsAgent.Chat.Slack;

/// <summary>What is wrong with a call's signature.</summary>
public enum SignatureFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>There is not exactly one timestamp of the right form.</summary>
    NoTimestamp,

    /// <summary>There is not exactly one signature of the right form.</summary>
    NoSignature,

    /// <summary>It was signed too long ago, or in the future.</summary>
    OutOfTime,

    /// <summary>Nobody who knows the secret signed these bytes.</summary>
    Wrong,
}

/// <summary>
/// Slack's request signature, <c>v0</c>: HMAC-SHA256 over the timestamp's text and the body's raw bytes
/// (https://docs.slack.dev/authentication/verifying-requests-from-slack).
/// </summary>
internal sealed partial class SlackSignature
{
    public const string TimestampHeader = "X-Slack-Request-Timestamp";
    public const string SignatureHeader = "X-Slack-Signature";

    private const long Window = 300;
    private const string Prefix = "v0=";

    private readonly byte[][] _secrets;
    private readonly TimeProvider _clock;

    public SlackSignature(IOptions<SlackOptions> options, TimeProvider clock)
    {
        _clock = clock;
        _secrets = new[] { options.Value.SigningSecret, options.Value.PreviousSigningSecret }
            .Where(secret => secret.Length > 0).Select(Encoding.UTF8.GetBytes).ToArray();
    }

    /// <summary>Checks the body as it came over the wire, before anything reads it.</summary>
    public SignatureFault Check(IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        // Two values would be one for us and the other for a proxy.
        if (headers[TimestampHeader] is not [{ } timestamp] || !TimestampForm().IsMatch(timestamp))
        {
            return SignatureFault.NoTimestamp;
        }

        if (headers[SignatureHeader] is not [{ } signature] || !SignatureForm().IsMatch(signature))
        {
            return SignatureFault.NoSignature;
        }

        var age = _clock.GetUtcNow().ToUnixTimeSeconds() - long.Parse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture);
        return Math.Abs(age) > Window ? SignatureFault.OutOfTime
            : IsSigned(timestamp, body, Convert.FromHexString(signature.AsSpan(Prefix.Length))) ? SignatureFault.None
            : SignatureFault.Wrong;
    }

    // Every secret is tried, so that the time does not say which one it was.
    private bool IsSigned(string timestamp, ReadOnlySpan<byte> body, byte[] given)
    {
        var good = false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var secret in _secrets)
        {
            using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
            mac.AppendData(Encoding.ASCII.GetBytes($"v0:{timestamp}:"));
            mac.AppendData(body);
            mac.GetHashAndReset(expected);
            good |= CryptographicOperations.FixedTimeEquals(expected, given);
        }

        return good;
    }

    [GeneratedRegex(@"^[0-9]{10,11}\z")]
    private static partial Regex TimestampForm();

    [GeneratedRegex(@"^v0=[0-9a-f]{64}\z")]
    private static partial Regex SignatureForm();
}

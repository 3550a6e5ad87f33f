using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TeamsAgent.Sandbox.Slack.Outbound;

/// <summary>Signs what is sent. https://docs.slack.dev/authentication/verifying-requests-from-slack</summary>
internal static class Signatures
{
    public const string TimeHeader = "X-Slack-Request-Timestamp";
    public const string SignatureHeader = "X-Slack-Signature";

    public static IReadOnlyDictionary<string, string> Of(string secret, ReadOnlySpan<byte> body, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var head = Encoding.ASCII.GetBytes($"v0:{time}:");
        var signed = new byte[head.Length + body.Length];
        head.CopyTo(signed, 0);
        body.CopyTo(signed.AsSpan(head.Length));
        return new Dictionary<string, string>
        {
            [TimeHeader] = time, [SignatureHeader] = "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)),
        };
    }
}

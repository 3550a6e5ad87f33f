using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TeamsAgent.Identity;

/// <summary>Random values that are shown once and kept as hashes.</summary>
internal static class OneTimeSecret
{
    private const int Bytes = 32;

    /// <summary>How long one is in base64url.</summary>
    public const int Length = 43;

    /// <summary>256 random bits in base64url (RFC 4648 §5).</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is stored of one.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether a text could be one; anything else is not worth a look into the database.</summary>
    public static bool IsOne(string? text) => text is { Length: Length } && Base64Url.IsValid(text);

    /// <summary>Compares in a time that does not depend on where two texts differ.</summary>
    public static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));

    /// <summary>The S256 challenge of a PKCE verifier (RFC 7636 §4.2).</summary>
    public static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}

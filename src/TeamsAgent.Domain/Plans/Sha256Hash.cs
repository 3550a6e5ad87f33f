using System.Security.Cryptography;

namespace TeamsAgent.Domain.Plans;

/// <summary>A SHA-256 value (FIPS 180-4), printed as 64 lower-case hexadecimal digits.</summary>
public readonly record struct Sha256Hash
{
    private Sha256Hash(string hex) => Hex = hex;

    /// <summary>The printed form.</summary>
    public string Hex { get; }

    /// <summary>The first eight digits, for people to compare.</summary>
    public string Head => Hex is null ? "" : Hex[..8];

    /// <summary>Hashes bytes.</summary>
    public static Sha256Hash Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>Reads the printed form.</summary>
    /// <exception cref="FormatException">The text is not 64 lower-case hexadecimal digits.</exception>
    public static Sha256Hash Parse(string text) =>
        text.Length == 64 && text.AsSpan().IndexOfAnyExcept(Ids.Hexadecimal) < 0
            ? new Sha256Hash(text)
            : throw new FormatException("A hash is 64 lower-case hexadecimal digits.");

    /// <inheritdoc/>
    public override string ToString() => Hex ?? "";
}

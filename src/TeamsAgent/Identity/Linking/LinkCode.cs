using System.Security.Cryptography;

namespace TeamsAgent.Identity;

/// <summary>The code that is typed back in the chat: eight characters of which none looks like another.</summary>
internal static class LinkCode
{
    private const string Alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    private const int Length = 8;
    private const int Longest = 32;

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>As people read it: <c>K7QM-2RXD</c>.</summary>
    public static string Print(string code) => $"{code[..4]}-{code[4..]}";

    /// <summary>What was typed, without its hyphen, spaces and case; null if it could not be a code.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > Longest)
        {
            return null;
        }

        var code = string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return code.Length == Length && code.All(Alphabet.Contains) ? code : null;
    }
}

using System.Buffers;

namespace TeamsAgent.Domain;

/// <summary>The one stable form that every id of the domain has.</summary>
internal static class Ids
{
    public static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    public static bool IsId(string? text, string prefix) =>
        text is not null && text.Length == prefix.Length + 32 && text.StartsWith(prefix, StringComparison.Ordinal)
        && text.AsSpan(prefix.Length).IndexOfAnyExcept(Hexadecimal) < 0;
}

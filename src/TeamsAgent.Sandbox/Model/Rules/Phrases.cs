using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Model.Rules;

/// <summary>Pieces of sentences that several rules share.</summary>
internal static partial class Phrases
{
    /// <summary>Cuts at the first colon that is followed by a blank: what comes before says what to do, what comes after is the person's text.</summary>
    public static (string Before, string? After) AtColon(string text)
    {
        var colon = QuoteOrColon().Matches(text).FirstOrDefault(match => match.Value[0] == ':') ?? Match.Empty;
        return colon.Success ? (text[..colon.Index].Trim(), NullIfEmpty(text[(colon.Index + colon.Length)..])) : (text.Trim(), null);
    }

    public static string? NullIfEmpty(string? text) => Unquote(text) is { Length: > 0 } rest ? rest : null;

    public static string? Unquote(string? text)
    {
        var trimmed = text?.Trim();
        return trimmed is ['"' or '“' or '„' or '\'' or '‘', .. var inner, '"' or '”' or '“' or '\'' or '’'] ? inner.Trim() : trimmed;
    }

    /// <summary>Takes a match out of the text.</summary>
    public static bool Take(ref string text, Regex pattern, out Match match)
    {
        match = pattern.Match(text);
        if (match.Success)
        {
            text = $"{text[..match.Index].TrimEnd()} {text[(match.Index + match.Length)..].TrimStart()}".Trim();
        }

        return match.Success;
    }

    public static IReadOnlyList<string> List(string text) =>
        [.. Separator().Split(text).Select(item => Unquote(item)!).Where(item => item.Length > 0)];

    /// <summary>E-mail addresses, and first names of colleagues.</summary>
    public static IReadOnlyList<string> People(string text) => [.. Person().Matches(text)
        .Select(match => match.Value.Contains('@', StringComparison.Ordinal) ? match.Value.TrimEnd('.') : $"{match.Groups["first"].Value.ToLowerInvariant()}@contoso.example")
        .Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Beginning a list of people: names with a capital letter, the sandbox's own in any case, or addresses.</summary>
    public const string PersonPattern = @"(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<first>(?-i:\p{Lu}\p{Ll}+)|\b(?:ana|ben|ada|eve)\b)(?:\s+(?-i:\p{Lu}\p{Ll}+))?)";

    public const string PeoplePattern = PersonPattern + @"(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)" + PersonPattern + ")*";

    /// <summary>Understands an answer by taking all of it for one argument.</summary>
    public static Func<string, JsonObject, LocalTime, bool> Into(string argument) => (answer, arguments, _) =>
    {
        if (NullIfEmpty(answer) is not { } words)
        {
            return false;
        }

        arguments[argument] = words;
        return true;
    };

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public static string OneLine(string text, int longest)
    {
        var line = Blank().Replace(text, " ").Trim();
        return line.Length <= longest ? line : line[..(longest - 1)] + "…";
    }

    [GeneratedRegex(@"“[^”]*”|""[^""]*""|:(?:\s+|$)")]
    private static partial Regex QuoteOrColon();

    [GeneratedRegex(@"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*")]
    private static partial Regex Separator();

    [GeneratedRegex(PersonPattern, RegexOptions.IgnoreCase)]
    private static partial Regex Person();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}

using System.Globalization;
using System.Text.RegularExpressions;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Planning.Transcripts;

namespace TeamsAgent.Planning;

/// <summary>
/// Marks the arguments of a plan that nothing in the person's own words says: what the model, or something that it read, put in, and defaults.
/// People look twice at what nobody asked for. Told by the words alone, so a paraphrase counts as added: better one mark too many.
/// </summary>
internal static partial class Provenance
{
    /// <summary>The plan with its marks; they are part of what is shown, and so of its hash.</summary>
    public static Plan Mark(Plan plan, Transcript transcript)
    {
        var said = Plain(string.Join('\n', transcript.Words));
        return plan with
        {
            Steps = plan.Steps.Select(step => step with
            {
                Facts = step.Facts.Select(fact => fact with { Added = !IsSaid(fact.Value, said, transcript.TimeZone) }).ToList(),
            }).ToList(),
        };
    }

    private static bool IsSaid(string value, string said, string? zone)
    {
        var plain = Plain(value);
        return plain.Length == 0 || Contains(said, plain) || plain == zone?.ToLowerInvariant() || IsSaidNumber(plain, said) || IsSaidTime(value, said)
            || (plain.Contains(", ", StringComparison.Ordinal) && plain.Split(", ").All(item => Contains(said, item)));
    }

    // As a whole: “bo@x.example” is not said by “jobo@x.example.org”.
    private static bool Contains(string said, string value)
    {
        for (var at = said.IndexOf(value, StringComparison.Ordinal); at >= 0; at = said.IndexOf(value, at + 1, StringComparison.Ordinal))
        {
            if (IsBorder(said, at - 1, value[0]) && IsEnd(said, at + value.Length, value[^1]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBorder(string said, int at, char next) =>
        at < 0 || !char.IsLetterOrDigit(next) || !(char.IsLetterOrDigit(said[at]) || said[at] is '@' or '_' or '+' || (said[at] is '.' or '-' && at > 0 && char.IsLetterOrDigit(said[at - 1])));

    private static bool IsEnd(string said, int at, char last) =>
        at >= said.Length || !char.IsLetterOrDigit(last) || !(char.IsLetterOrDigit(said[at]) || said[at] is '@' or '_' || (said[at] is '.' or '-' && at + 1 < said.Length && char.IsLetterOrDigit(said[at + 1])));

    private static bool IsSaidNumber(string value, string said) =>
        decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && Numbers().Matches(said).Select(match => Number(match.Value)).Contains(number);

    // “1,250.00”, “1.250,00” and “1250” are one amount: the last mark with one or two digits behind it is the decimal one.
    private static decimal? Number(string text)
    {
        var mark = text.LastIndexOfAny(['.', ',']);
        var isDecimal = mark >= 0 && text.Length - mark - 1 is 1 or 2;
        var digits = string.Concat(text.Where((c, i) => char.IsAsciiDigit(c) || (isDecimal && i == mark)).Select(c => char.IsAsciiDigit(c) ? c : '.'));
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    // A moment is worked out of “tomorrow at ten”; at least its hour has to be there.
    private static bool IsSaidTime(string value, string said) =>
        Moments().IsMatch(value) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
        && Numbers().Matches(said).Select(match => match.Value).Any(number => number == moment.Hour.ToString(CultureInfo.InvariantCulture)
            || number == moment.Hour.ToString("00", CultureInfo.InvariantCulture) || (moment.Hour > 12 && number == (moment.Hour - 12).ToString(CultureInfo.InvariantCulture)));

    private static string Plain(string text) => Spaces().Replace(text.Trim(), " ").ToLowerInvariant();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\d+(?:[.,]\d+)*")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")]
    private static partial Regex Moments();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace TeamsAgent.Actions.Arguments;

/// <summary>The values of <c>format</c> that a pack may use; each is checked by us, and says what it expects.</summary>
internal static partial class Formats
{
    /// <summary>Name, check, and what the value must be.</summary>
    public static IReadOnlyDictionary<string, (Func<string, bool> Fits, string Expected)> All { get; } =
        new Dictionary<string, (Func<string, bool>, string)>(StringComparer.Ordinal)
        {
            ["money-amount"] = (text => MoneyAmount().IsMatch(text), "an amount in plain digits with a point and two decimals, such as 1250.00"),
            ["currency"] = (Currencies.Codes.Contains, "a currency code of ISO 4217 in capitals, such as EUR"),
            ["iban"] = (IsIban, "an IBAN in capitals without spaces, and its check digits must be right"),
            ["email"] = (text => text.Length <= 254 && Email().IsMatch(text), "one plain e-mail address, such as ana@contoso.example"),
            ["rfc3339"] = (IsTime, "a time with its offset, such as 2026-11-25T10:00:00+01:00"),
            ["time-zone"] = (IsTimeZone, "a time zone by its IANA name, such as Europe/Berlin"),
        };

    // ISO 13616-1: the first four characters go to the end, letters become 10 to 35, and the number leaves 1 when divided by 97 (ISO 7064).
    private static bool IsIban(string text)
    {
        if (!Iban().IsMatch(text))
        {
            return false;
        }

        var rest = 0;
        foreach (var c in text[4..] + text[..4])
        {
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + (c - '0')) % 97 : ((rest * 100) + (c - 'A' + 10)) % 97;
        }

        return rest == 1;
    }

    private static bool IsTime(string text) => Rfc3339().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsTimeZone(string text) => ZoneName().IsMatch(text)
        && TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) && zone.HasIanaId;

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,11})(\.[0-9]{2})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex MoneyAmount();

    [GeneratedRegex(@"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Iban();

    // What HTML's <input type=email> takes (WHATWG HTML, “valid e-mail address”), with at least one dot in the domain.
    [GeneratedRegex(@"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();

    [GeneratedRegex(@"^(UTC|[A-Z][A-Za-z]+(/[A-Z][A-Za-z_+\-]+){1,2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneName();
}

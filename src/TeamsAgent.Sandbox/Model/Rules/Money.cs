using System.Globalization;
using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Model.Rules;

/// <summary>Amounts of money in a sentence. What could be read in two ways is not read at all.</summary>
internal static partial class Money
{
    /// <summary>Takes an amount, as <c>1250.00</c>, and a currency code out of the text. An amount that is there and cannot be told is ambiguous.</summary>
    public static (string? Amount, string? Currency, string? Ambiguous) Take(ref string text)
    {
        if (!Phrases.Take(ref text, Sum(), out var sum))
        {
            return (null, Phrases.Take(ref text, CurrencyWord(), out var alone) ? Code(alone.Groups["currency"].Value) : null, null);
        }

        var number = sum.Groups["number"].Value.Trim();
        var currency = sum.Groups["currency"].Captures.Select(capture => Code(capture.Value)).FirstOrDefault();
        var amount = Normal(number);
        return (amount, currency, amount is null ? number : null);
    }

    /// <summary>The amount with a point and two decimals, or null when it is not clear.</summary>
    public static string? Normal(string number)
    {
        var digits = Blanks().Replace(number, "");
        string? plain = true switch
        {
            _ when Whole().IsMatch(digits) => digits,
            _ when ThousandsDot().IsMatch(digits) => digits.Replace(".", "", StringComparison.Ordinal).Replace(',', '.'),
            _ when ThousandsComma().IsMatch(digits) => digits.Replace(",", "", StringComparison.Ordinal),
            _ when Decimals().IsMatch(digits) => digits.Replace(',', '.'),
            _ => null,
        };
        return plain is not null && decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value.ToString("0.00", CultureInfo.InvariantCulture)
            : null;
    }

    private static string Code(string word) => word.ToUpperInvariant() switch
    {
        "€" or "EURO" or "EUROS" => "EUR",
        "$" or "DOLLAR" or "DOLLARS" => "USD",
        "£" or "POUND" or "POUNDS" => "GBP",
        "FRANC" or "FRANCS" => "CHF",
        var code => code,
    };

    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Currencies = @"(?<currency>€|\$|£|\b(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|JPY|euros?|dollars?|pounds?|francs?)\b)";

    [GeneratedRegex(@"(?:" + Currencies + @"\s*)?(?<![\w-])(?<number>\d(?:[\d.,'’]|[   ](?=\d{3}\b))*(?<![.,]))(?![\w.,]*\w)(?:\s*" + Currencies + @")?|" + Currencies + @"\s*(?<number>\d[\d.,'’]*(?<![.,]))|(?<![\w-])(?<number>\d[\d.,'’]*(?<![.,]))" + Currencies, Loose)]
    private static partial Regex Sum();

    [GeneratedRegex(Currencies, Loose)]
    private static partial Regex CurrencyWord();

    [GeneratedRegex(@"[\s   '’]")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^\d{1,9}\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^\d{1,7}[.,]\d{1,2}\z")]
    private static partial Regex Decimals();

    // One group of three behind one separator, as in 1.000, may be a thousand or one: two groups, or decimals, settle it.
    [GeneratedRegex(@"^\d{1,3}(\.\d{3})+,\d{1,2}\z|^\d{1,3}(\.\d{3}){2,}\z")]
    private static partial Regex ThousandsDot();

    [GeneratedRegex(@"^\d{1,3}(,\d{3})+\.\d{1,2}\z|^\d{1,3}(,\d{3}){2,}\z")]
    private static partial Regex ThousandsComma();
}

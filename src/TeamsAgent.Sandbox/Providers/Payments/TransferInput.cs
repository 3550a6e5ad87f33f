using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Providers.Payments;

/// <summary>What a caller wants to transfer: four texts, nothing else.</summary>
internal sealed partial record TransferInput(string To, decimal Amount, string Currency, string Reference)
{
    private static readonly string[] Fields = ["to", "amount", "currency", "reference"];
    private static readonly string[] Currencies = ["EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY"];

    public static (TransferInput? Input, Answer? Refusal) Read(byte[] body)
    {
        if (JsonBody.TryReadObject(body) is not { } json)
        {
            return (null, PaymentProblems.BadJson());
        }

        foreach (var member in json.EnumerateObject().Where(member => !Fields.Contains(member.Name)))
        {
            return (null, PaymentProblems.Invalid("field", $"There is no field '{member.Name}'."));
        }

        foreach (var name in Fields.Where(name => json.Text(name) is null))
        {
            return (null, PaymentProblems.Invalid(name, $"'{name}' must be a text."));
        }

        string Text(string name) => json.Text(name)!;
        return (Text("to"), Text("amount"), Text("currency"), Text("reference")) switch
        {
            var (to, _, _, _) when !IsIban(to) => (null, PaymentProblems.Invalid("to", "'to' is not an IBAN without blanks (ISO 13616).")),
            var (_, amount, _, _) when !Money().IsMatch(amount) || decimal.Parse(amount, CultureInfo.InvariantCulture) == 0 =>
                (null, PaymentProblems.Invalid("amount", "'amount' is a positive number with a point and two decimals, such as 1250.00.")),
            var (_, _, currency, _) when !Currencies.Contains(currency) => (null, PaymentProblems.Invalid("currency", "'currency' is not an ISO 4217 code known here.")),
            var (_, _, _, reference) when reference.Length is 0 or > 140 || reference.Any(char.IsControl) =>
                (null, PaymentProblems.Invalid("reference", "'reference' has 1 to 140 characters on one line.")),
            var (to, amount, currency, reference) => (new(to, decimal.Parse(amount, CultureInfo.InvariantCulture), currency, reference), null),
        };
    }

    /// <summary>ISO 13616: the first four characters moved to the end, letters as numbers, modulo 97 is 1.</summary>
    private static bool IsIban(string text) =>
        Iban().IsMatch(text)
        && BigInteger.Parse(
            string.Concat((text[4..] + text[..4]).Select(letter => char.IsAsciiDigit(letter) ? letter - '0' : letter - 'A' + 10)),
            CultureInfo.InvariantCulture) % 97 == 1;

    [GeneratedRegex(@"^[A-Z]{2}\d\d[A-Z0-9]{11,30}\z")]
    private static partial Regex Iban();

    [GeneratedRegex(@"^(0|[1-9]\d{0,8})\.\d\d\z")]
    private static partial Regex Money();
}

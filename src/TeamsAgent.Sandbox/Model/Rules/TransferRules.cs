using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Model.Rules;

/// <summary>Sentences about money.</summary>
internal static partial class TransferRules
{
    private static readonly Slot RecipientSlot = new("To which IBAN should the money go?", (answer, arguments, _) =>
    {
        Recipient(ref answer, arguments);
        return arguments.ContainsKey("to");
    });

    private static readonly Slot CurrencySlot = new("In which currency?", (answer, arguments, _) =>
    {
        Amount(ref answer, arguments, currencyOnly: true);
        return arguments.ContainsKey("currency");
    });

    private static readonly Slot ReferenceSlot = new("What should the reference say?", (answer, arguments, time) =>
        Phrases.Into("reference")(Phrases.OneLine(answer, 140), arguments, time), IsFreeText: true);

    public static readonly Rule Transfer = new(Head(), (text, _) =>
    {
        var arguments = new JsonObject();
        var rest = Head().Replace(text, "", 1);
        Recipient(ref rest, arguments);
        if (Phrases.Take(ref rest, ReferencePhrase(), out var reference))
        {
            arguments["reference"] = Phrases.OneLine(Phrases.Unquote(reference.Groups["text"].Value.Trim().TrimEnd('.'))!, 140);
        }

        var ambiguous = Amount(ref rest, arguments);
        return new Wish("transfer", arguments)
        {
            Missing =
            [
                .. AmountSlot(ambiguous).If(!arguments.ContainsKey("amount")),
                .. CurrencySlot.If(!arguments.ContainsKey("currency")),
                .. RecipientSlot.If(!arguments.ContainsKey("to")),
                .. ReferenceSlot.If(!arguments.ContainsKey("reference")),
            ],
        };
    });

    private static Slot AmountSlot(string? ambiguous) => new(
        ambiguous is null
            ? "How much should be transferred?"
            : $"How much is “{ambiguous}”? Please write the amount with a point and two decimals, such as 1000.00.",
        (answer, arguments, _) =>
        {
            Recipient(ref answer, arguments);
            Amount(ref answer, arguments);
            return arguments.ContainsKey("amount");
        });

    private static string? Amount(ref string text, JsonObject arguments, bool currencyOnly = false)
    {
        var (amount, currency, ambiguous) = Money.Take(ref text);
        if (amount is not null && !currencyOnly)
        {
            arguments["amount"] = amount;
        }

        if (currency is not null)
        {
            arguments["currency"] = currency;
        }

        return ambiguous;
    }

    private static void Recipient(ref string text, JsonObject arguments)
    {
        if (Phrases.Take(ref text, Iban(), out var iban))
        {
            arguments["to"] = iban.Groups["iban"].Value.Replace(" ", "", StringComparison.Ordinal);
        }
    }

    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(?:transfer|wire|pay|make\s+a\s+(?:transfer|payment)(?:\s+of)?|send\s+(?=(?:money|[€$£]?\s*\d)))\s*\b", Loose)]
    private static partial Regex Head();

    [GeneratedRegex(@"(?:\bto\s+)?(?:\b(?:the\s+)?(?:account|IBAN)\s+)?\b(?<iban>(?-i:[A-Z]{2})\d\d(?:\s?(?-i:[A-Z0-9]){4}){2,7}(?:\s?(?-i:[A-Z0-9]){1,3})?)\b", Loose)]
    private static partial Regex Iban();

    [GeneratedRegex(@",?\s*\b(?:for|(?:with\s+)?(?:the\s+)?reference|ref\.?|purpose)(?:\s*:)?\s+(?<text>.+)$", Loose | RegexOptions.Singleline)]
    private static partial Regex ReferencePhrase();
}

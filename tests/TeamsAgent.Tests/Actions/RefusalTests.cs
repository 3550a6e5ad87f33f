using TeamsAgent.Actions;
using Xunit;

namespace TeamsAgent.Tests.Actions;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("github.creat_issue", "There is no action “github.creat_issue”. Nearest: github.create_issue")]
    [InlineData("shell.run", "There is no action “shell.run”.")]
    [InlineData("GitHub.create_issue", "Nearest: github.create_issue")]
    public void T19_An_unknown_action_is_refused_with_the_nearest(string name, string expected) =>
        Assert.Contains(expected, Assert.Single(The.Refused(name, "{}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"owner":"acme","repo":"web"}""", "“title” is missing.")]
    [InlineData("""{"owner":"acme","repo":"web","title":null}""", "“title” is missing.")]
    [InlineData("""{"owner":"acme","repo":"web","title":"x","label":["a"]}""", "There is no parameter “label”; did you mean “labels”?")]
    [InlineData("""{"owner":"acme","repo":"web","title":"x","connection":"admin"}""", "There is no parameter “connection”.")]
    [InlineData("""{"owner":"acme","repo":"web","title":"x","scopes":["admin:org"]}""", "There is no parameter “scopes”.")]
    [InlineData("""{"owner":"acme","repo":"web","title":7}""", "“title”:")]
    [InlineData("""{"owner":"acme","repo":"web","title":""}""", "“title”:")]
    [InlineData("""{"owner":"acme","repo":"web","title":"x","labels":"bug"}""", "“labels”:")]
    [InlineData("""{"owner":"acme","repo":"web","title":"x","labels":["a","a"]}""", "“labels”:")]
    [InlineData("""{"owner":"acme","repo":"web","title":"x","labels":[1]}""", "“labels.0”:")]
    [InlineData("""{"owner":"acme/../x","repo":"web","title":"x"}""", "“owner” does not have the form that is needed")]
    [InlineData("""{"owner":"acme\n","repo":"web","title":"x"}""", "“owner” does not have the form that is needed")]
    [InlineData("""{"owner":"acme","repo":"..","title":"x"}""", "“repo” must not be “..”")]
    public void T19_Arguments_that_do_not_fit_are_refused(string arguments, string expected) =>
        Assert.Contains(The.Refused("github.create_issue", arguments), problem => problem.StartsWith(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("""{"owner":"acme","repo":"web","title":"a","title":"b"}""", "“title” is there twice.")]
    [InlineData("""{"owner":"acme","repo":"web","title":"a","t\u0069tle":"b"}""", "“title” is there twice.")]
    [InlineData("""{"owner":"acme","repo":"web","title":"a\ud800"}""", "“title” holds half of a surrogate pair, which is no character.")]
    [InlineData("""{"owner":"acme","repo":"web","title":"a","\udc00":"b"}""", "half of a surrogate pair")]
    [InlineData("""{"owner":"acme","repo":"web","title":"a\u0000b"}""", "“title” holds the control character U+0000.")]
    [InlineData("""{"owner":"acme","repo":"web","title":"a\u001b[2K"}""", "“title” holds the control character U+001B.")]
    [InlineData("""["owner"]""", "The arguments must be one JSON object.")]
    [InlineData("""{"owner":"acme"}{}""", "The arguments are not valid JSON")]
    [InlineData("""{"owner":"acme",}""", "The arguments are not valid JSON")]
    [InlineData("""{/* */"owner":"acme"}""", "The arguments are not valid JSON")]
    [InlineData("", "The arguments are not valid JSON")]
    [InlineData("""{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}""", "nested deeper than 8 levels")]
    public void T15_What_two_readers_might_take_for_two_things_is_refused(string arguments, string expected) =>
        Assert.Contains(The.Refused("github.create_issue", arguments), problem => problem.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void T15_A_raw_half_of_a_surrogate_pair_is_refused() => Assert.Equal(
        "The arguments hold half of a surrogate pair, which is no character.",
        Assert.Single(The.Refused("github.create_issue", "{\"owner\":\"a\",\"repo\":\"b\",\"title\":\"x\ud800\"}")));

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("1e400")]
    [InlineData("1e-400")]
    [InlineData("12.00000000000000001")]
    [InlineData("11.9999999999999999999")]
    [InlineData("0.1234567890123456789")]
    public void T15_A_number_that_no_double_holds_is_refused(string number) => Assert.Contains(
        The.Refused("github.close_issue", $$"""{"owner":"acme","repo":"web","issue_number":{{number}}}"""),
        problem => problem.StartsWith("“issue_number” is a number that cannot be kept exactly", StringComparison.Ordinal));

    [Theory]
    [InlineData("12", "1.2e1")]
    [InlineData("12", "12.0")]
    [InlineData("12", "120e-1")]
    public void T15_Two_spellings_of_a_number_are_one_call(string one, string other) => Assert.Equal(
        The.Sealed("github.close_issue", $$"""{"owner":"acme","repo":"web","issue_number":{{one}}}""").Call.Hash(),
        The.Sealed("github.close_issue", $$"""{"issue_number":{{other}}, "repo":"w\u0065b", "owner":"acme"}""").Call.Hash());

    [Fact]
    public void T15_Two_Unicode_forms_of_a_text_are_two_calls() => Assert.NotEqual(
        The.Sealed("github.create_issue", "{\"owner\":\"acme\",\"repo\":\"web\",\"title\":\"caf\u00e9\"}").Call.Hash(),
        The.Sealed("github.create_issue", "{\"owner\":\"acme\",\"repo\":\"web\",\"title\":\"cafe\u0301\"}").Call.Hash());

    [Fact]
    public void Arguments_that_are_too_long_are_refused() => Assert.Equal(
        "The arguments are too long; 64 KB are the most.",
        Assert.Single(The.Refused("github.create_issue", $$"""{"owner":"a","repo":"b","title":"x","body":"{{new string('é', 40_000)}}"}""")));

    [Theory]
    [InlineData("1250.00", true)]
    [InlineData("0.50", true)]
    [InlineData("999999999999.99", true)]
    [InlineData("1250", false)]
    [InlineData("1250.0", false)]
    [InlineData("1250.000", false)]
    [InlineData("1,250.00", false)]
    [InlineData("1.250,00", false)]
    [InlineData("1.250", false)]
    [InlineData("1'250.00", false)]
    [InlineData("1 250.00", false)]
    [InlineData("01250.00", false)]
    [InlineData("00.50", false)]
    [InlineData(".50", false)]
    [InlineData("1e3", false)]
    [InlineData("1250.00e0", false)]
    [InlineData("+1250.00", false)]
    [InlineData("-1250.00", false)]
    [InlineData(" 1250.00", false)]
    [InlineData("1250.00 ", false)]
    [InlineData("1250.00\\n", false)]
    [InlineData("1250.00 EUR", false)]
    [InlineData("€1250.00", false)]
    [InlineData("١٢٥٠.٠٠", false)]
    [InlineData("１２５０.００", false)]
    [InlineData("1_250.00", false)]
    [InlineData("0x4E2.00", false)]
    [InlineData("NaN", false)]
    [InlineData("Infinity", false)]
    [InlineData("1000000000000.00", false)]
    [InlineData("", false)]
    public void T58_Money_has_one_spelling(string amount, bool fits) =>
        Assert.Equal(fits, Fits($$"""{"to":"DE89370400440532013000","amount":"{{amount}}","currency":"EUR","reference":"x"}"""));

    [Fact]
    public void T58_Money_is_no_JSON_number() =>
        Assert.False(Fits("""{"to":"DE89370400440532013000","amount":1250.00,"currency":"EUR","reference":"x"}"""));

    [Theory]
    [InlineData("DE89370400440532013000", true)]
    [InlineData("GB82WEST12345698765432", true)]
    [InlineData("NL91ABNA0417164300", true)]
    [InlineData("DE89370400440532013001", false)]
    [InlineData("DE98370400440532013000", false)]
    [InlineData("DE89 3704 0044 0532 0130 00", false)]
    [InlineData("de89370400440532013000", false)]
    [InlineData("DE89", false)]
    public void An_IBAN_needs_its_check_digits(string iban, bool fits) =>
        Assert.Equal(fits, Fits($$"""{"to":"{{iban}}","amount":"1.00","currency":"EUR","reference":"x"}"""));

    [Theory]
    [InlineData("EUR", true)]
    [InlineData("eur", false)]
    [InlineData("XXX", false)]
    [InlineData("€", false)]
    public void A_currency_is_a_code_of_ISO_4217(string currency, bool fits) =>
        Assert.Equal(fits, Fits($$"""{"to":"DE89370400440532013000","amount":"1.00","currency":"{{currency}}","reference":"x"}"""));

    [Theory]
    [InlineData("2026-11-25T10:00:00+01:00", "Europe/Berlin", true)]
    [InlineData("2026-11-25T10:00:00Z", "UTC", true)]
    [InlineData("2026-11-25T10:00:00", "Europe/Berlin", false)]
    [InlineData("2026-11-25 10:00:00+01:00", "Europe/Berlin", false)]
    [InlineData("2026-02-30T10:00:00+01:00", "Europe/Berlin", false)]
    [InlineData("2026-11-25T25:00:00+01:00", "Europe/Berlin", false)]
    [InlineData("2026-11-25T10:00:00+01:00", "Europe/Atlantis", false)]
    [InlineData("2026-11-25T10:00:00+01:00", "W. Europe Standard Time", false)]
    [InlineData("2026-11-25T10:00:00+01:00", "../../etc/passwd", false)]
    public void A_time_has_an_offset_and_a_zone_its_IANA_name(string start, string zone, bool fits) => Assert.Equal(
        fits,
        The.Shipped.Seal("google_calendar.create_event", $$"""{"summary":"x","start":"{{start}}","end":"2026-11-25T11:00:00+01:00","time_zone":"{{zone}}"}""",
            new SealContext(The.SealId, null)) is SealResult.Sealed);

    private static bool Fits(string transfer) =>
        The.Shipped.Seal("payments.transfer", transfer, new SealContext(The.SealId, null)) is SealResult.Sealed;
}

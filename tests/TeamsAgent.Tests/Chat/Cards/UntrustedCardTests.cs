using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TeamsAgent.Chat.Cards;
using Xunit;

namespace TeamsAgent.Tests.Chat.Cards;

/// <summary>Text from outside in its visible form.</summary>
public sealed partial class UntrustedCardTests
{
    [Theory]
    [InlineData("abc\u202egnp.exe", "abc⟨U+202E⟩gnp.exe")]
    [InlineData("a\u2066b\u2069c\u200ed\u200fe\u061cf", "a⟨U+2066⟩b⟨U+2069⟩c⟨U+200E⟩d⟨U+200F⟩e⟨U+061C⟩f")]
    [InlineData("pay\u200bpal\ufeff\u00ad\u2060", "pay⟨U+200B⟩pal⟨U+FEFF⟩⟨U+00AD⟩⟨U+2060⟩")]
    [InlineData("x\U000e0041y", "x⟨U+E0041⟩y")]
    [InlineData("nul\0esc\u001b[31m\r.", "nul⟨U+0000⟩esc⟨U+001B⟩[31m⟨U+000D⟩.")]
    [InlineData("\ue000\u0378\U0010fffd", "⟨U+E000⟩⟨U+0378⟩⟨U+10FFFD⟩")]
    [InlineData("a\tb", "a⟨tab⟩b")]
    [InlineData("\u3164\u2800\u115f", "⟨U+3164⟩⟨U+2800⟩⟨U+115F⟩")]
    [InlineData("⟨U+202E⟩", "⟨U+27E8⟩U+202E⟩")]
    [InlineData("a⏎b", "a⟨U+23CE⟩b")]
    [InlineData("a\u0301\u0302\u0303\u0304\u0305", "a\u0301\u0302\u0303⟨U+0304⟩⟨U+0305⟩")]
    [InlineData("\u0301x", "⟨U+0301⟩x")]
    [InlineData("❤\ufe0f 1\ufe0f\u20e3 a\ufe0f", "❤\ufe0f 1\ufe0f\u20e3 a⟨U+FE0F⟩")]
    public void What_is_not_seen_is_written_out(string text, string visible) => Assert.Equal(visible, Untrusted.Of(text).Visible);

    [Fact]
    public void A_lone_surrogate_is_written_out() => Assert.Equal("⟨U+D800⟩a⟨U+DFFF⟩", Untrusted.Of("\ud800a\udfff").Visible);

    [Theory]
    [InlineData("a\n\n\nb", "a\n\n\nb", "a ⏎ ⏎ ⏎ b")]
    [InlineData("a\r\n\r\n\r\n\r\nb", "a\n⟨3 blank lines⟩\nb", "a ⏎ ⟨3 blank lines⟩ ⏎ b")]
    [InlineData("a\n \n\u00a0\n \nb", "a\n⟨3 blank lines⟩\nb", "a ⏎ ⟨3 blank lines⟩ ⏎ b")]
    [InlineData("a    b     c", "a    b ⟨5 spaces⟩ c", "a    b ⟨5 spaces⟩ c")]
    [InlineData("12\u00a0km", "12\u00a0km", "12\u00a0km")]
    public void Blank_lines_and_long_gaps_are_counted(string text, string visible, string line)
    {
        Assert.Equal(visible, Untrusted.Of(text).Visible);
        Assert.Equal(line, Untrusted.Of(text).Line);
    }

    [Theory]
    [InlineData("p\u0430ypal", "p\u0430ypal⟨mixed letters⟩")]
    [InlineData("see gith\u03bfb.com now", "see gith\u03bfb⟨mixed letters⟩.com now")]
    [InlineData("acme/w\u0435b, acme/web", "acme/w\u0435b⟨mixed letters⟩, acme/web")]
    [InlineData("p\u200b\u0430y", "p⟨U+200B⟩\u0430y⟨mixed letters⟩")]
    [InlineData("\u0430\u0441\u0435", "\u0430\u0441\u0435⟨look-alike letters⟩")]
    [InlineData("\u0391\u0392\u0395", "\u0391\u0392\u0395⟨look-alike letters⟩")]
    [InlineData("\uff41pprove", "\uff41pprove⟨look-alike letters⟩")]
    [InlineData("\U0001d5d4pprove", "\U0001d5d4pprove⟨look-alike letters⟩")]
    [InlineData("\u0261ithub", "\u0261ithub⟨look-alike letters⟩")]
    [InlineData("Разрешить: с нас, оплата", "Разрешить: с нас, оплата")]
    [InlineData("Έγκριση του ποσού", "Έγκριση του ποσού")]
    [InlineData("日本のiPhone", "日本のiPhone")]
    [InlineData("Přidat naïve façade Straße", "Přidat naïve façade Straße")]
    public void Letters_that_imitate_others_are_marked(string text, string visible) => Assert.Equal(visible, Untrusted.Of(text).Visible);

    [Fact]
    public void A_cut_says_how_much_is_left_and_cuts_no_letter_in_two()
    {
        Assert.Equal("abcd ⟨… 6 more characters⟩", Untrusted.Of("abcdefghij").Cut(4));
        Assert.Equal("abcdefghij", Untrusted.Of("abcdefghij").Cut(10));
        Assert.Equal("😀 ⟨… 2 more characters⟩", Untrusted.Of("😀😀😀").Cut(3));
        Assert.Equal("a ⟨… 2 more characters⟩", Untrusted.Of("a\u202eb").Cut(5));
        Assert.Equal("p\u0430⟨mixed letters⟩ ⟨… 4 more characters⟩", Untrusted.Of("p\u0430ypal").Cut(2));
    }

    [Fact]
    public void What_people_decide_by_is_never_cut() => Assert.Equal(new string('x', 5000), Untrusted.Decisive(new string('x', 5000)).Cut(10));

    [Theory]
    [MemberData(nameof(HostileTexts.Places), MemberType = typeof(HostileTexts))]
    public void T12_Nothing_invisible_is_left_and_nothing_is_lost(int place)
    {
        var raw = HostileTexts.All[place];
        foreach (var visible in (string[])[Untrusted.Of(raw).Visible, Untrusted.Of(raw).Line])
        {
            Assert.True(IsVisible(visible), visible);
            // Read back, it is the original: but for gaps, which are counted.
            Assert.Equal(Essence(raw), Essence(ReadBack(visible)));
        }
    }

    /// <summary>Whether a text holds no control, format, private, unassigned or lone character but line breaks.</summary>
    public static bool IsVisible(string text) => text.EnumerateRunes().All(rune => rune.Value == '\n'
        || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
        && text.EnumerateRunes().Count(rune => rune == Rune.ReplacementChar) == text.Count(c => c == '\ufffd');

    private static string ReadBack(string visible) => Escape().Replace(
        visible.Replace("⟨mixed letters⟩", "", StringComparison.Ordinal).Replace("⟨look-alike letters⟩", "", StringComparison.Ordinal).Replace("⟨tab⟩", "\t", StringComparison.Ordinal).Replace("⏎", "\n", StringComparison.Ordinal),
        match => match.Groups[1].Success ? Character(int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)) : " ");

    private static string Character(int value) => value is >= 0xD800 and <= 0xDFFF ? ((char)value).ToString() : char.ConvertFromUtf32(value);

    private static string Essence(string text) => string.Concat(text.Where(c => c is not ('\n' or '\r') && !char.IsSeparator(c) || c is '\u2028' or '\u2029'));

    [GeneratedRegex("⟨U\\+([0-9A-F]{4,6})⟩|⟨[0-9]+ (?:spaces|blank lines)⟩")]
    private static partial Regex Escape();
}

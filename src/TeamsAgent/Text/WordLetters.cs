using System.Globalization;
using System.Text;

namespace TeamsAgent.Text;

/// <summary>
/// Watches a text word by word for letters that imitate others (Unicode Technical Standard 39): words that mix scripts, words of
/// styled letters, and words of foreign letters that all look Latin in a text that has no other foreign words.
/// </summary>
internal sealed class WordLetters(string text)
{
    private const string MixedMark = "⟨mixed letters⟩";
    private const string LookAlikeMark = "⟨look-alike letters⟩";

    // Cyrillic and Greek letters whose usual shapes are Latin ones.
    private const string LooksLatin = "АВЕЅІЈКМНОРСТХҮԌԚԜаеорсухіјѕһԁԛԝӏѵүν" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳοαυι";

    private readonly Lazy<bool> _hasOtherForeignLetters = new(() => text.Any(c => Of(new Rune(char.IsSurrogate(c) ? ' ' : c)) is Letters.Cyrillic or Letters.Greek && !LooksLatin.Contains(c, StringComparison.Ordinal)));
    private Letters _seen;
    private bool _allLookLatin = true;

    [Flags]
    private enum Letters
    {
        None = 0,
        Latin = 1,
        Greek = 2,
        Cyrillic = 4,
        Armenian = 8,
        Cherokee = 16,
        Styled = 32,
        Other = 64,
    }

    /// <summary>Whether a word goes on with it.</summary>
    public static bool Belongs(Rune rune) => Rune.GetUnicodeCategory(rune)
        is <= UnicodeCategory.OtherNumber and not UnicodeCategory.EnclosingMark || rune.Value is '\'' or 0x2019;

    /// <summary>The word goes on.</summary>
    public void Add(Rune rune)
    {
        var letters = Of(rune);
        _seen |= letters;
        _allLookLatin &= letters == Letters.None || (rune.IsBmp && LooksLatin.Contains((char)rune.Value, StringComparison.Ordinal));
    }

    /// <summary>The word has ended; what to say of it, if anything.</summary>
    public string? End()
    {
        var (seen, allLookLatin) = (_seen, _allLookLatin);
        (_seen, _allLookLatin) = (Letters.None, true);
        return seen switch
        {
            Letters.None or Letters.Latin or Letters.Other => null,
            _ when seen.HasFlag(Letters.Styled) => LookAlikeMark,
            Letters.Greek or Letters.Cyrillic => allLookLatin && !_hasOtherForeignLetters.Value ? LookAlikeMark : null,
            Letters.Armenian or Letters.Cherokee => null,
            // Japanese, Arabic and other words take Latin letters in without looking like them.
            _ when (seen & ~Letters.Other) is Letters.Latin or Letters.None => null,
            _ => MixedMark,
        };
    }

    private static Letters Of(Rune rune) => rune.Value switch
    {
        _ when !Rune.IsLetter(rune) => Letters.None,
        0x0251 or 0x0261 or 0x0269 or 0x026A or (>= 0x1D00 and <= 0x1D2B) => Letters.Styled,
        (>= 0x2100 and <= 0x214F) or (>= 0xFF21 and <= 0xFF5A) or (>= 0x1D400 and <= 0x1D7FF) => Letters.Styled,
        <= 0x02AF or (>= 0x1D2C and <= 0x1DBF) or (>= 0x1E00 and <= 0x1EFF) or (>= 0x2C60 and <= 0x2C7F) or (>= 0xA720 and <= 0xA7FF) or (>= 0xAB30 and <= 0xAB6F) => Letters.Latin,
        (>= 0x0370 and <= 0x03FF) or (>= 0x1F00 and <= 0x1FFF) => Letters.Greek,
        (>= 0x0400 and <= 0x052F) or (>= 0x1C80 and <= 0x1C8F) or (>= 0x2DE0 and <= 0x2DFF) or (>= 0xA640 and <= 0xA69F) => Letters.Cyrillic,
        >= 0x0530 and <= 0x058F => Letters.Armenian,
        (>= 0x13A0 and <= 0x13FF) or (>= 0xAB70 and <= 0xABBF) => Letters.Cherokee,
        _ => Letters.Other,
    };
}

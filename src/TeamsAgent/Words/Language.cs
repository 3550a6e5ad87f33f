using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;

namespace TeamsAgent.Words;

/// <summary>
/// The texts of one language, and the culture in which dates and numbers are written among them. The texts live in <c>Words.resx</c> (English)
/// and in one <c>Words.xx.resx</c> per further language; a language is there as soon as its file is.
/// </summary>
public sealed class Language
{
    private const int LongestLocale = 35;

    private static readonly ResourceManager Resources = new("TeamsAgent.Words.Words", typeof(Language).Assembly);
    private static readonly ConcurrentDictionary<string, Language> Known = new(StringComparer.Ordinal);
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    private readonly CultureInfo _texts;
    private readonly ConcurrentDictionary<string, Template> _templates = new(StringComparer.Ordinal);

    private Language(CultureInfo texts, CultureInfo culture)
    {
        (_texts, Culture) = (texts, culture);
        Dates = DatePatterns.Of(culture);
    }

    /// <summary>What is used where nobody knows better.</summary>
    public static Language English { get; } = new(CultureInfo.InvariantCulture, British);

    /// <summary>Every language that there are texts in.</summary>
    public static IReadOnlyList<Language> All => field ??= [English, Of("de")];

    /// <summary>Whose dates and numbers.</summary>
    public CultureInfo Culture { get; }

    /// <summary>The language's code, as in <c>&lt;html lang&gt;</c>.</summary>
    public string Code => Culture.TwoLetterISOLanguageName;

    /// <summary>How dates are written.</summary>
    internal DatePatterns Dates { get; }

    /// <summary>The language of a locale as platforms name it (<c>de-AT</c>); English when there is none, or it is none of ours.</summary>
    public static Language Of(string? locale) => Find(locale) ?? English;

    /// <summary>The language of a culture; English when it is none of ours.</summary>
    public static Language Of(CultureInfo culture) => Known.GetOrAdd(culture.Name, static (_, culture) => Make(culture) ?? English, culture);

    /// <summary>The language of a locale, or null when it is none of ours.</summary>
    public static Language? Find(string? locale)
    {
        if (locale is not { Length: >= 2 and <= LongestLocale })
        {
            return null;
        }

        try
        {
            var culture = CultureInfo.GetCultureInfo(locale.Replace('_', '-'), predefinedOnly: true);
            return Of(culture) is var found && found.Code == culture.TwoLetterISOLanguageName ? found : null;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    /// <summary>A text with its values put in; they stay what they are, so it is as untrusted as they are.</summary>
    public string Text<TKey>(TKey key, params ReadOnlySpan<(string Name, Value Value)> values)
        where TKey : struct, Enum => Template(key).Fill(values);

    /// <summary>A text as the beginning of a sentence.</summary>
    public string Beginning<TKey>(TKey key)
        where TKey : struct, Enum
    {
        var text = Text(key);
        return char.ToUpper(text[0], Culture) + text[1..];
    }

    /// <summary>A text about a number of things, which goes into it as <c>{count}</c>.</summary>
    public string Counted<TKey>(TKey key, int count, params ReadOnlySpan<(string Name, Value Value)> values)
        where TKey : struct, Enum => Template(key, count).Fill([("count", Number(count)), .. values]);

    /// <summary>A number of things, as the language writes it.</summary>
    public string Number(int count) => count.ToString("N0", Culture);

    /// <summary>The text of a key. Keys are enums, so nothing from outside can name one, and nothing but the files is ever a template.</summary>
    public Template Template<TKey>(TKey key)
        where TKey : struct, Enum => Read(Keys.NameOf(key));

    /// <summary>The text of a key that has one form for one thing and another one for several.</summary>
    public Template Template<TKey>(TKey key, int count)
        where TKey : struct, Enum => Read(Keys.NameOf(key, count));

    private Template Read(string name) => _templates.GetOrAdd(name, static (name, texts) => Words.Template.Parse(
        Resources.GetString(name, texts) ?? throw new MissingManifestResourceException($"There is no text “{name}” in Words.resx.")), _texts);

    // English without a region is British, as the days and months of this program have always been.
    private static Language? Make(CultureInfo culture) =>
        culture.Name == "en" ? English : TextsOf(culture) is { } texts ? new Language(texts, culture) : null;

    private static CultureInfo? TextsOf(CultureInfo culture)
    {
        if (culture.TwoLetterISOLanguageName == "en")
        {
            return CultureInfo.InvariantCulture;
        }

        for (var texts = culture; texts.Name.Length > 0; texts = texts.Parent)
        {
            if (Resources.GetResourceSet(texts, createIfNotExists: true, tryParents: false) is not null)
            {
                return texts;
            }
        }

        return null;
    }
}

using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using TeamsAgent.Domain.People;
using TeamsAgent.Words;

namespace TeamsAgent.Identity.Pages;

/// <summary>In which language a page speaks: that of the person whom the link is for, or else what the browser asks for (RFC 9110 §12.5.4).</summary>
internal sealed class PageWords(Readers readers, IOptions<WordsOptions> options)
{
    private const int MostTags = 10;

    /// <summary>The language for a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="person">Whom the link is for, or null when nobody knows.</param>
    public async Task<Language> OfAsync(HttpContext http, string? person) => person is not null
        ? await readers.OfAsync(PersonId.Parse(person), http.RequestAborted)
        : Asked(http.Request) ?? options.Value.Of(null);

    private static Language? Asked(HttpRequest request) => StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var tags)
        ? tags.Take(MostTags).Where(tag => tag.Quality is not 0).OrderByDescending(tag => tag.Quality ?? 1).Select(tag => Language.Find(tag.Value.Value)).FirstOrDefault(language => language is not null)
        : null;
}

/// <summary>Texts with markup in their places.</summary>
internal static class PageTexts
{
    /// <summary>A text as markup: its letters are encoded, its places hold markup that is already made.</summary>
    public static Html Markup<TKey>(this Language words, TKey key, params ReadOnlySpan<(string Name, Html Html)> parts)
        where TKey : struct, Enum
    {
        var pieces = new List<Html>();
        foreach (var piece in words.Template(key).Pieces)
        {
            pieces.Add(piece.IsPlace ? Find(parts, piece.Text) : Html.Of($"{piece.Text}"));
        }

        return Html.Join(pieces);
    }

    /// <summary>A moment in the reader's zone if it is known, and always in UTC.</summary>
    public static string Time(this Language words, DateTimeOffset moment, string? zone)
    {
        var utc = Written(words, moment.ToUniversalTime(), "UTC");
        return zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known)
            ? words.Text(PageKey.TimeHere, ("here", Written(words, TimeZoneInfo.ConvertTime(moment, known), $"({zone})")), ("utc", utc))
            : utc;
    }

    private static string Written(Language words, DateTimeOffset local, string zone) => words.Text(
        PageKey.Time, ("date", local.ToString(words.Dates.LongDate, words.Culture)), ("time", local.ToString(words.Dates.Time, words.Culture)), ("zone", zone));

    private static Html Find(ReadOnlySpan<(string Name, Html Html)> parts, string name)
    {
        foreach (var (candidate, html) in parts)
        {
            if (candidate == name)
            {
                return html;
            }
        }

        throw new InvalidOperationException($"The text has a place {name}, and there is nothing to put there.");
    }
}

using System.Globalization;
using TeamsAgent.Text;

namespace TeamsAgent.Identity.Pages;

/// <summary>How values from outside are written on a page: whole, and with everything visible that would otherwise hide or rearrange.</summary>
internal static class Shown
{
    /// <summary>In one line.</summary>
    public static string Line(string? text) => VisibleText.Of(text ?? "", asLine: true, int.MaxValue).Text;

    /// <summary>With its line breaks.</summary>
    public static string Lines(string? text) => VisibleText.Of(text ?? "", asLine: false, int.MaxValue).Text;

    /// <summary>A moment in the reader's zone if it is known, and always in UTC.</summary>
    public static string Time(DateTimeOffset moment, string? zone)
    {
        var utc = string.Create(CultureInfo.InvariantCulture, $"{moment.UtcDateTime:d MMMM yyyy, HH:mm} UTC");
        return zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known)
            ? string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(moment, known):d MMMM yyyy, HH:mm} ({zone}), that is {utc}")
            : utc;
    }
}

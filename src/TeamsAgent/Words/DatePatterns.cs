using System.Globalization;

namespace TeamsAgent.Words;

/// <summary>
/// How a culture writes moments: in its order and with its clock, and always with the month in letters, so that it means one thing.
/// </summary>
/// <param name="Date">With the short name of the month.</param>
/// <param name="LongDate">With the whole name of the month.</param>
/// <param name="Time">Hours and minutes.</param>
internal sealed record DatePatterns(string Date, string LongDate, string Time)
{
    private const char NarrowSpace = '\u202f';

    public static DatePatterns Of(CultureInfo culture)
    {
        var formats = culture.DateTimeFormat;
        var monthFirst = formats.MonthDayPattern.StartsWith('M');
        var date = $"{formats.MonthDayPattern}{(monthFirst ? "," : "")} yyyy";
        return new DatePatterns(
            date.Replace("MMMM", "MMM", StringComparison.Ordinal), date, formats.ShortTimePattern.Replace(NarrowSpace, ' '));
    }
}

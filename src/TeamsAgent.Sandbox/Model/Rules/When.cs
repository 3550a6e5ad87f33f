using System.Globalization;
using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Model.Rules;

/// <summary>Days, times of day and durations in a sentence.</summary>
internal static partial class When
{
    /// <summary>Takes a day out of the text.</summary>
    public static DateOnly? TakeDay(ref string text, LocalTime time)
    {
        if (Phrases.Take(ref text, Relative(), out var relative))
        {
            return time.Today.AddDays(relative.Groups["word"].Value.ToLowerInvariant() switch
            {
                "today" => 0,
                "tomorrow" => 1,
                _ => 2,
            });
        }

        if (Phrases.Take(ref text, IsoDay(), out var iso)
            && DateOnly.TryParseExact(iso.Groups["day"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact))
        {
            return exact;
        }

        if (Phrases.Take(ref text, MonthDay(), out var named))
        {
            return Named(named, time);
        }

        if (Phrases.Take(ref text, Weekday(), out var weekday))
        {
            var wanted = Enum.Parse<DayOfWeek>(weekday.Groups["day"].Value, ignoreCase: true);
            var ahead = ((int)wanted - (int)time.Today.DayOfWeek + 7) % 7;
            return time.Today.AddDays(ahead == 0 ? 7 : ahead);
        }

        return null;
    }

    /// <summary>Takes a time of day out of the text, and the end if it is given as "from 10 to 11".</summary>
    public static (TimeOnly Start, TimeOnly? End)? TakeTime(ref string text)
    {
        if (Phrases.Take(ref text, Noon(), out _))
        {
            return (new(12, 0), null);
        }

        if (!Phrases.Take(ref text, TimeOfDay(), out var match) && !Phrases.Take(ref text, BareTime(), out match))
        {
            return null;
        }

        var end = match.Groups["hour2"].Success ? Time(match.Groups["hour2"], match.Groups["minute2"], match.Groups["half2"]) : null;
        var half = match.Groups["half"].Success ? match.Groups["half"] : match.Groups["half2"];
        return Time(match.Groups["hour"], match.Groups["minute"], half) is { } start ? (start, end) : null;
    }

    public static TimeSpan? TakeDuration(ref string text)
    {
        if (Phrases.Take(ref text, HalfHour(), out _))
        {
            return TimeSpan.FromMinutes(30);
        }

        if (!Phrases.Take(ref text, Duration(), out var match))
        {
            return null;
        }

        var number = match.Groups["number"].Value;
        var count = number.Length > 0 && char.IsAsciiDigit(number[0]) ? double.Parse(number, CultureInfo.InvariantCulture) : 1;
        return match.Groups["unit"].Value.StartsWith("h", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromHours(count) : TimeSpan.FromMinutes(count);
    }

    private static TimeOnly? Time(Group hour, Group minute, Group half)
    {
        var hours = int.Parse(hour.Value, CultureInfo.InvariantCulture);
        var minutes = minute.Success ? int.Parse(minute.Value, CultureInfo.InvariantCulture) : 0;
        hours = half.Value.ToLowerInvariant() switch
        {
            "pm" when hours is >= 1 and < 12 => hours + 12,
            "am" when hours == 12 => 0,
            _ => hours,
        };
        return hours < 24 && minutes < 60 ? new(hours, minutes) : null;
    }

    private static DateOnly? Named(Match match, LocalTime time)
    {
        var month = DateTime.ParseExact(match.Groups["month"].Value[..3], "MMM", CultureInfo.InvariantCulture).Month;
        var day = int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture);
        if (day < 1 || day > DateTime.DaysInMonth(time.Today.Year, month))
        {
            return null;
        }

        var date = new DateOnly(time.Today.Year, month, day);
        return date < time.Today ? date.AddYears(1) : date;
    }

    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Months = @"(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    private const string Half = @"(?:\s*(?<half>am|pm)\b|\s*o['’]clock)?";

    [GeneratedRegex(@"\b(?:for\s+|on\s+)?(?:the\s+)?(?<word>day\s+after\s+tomorrow|today|tomorrow)\b", Loose)]
    private static partial Regex Relative();

    [GeneratedRegex(@"\b(?:on\s+)?(?<day>\d{4}-\d\d-\d\d)\b", Loose)]
    private static partial Regex IsoDay();

    [GeneratedRegex(@"\b(?:on\s+)?(?:the\s+)?(?:(?<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + Months + @"|" + Months + @"\s+(?<day>\d{1,2})(?:st|nd|rd|th)?)\b", Loose)]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"\b(?:on\s+|next\s+|this\s+)*(?<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b", Loose)]
    private static partial Regex Weekday();

    [GeneratedRegex(@"\b(?:at|from|@)\s*(?<hour>\d{1,2})(?:[:.](?<minute>\d\d))?" + Half + @"(?:\s*(?:to|until|till|-|–)\s*(?<hour2>\d{1,2})(?:[:.](?<minute2>\d\d))?(?:\s*(?<half2>am|pm)\b)?)?", Loose)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"\b(?<hour>\d{1,2})(?::(?<minute>\d\d)(?:\s*(?<half>am|pm)\b)?|\s*(?<half>am|pm)\b)", Loose)]
    private static partial Regex BareTime();

    [GeneratedRegex(@"\bat\s+noon\b", Loose)]
    private static partial Regex Noon();

    [GeneratedRegex(@"\b(?:for\s+)?half(?:\s+an?|-)\s*hour(?:\s+long)?\b", Loose)]
    private static partial Regex HalfHour();

    [GeneratedRegex(@"\b(?:for\s+)?(?<number>\d{1,3}(?:\.\d+)?|an|one)[\s-]*(?<unit>minutes?|mins?|hours?|hrs?|h)\b(?:[\s-]long)?", Loose)]
    private static partial Regex Duration();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Model.Rules;

/// <summary>What "now" is for the person who asks.</summary>
internal sealed partial record LocalTime(DateTimeOffset Now, TimeZoneInfo Zone)
{
    /// <summary>Reads the prompt's line <c>Now: 2026-11-24T09:30:00+01:00 (Europe/Berlin)</c>.</summary>
    public static LocalTime? OfPrompt(string prompt)
    {
        var line = Line().Match(prompt);
        return line.Success
            && DateTimeOffset.TryParse(line.Groups["now"].Value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var now)
            && TimeZoneInfo.TryFindSystemTimeZoneById(line.Groups["zone"].Value.Trim(), out var zone)
                ? new(TimeZoneInfo.ConvertTime(now, zone), zone)
                : null;
    }

    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>A local moment with its offset; one that summer time skips moves behind the gap.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        if (Zone.IsInvalidTime(local))
        {
            local = local.AddHours(1);
        }

        return new(local, Zone.GetUtcOffset(local));
    }

    public DateTimeOffset Add(DateTimeOffset start, TimeSpan duration) => TimeZoneInfo.ConvertTime(start + duration, Zone);

    public static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*Now:\s*(?<now>\S+)\s*\((?<zone>[^)]+)\)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Line();
}

using System.Globalization;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Cards;

/// <summary>A moment as people read it: with the month in letters, and the zone by name and offset, so that it means one thing.</summary>
/// <param name="At">When.</param>
/// <param name="Zone">Where the clock hangs.</param>
/// <param name="Culture">Whose words for days and months.</param>
public sealed record Moment(DateTimeOffset At, TimeZoneInfo Zone, CultureInfo Culture)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var local = TimeZoneInfo.ConvertTime(At, Zone);
        var offset = local.Offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
        var sign = local.Offset < TimeSpan.Zero ? "-" : "+";
        var name = NameOf(Zone);
        var zone = name is "UTC" or "Etc/UTC" ? "UTC" : $"{name}, UTC{sign}{offset}";
        var words = Language.Of(Culture);
        return words.Text(CardKey.Moment, ("day", local.ToString("ddd", words.Culture)), ("date", local.ToString(words.Dates.Date, words.Culture)),
            ("time", local.ToString(words.Dates.Time, words.Culture)), ("zone", zone));
    }

    private static string NameOf(TimeZoneInfo zone) =>
        !zone.HasIanaId && TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? iana : zone.Id;
}

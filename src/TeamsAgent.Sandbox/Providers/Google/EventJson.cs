using System.Globalization;

namespace TeamsAgent.Sandbox.Providers.Google;

/// <summary>Events as the Calendar API writes them (https://developers.google.com/workspace/calendar/api/v3/reference/events).</summary>
internal sealed class EventJson(Func<string> address)
{
    public Dictionary<string, object?> Event(CalendarEvent item, string viewer)
    {
        var json = new Dictionary<string, object?>
        {
            ["kind"] = "calendar#event",
            ["etag"] = ETag(item),
            ["id"] = item.Id,
            ["status"] = item.IsCancelled ? "cancelled" : "confirmed",
            ["htmlLink"] = $"{address()}/calendar/event?eid={item.Id}",
            ["created"] = Time(item.Created),
            ["updated"] = Time(item.Updated),
            ["summary"] = item.Summary,
            ["description"] = item.Description,
            ["location"] = item.Location,
            ["creator"] = Person(item.Creator, viewer),
            ["organizer"] = Person(item.Organizer, viewer),
            ["start"] = Point(item.Start),
            ["end"] = Point(item.End),
            ["iCalUID"] = $"{item.Id}@google.com",
            ["sequence"] = item.Revision - 1,
            ["attendees"] = item.Attendees.Count == 0 ? null : item.Attendees.Select(email => Attendee(email, item, viewer)).ToList(),
            ["reminders"] = new { useDefault = true },
            ["eventType"] = "default",
        };
        return json.Where(pair => pair.Value is not null).ToDictionary();
    }

    public static string ETag(CalendarEvent item) =>
        $"\"{(item.Updated.ToUnixTimeMilliseconds() * 2).ToString(CultureInfo.InvariantCulture)}{item.Revision.ToString("d3", CultureInfo.InvariantCulture)}\"";

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static Dictionary<string, object> Point(EventTime time)
    {
        var json = new Dictionary<string, object>();
        if (time.Date is { } date)
        {
            json["date"] = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        if (time.At is { } at)
        {
            json["dateTime"] = at.Offset == TimeSpan.Zero
                ? at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
                : at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        }

        if (time.TimeZone is { } zone)
        {
            json["timeZone"] = zone;
        }

        return json;
    }

    private static Dictionary<string, object> Person(string email, string viewer)
    {
        var json = new Dictionary<string, object> { ["email"] = email };
        if (email.Equals(viewer, StringComparison.OrdinalIgnoreCase))
        {
            json["self"] = true;
        }

        return json;
    }

    private static Dictionary<string, object> Attendee(string email, CalendarEvent item, string viewer)
    {
        var json = Person(email, viewer);
        json["responseStatus"] = item.Declined.Contains(email, StringComparer.OrdinalIgnoreCase) ? "declined" : "needsAction";
        return json;
    }
}

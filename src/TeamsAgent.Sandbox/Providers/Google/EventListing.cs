using System.Globalization;

namespace TeamsAgent.Sandbox.Providers.Google;

/// <summary>Filters, order and pages of a list of events (https://developers.google.com/workspace/calendar/api/v3/reference/events/list).</summary>
internal sealed class EventListing(IQueryCollection query)
{
    private DateTimeOffset? From => EventInput.Instant(query["timeMin"]);
    private DateTimeOffset? Until => EventInput.Instant(query["timeMax"]);

    public Answer? Refusal => this switch
    {
        _ when query.ContainsKey("timeMin") && From is null => GoogleErrors.BadParameter("timeMin"),
        _ when query.ContainsKey("timeMax") && Until is null => GoogleErrors.BadParameter("timeMax"),
        _ when From is not null && Until is not null && Until <= From => GoogleErrors.TimeRangeEmpty("timeMax"),
        _ when query.ContainsKey("maxResults") && Count is null => GoogleErrors.BadParameter("maxResults"),
        _ when query["singleEvents"].ToString() is not ("" or "true" or "false") => GoogleErrors.BadParameter("singleEvents"),
        _ when query["orderBy"].ToString() is not ("" or "startTime" or "updated") => GoogleErrors.BadParameter("orderBy"),
        _ when query["orderBy"] == "startTime" && query["singleEvents"] != "true" =>
            GoogleErrors.Invalid("The requested ordering is not available for the particular query."),
        _ when query.ContainsKey("pageToken") && Skipped is null => GoogleErrors.BadParameter("pageToken"),
        _ => null,
    };

    private int? Count => Number("maxResults") is > 0 and var count ? Math.Min(count, 2500) : null;

    private int? Skipped => Number("pageToken");

    public (IReadOnlyList<CalendarEvent> Page, string? Next) Of(IEnumerable<CalendarEvent> events)
    {
        var words = query["q"].ToString();
        var matching = events
            .Where(item => !item.IsCancelled || query["showDeleted"] == "true")
            .Where(item => From is null || item.End.Instant > From)
            .Where(item => Until is null || item.Start.Instant < Until)
            .Where(item => words.Length == 0 || $"{item.Summary} {item.Description} {item.Location}".Contains(words, StringComparison.OrdinalIgnoreCase))
            .OrderBy(item => query["orderBy"] == "updated" ? item.Updated : item.Start.Instant)
            .ToList();
        var skip = Skipped ?? 0;
        var count = Count ?? 250;
        var next = skip + count < matching.Count ? (skip + count).ToString(CultureInfo.InvariantCulture) : null;
        return ([.. matching.Skip(skip).Take(count)], next);
    }

    private int? Number(string name) =>
        int.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

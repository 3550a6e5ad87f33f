using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TeamsAgent.Sandbox.Providers.Google;

/// <summary>
/// Events of the Google Calendar API v3: list, insert, get, delete
/// (https://developers.google.com/workspace/calendar/api/v3/reference/events).
/// </summary>
internal sealed class CalendarEndpoints(ProviderStore store, TokenRegistry tokens, TimeProvider clock, EventJson json)
{
    private const string Scope = "https://www.googleapis.com/auth/calendar";
    private static readonly string[] Writing = [$"{Scope}.events", Scope, $"{Scope}.events.owned"];
    private static readonly string[] Reading = [.. Writing, $"{Scope}.readonly", $"{Scope}.events.readonly"];

    public void Map(IEndpointRouteBuilder app)
    {
        var bearer = new BearerCheck(tokens, ProviderNames.Google, GoogleErrors.Unauthenticated, GoogleErrors.Insufficient);
        var events = app.MapGroup("/google/calendar/v3/calendars/{calendar}/events");
        events.MapGet("", List).AddEndpointFilter(bearer.Needs(Reading));
        events.MapPost("", Insert).AddEndpointFilter(bearer.Needs(Writing));
        events.MapGet("/{id}", Get).AddEndpointFilter(bearer.Needs(Reading));
        events.MapDelete("/{id}", Delete).AddEndpointFilter(bearer.Needs(Writing));
        app.Map("/google/{**rest}", GoogleErrors.NotFound);
    }

    private Answer List(HttpContext http, string calendar) => WithCalendar(http, calendar, (data, email) =>
    {
        var query = new EventListing(http.Request.Query);
        if (query.Refusal is { } refusal)
        {
            return refusal;
        }

        var (page, next) = query.Of(data.Events.Where(item => item.IsIn(email)));
        var viewer = Exchange.Of(http).Account.Email;
        var body = new Dictionary<string, object>
        {
            ["kind"] = "calendar#events",
            ["etag"] = $"\"p{page.Sum(item => item.Revision).ToString(CultureInfo.InvariantCulture)}\"",
            ["summary"] = email,
            ["description"] = "",
            ["updated"] = EventJson.Time(page.Select(item => item.Updated).DefaultIfEmpty(clock.GetUtcNow()).Max()),
            ["timeZone"] = "Europe/Berlin",
            ["accessRole"] = "owner",
            ["defaultReminders"] = new[] { new { method = "popup", minutes = 10 } },
            ["items"] = page.Select(item => json.Event(item, viewer)).ToList(),
        };
        body[next is null ? "nextSyncToken" : "nextPageToken"] = next ?? "sandbox-sync";
        return new Answer(200, body);
    });

    private Answer Insert(HttpContext http, string calendar) => WithCalendar(http, calendar, (data, email) =>
    {
        var now = clock.GetUtcNow();
        var newId = Base32Hex(data.NextId());
        var (item, refusal) = EventInput.Read(Exchange.Of(http).Body, email, Exchange.Of(http).Account.Email, newId, now);
        if (http.Request.Query["sendUpdates"].ToString() is not ("" or "all" or "externalOnly" or "none"))
        {
            return GoogleErrors.BadParameter("sendUpdates");
        }

        if (item is null)
        {
            return refusal!;
        }

        if (data.Events.Exists(other => other.Id == item.Id))
        {
            return GoogleErrors.Duplicate();
        }

        data.Events.Add(item);
        Note(data, http, "event_created", $"Put “{item.Summary}” into the calendar of {email}", item);
        return Whole(item, http);
    });

    private Answer Get(HttpContext http, string calendar, string id) => WithEvent(http, calendar, id, (_, _, item) =>
        http.Request.Headers.IfNoneMatch == EventJson.ETag(item) ? new Answer(304, null).With("ETag", EventJson.ETag(item)) : Whole(item, http));

    private Answer Delete(HttpContext http, string calendar, string id) => WithEvent(http, calendar, id, (data, email, item) =>
    {
        if (item.IsCancelled)
        {
            return GoogleErrors.Deleted();
        }

        if (http.Request.Headers.IfMatch.ToString() is { Length: > 0 } tag && tag != "*" && tag != EventJson.ETag(item))
        {
            return GoogleErrors.ConditionNotMet();
        }

        var changed = item with { Updated = clock.GetUtcNow(), Revision = item.Revision + 1 };
        changed = item.Organizer.Equals(email, StringComparison.OrdinalIgnoreCase)
            ? changed with { IsCancelled = true }
            : changed with { Declined = [.. item.Declined, email] };
        data.Events[data.Events.IndexOf(item)] = changed;
        Note(data, http, "event_deleted", $"Removed “{item.Summary}” from the calendar of {email}", item);
        return new Answer(204, null);
    });

    /// <summary>"primary" and the own address are the same calendar; nobody else's is shared here.</summary>
    private Answer WithCalendar(HttpContext http, string calendar, Func<ProviderData, string, Answer> then) => store.Change(data =>
    {
        var own = Exchange.Of(http).Account.Email;
        return calendar == "primary" || calendar.Equals(own, StringComparison.OrdinalIgnoreCase) ? then(data, own) : GoogleErrors.NotFound();
    });

    private Answer WithEvent(HttpContext http, string calendar, string id, Func<ProviderData, string, CalendarEvent, Answer> then) =>
        WithCalendar(http, calendar, (data, email) =>
            data.Events.Find(item => item.Id == id && item.IsIn(email)) is { } found ? then(data, email, found) : GoogleErrors.NotFound());

    private Answer Whole(CalendarEvent item, HttpContext http) =>
        new Answer(200, json.Event(item, Exchange.Of(http).Account.Email)).With("ETag", EventJson.ETag(item));

    private void Note(ProviderData data, HttpContext http, string kind, string text, CalendarEvent item) =>
        data.Effects.Add(new(clock.GetUtcNow(), ProviderNames.Google, kind, Exchange.Of(http).Owner, text, item.Id, Exchange.Of(http).Call));

    private static string Base32Hex(long number)
    {
        var letters = new StringBuilder();
        foreach (var octet in SHA256.HashData(BitConverter.GetBytes(number)).Take(26))
        {
            letters.Append("0123456789abcdefghijklmnopqrstuv"[octet & 31]);
        }

        return letters.ToString();
    }
}

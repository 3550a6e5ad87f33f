using System.Net;
using TeamsAgent.Sandbox;
using Xunit;
using static TeamsAgent.Tests.Providers.ProvidersFixture;

namespace TeamsAgent.Tests.Providers;

public sealed class CalendarProvidersTests
{
    private const string Events = "/google/calendar/v3/calendars/primary/events";

    private static object Triage(string start = "2026-11-25T10:00:00+01:00", string end = "2026-11-25T10:30:00+01:00") => new
    {
        summary = "Triage",
        start = new { dateTime = start, timeZone = "Europe/Berlin" },
        end = new { dateTime = end, timeZone = "Europe/Berlin" },
        attendees = new[] { new { email = "ben@contoso.example" } },
    };

    [Fact]
    public async Task An_event_stands_in_the_calendars_of_both()
    {
        await using var world = await StartAsync();

        var response = await world.SendAsync(HttpMethod.Post, Events, world.GoogleToken(People.Ana), Triage());
        var made = await JsonOf(response);
        var seen = await JsonOf(await world.SendAsync(
            HttpMethod.Get, $"{Events}?timeMin=2026-11-25T00:00:00Z&timeMax=2026-11-26T00:00:00Z&singleEvents=true&orderBy=startTime", world.GoogleToken(People.Ben)));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("2026-11-25T10:00:00+01:00", (string)made["start"]!["dateTime"]!);
        Assert.Equal("confirmed", (string)made["status"]!);
        Assert.True((bool)made["organizer"]!["self"]!);
        Assert.Equal(["Stand-up", "Triage"], seen["items"]!.AsArray().Select(item => (string)item!["summary"]!));
    }

    [Fact]
    public async Task An_event_is_deleted_once()
    {
        await using var world = await StartAsync();
        var token = world.GoogleToken(People.Ana);

        var wrongVersion = await world.SendAsync(HttpMethod.Delete, $"{Events}/standup00ana", token, headers: ("If-Match", "\"1\""));
        var first = await world.SendAsync(HttpMethod.Delete, $"{Events}/standup00ana", token);
        var second = await world.SendAsync(HttpMethod.Delete, $"{Events}/standup00ana", token);
        var after = await JsonOf(await world.SendAsync(HttpMethod.Get, $"{Events}/standup00ana", token));

        Assert.Equal([412, 204, 410], new[] { wrongVersion, first, second }.Select(response => (int)response.StatusCode));
        Assert.Equal("cancelled", (string)after["status"]!);
        Assert.Equal(1, world.Providers.EffectsOf("google"));
    }

    [Theory]
    [InlineData("{", "parseError")]
    [InlineData("""{"summary":"a","end":{"dateTime":"2026-11-25T10:00:00Z"}}""", "required")]
    [InlineData("""{"start":{"dateTime":"2026-11-25T10:00:00Z"},"end":{"dateTime":"2026-11-25T09:00:00Z"}}""", "timeRangeEmpty")]
    [InlineData("""{"start":{"dateTime":"2026-11-25T10:00:00"},"end":{"dateTime":"2026-11-25T11:00:00"}}""", "required")]
    [InlineData("""{"start":{"dateTime":"tomorrow"},"end":{"dateTime":"2026-11-25T11:00:00Z"}}""", "parseError")]
    [InlineData("""{"start":{"dateTime":"2026-11-25T10:00:00Z","timeZone":"Moon/Base"},"end":{"dateTime":"2026-11-25T11:00:00Z"}}""", "invalid")]
    [InlineData("""{"start":{"date":"2026-11-25"},"end":{"dateTime":"2026-11-25T11:00:00Z"}}""", "invalid")]
    [InlineData("""{"start":{"date":"2026-11-25"},"end":{"date":"2026-11-26"},"attendees":[{"email":"Ben"}]}""", "invalid")]
    [InlineData("""{"id":"NO","start":{"date":"2026-11-25"},"end":{"date":"2026-11-26"}}""", "invalid")]
    public async Task What_Google_refuses_is_refused_with_its_reason(string body, string reason)
    {
        await using var world = await StartAsync();

        var response = await world.SendAsync(HttpMethod.Post, Events, world.GoogleToken(People.Ana), body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(reason, (string)(await JsonOf(response))["error"]!["errors"]![0]!["reason"]!);
        Assert.Empty(world.Providers.Effects);
    }

    [Theory]
    [InlineData("?timeMin=2026-11-25", 400)]
    [InlineData("?timeMin=2026-11-25T10:00:00Z&timeMax=2026-11-25T09:00:00Z", 400)]
    [InlineData("?maxResults=0", 400)]
    [InlineData("?orderBy=startTime", 400)]
    [InlineData("/nothing", 404)]
    public async Task Wrong_questions_are_refused(string tail, int status)
    {
        await using var world = await StartAsync();

        Assert.Equal(status, (int)(await world.SendAsync(HttpMethod.Get, Events + tail, world.GoogleToken(People.Ana))).StatusCode);
    }

    [Fact]
    public async Task Somebody_elses_calendar_is_not_found_and_an_id_serves_once()
    {
        await using var world = await StartAsync();
        var token = world.GoogleToken(People.Ana);
        var body = """{"id":"abcde12345","start":{"date":"2026-11-25"},"end":{"date":"2026-11-26"}}""";

        var foreign = await world.SendAsync(HttpMethod.Get, "/google/calendar/v3/calendars/ben%40contoso.example/events", token);
        var own = await world.SendAsync(HttpMethod.Get, "/google/calendar/v3/calendars/ana%40contoso.example/events", token);
        var first = await world.SendAsync(HttpMethod.Post, Events, token, body);
        var second = await world.SendAsync(HttpMethod.Post, Events, token, body);

        Assert.Equal([404, 200, 200, 409], new[] { foreign, own, first, second }.Select(response => (int)response.StatusCode));
    }
}

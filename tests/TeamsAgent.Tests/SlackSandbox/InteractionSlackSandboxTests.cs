using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Slack;

namespace TeamsAgent.Tests.SlackSandbox;

/// <summary>Presses, forms, commands, and the addresses and rights that go with them.</summary>
public sealed class InteractionSlackSandboxTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_press_says_who_where_and_what()
    {
        await using var desk = await SlackDesk.StartAsync();
        var card = await desk.CardAsync();
        Assert.True((await desk.Acts.PressAsync(People.Ben, card, "approve", cancellationToken: Ct)).Taken);
        var press = desk.Arrivals.Single().Payload;
        Assert.Equal(("block_actions", People.SlackAppId), ((string?)press["type"], (string?)press["api_app_id"]));
        Assert.Equal((People.Ben.SlackId, People.SlackTeamId, People.SlackTeamId), ((string?)press["user"]!["id"], (string?)press["user"]!["team_id"], (string?)press["team"]!["id"]));
        Assert.Equal(("message", card.Ts, false), ((string?)press["container"]!["type"], (string?)press["container"]!["message_ts"], (bool)press["container"]!["is_ephemeral"]!));
        Assert.Equal(("C0GENERAL1", card.Ts), ((string?)press["channel"]!["id"], (string?)press["message"]!["ts"]));
        var action = press["actions"]!.AsArray().Single()!;
        Assert.Equal(("button", "approve", "a.1", "req_1|1"), ((string?)action["type"], (string?)action["action_id"], (string?)action["block_id"], (string?)action["value"]));
    }

    [Fact]
    public async Task A_choice_and_a_link_button_are_told_too()
    {
        await using var desk = await SlackDesk.StartAsync();
        var card = await desk.CardAsync();
        await desk.Acts.PressAsync(People.Ben, card, "choose", "2", cancellationToken: Ct);
        Assert.Equal("https://contoso.example/r/1", (await desk.Acts.PressAsync(People.Ben, card, "link:details", cancellationToken: Ct)).Link);
        Assert.Equal("2", (string?)desk.Arrivals[0].Payload["actions"]![0]!["selected_option"]!["value"]);
        Assert.Equal("2", (string?)desk.Arrivals[0].Payload["state"]!["values"]!["a.1"]!["choose"]!["selected_option"]!["value"]);
        Assert.Equal("https://contoso.example/r/1", (string?)desk.Arrivals[1].Payload["actions"]![0]!["url"]);
    }

    [Fact]
    public async Task An_old_picture_of_a_message_can_still_be_pressed()
    {
        await using var desk = await SlackDesk.StartAsync();
        var card = await desk.CardAsync();
        await desk.CallAsync("chat.update", new { channel = card.Channel, ts = card.Ts, text = "done" });
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.Acts.PressAsync(People.Ben, card, "approve", cancellationToken: Ct));
        Assert.True((await desk.Acts.PressAsync(People.Ben, card, "approve", block: "a.1", cancellationToken: Ct)).Taken);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(2.9, null)]
    [InlineData(3, "expired_trigger_id")]
    public async Task A_trigger_is_good_for_three_seconds_and_once(double seconds, string? error)
    {
        await using var desk = await SlackDesk.StartAsync(clock: _clock);
        var press = await desk.Acts.PressAsync(People.Ben, await desk.CardAsync(), "approve", cancellationToken: Ct);
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(error, (string?)(await desk.CallAsync("views.open", new { trigger_id = press.TriggerId, view = SomeBlocks.Modal() }))["error"]);
        if (error is null)
        {
            Assert.Equal("exchanged_trigger_id", (string?)(await desk.CallAsync("views.open", new { trigger_id = press.TriggerId, view = SomeBlocks.Modal() }))["error"]);
            Assert.Single(desk.Slack.OpenViews(People.Ben));
        }

        Assert.Equal("invalid_trigger_id", (string?)(await desk.CallAsync("views.open", new { trigger_id = "made up", view = SomeBlocks.Modal() }))["error"]);
    }

    [Fact]
    public async Task A_form_is_checked_by_the_client_then_by_the_app_then_closed()
    {
        await using var desk = await SlackDesk.StartAsync();
        var view = await OpenAsync(desk, SomeBlocks.Modal());
        Assert.Equal("Please complete this required field.", (await desk.Acts.SubmitViewAsync(People.Ben, view.Id, new Dictionary<string, string>(), cancellationToken: Ct)).Errors["reason"]);
        Assert.Equal("Please enter at least 3 characters.", (await desk.Acts.SubmitViewAsync(People.Ben, view.Id, Reason("x"), cancellationToken: Ct)).Errors["reason"]);
        Assert.Single(desk.Arrivals);

        desk.Answer = _ => Json(new { response_action = "errors", errors = new { reason = "Say more." } });
        Assert.Equal("Say more.", (await desk.Acts.SubmitViewAsync(People.Ben, view.Id, Reason("because"), cancellationToken: Ct)).Errors["reason"]);
        Assert.Single(desk.Slack.OpenViews(People.Ben));

        desk.Answer = _ => Task.FromResult<IResult?>(null);
        Assert.True((await desk.Acts.SubmitViewAsync(People.Ben, view.Id, Reason("because & so"), cancellationToken: Ct)).Taken);
        Assert.Empty(desk.Slack.OpenViews(People.Ben));
        var sent = desk.Arrivals[^1].Payload;
        Assert.Equal("because & so", (string?)sent["view"]!["state"]!["values"]!["reason"]!["text"]!["value"]);
        Assert.Null(sent["view"]!["state"]!["values"]!["kind"]!["kind"]!["selected_option"]);
        Assert.Equal(("reject", "req_1", People.SlackTeamId), ((string?)sent["view"]!["callback_id"], (string?)sent["view"]!["private_metadata"], (string?)sent["view"]!["app_installed_team_id"]));
        Assert.Empty(desk.Slack.Violations);
    }

    [Theory]
    [InlineData("""{"response_action":"errors","errors":{"nothing":"x"}}""", "application/json", 1)]
    [InlineData("""{"response_action":"errors","errors":{"reason":"x"}}""", "text/plain", 1)]
    [InlineData("""{"response_action":"update","view":{"type":"home","blocks":[]}}""", "application/json", 1)]
    [InlineData("ok", "text/plain", 1)]
    [InlineData("""{"response_action":"clear"}""", "application/json", 0)]
    public async Task An_answer_to_a_form_that_is_none_is_noted_and_the_form_stays(string body, string type, int violations)
    {
        await using var desk = await SlackDesk.StartAsync();
        var view = await OpenAsync(desk, SomeBlocks.Modal());
        desk.Answer = _ => Task.FromResult<IResult?>(Results.Content(body, type));
        var delivery = await desk.Acts.SubmitViewAsync(People.Ben, view.Id, Reason("because"), cancellationToken: Ct);
        Assert.Equal((violations, violations), (desk.Slack.Violations.Count, desk.Slack.OpenViews(People.Ben).Count));
        Assert.Equal(violations > 0, delivery.Trouble is not null);
    }

    [Fact]
    public async Task Forms_are_stacked_up_to_three()
    {
        await using var desk = await SlackDesk.StartAsync();
        await OpenAsync(desk, SomeBlocks.Modal());
        for (var depth = 1; depth < 3; depth++)
        {
            desk.Answer = _ => Json(new { response_action = "push", view = SomeBlocks.Modal(title: "On top") });
            await desk.Acts.SubmitViewAsync(People.Ben, desk.Slack.OpenViews(People.Ben)[^1].Id, Reason("because"), cancellationToken: Ct);
            Assert.Equal(depth + 1, desk.Slack.OpenViews(People.Ben).Count);
        }

        var (root, top) = (desk.Slack.OpenViews(People.Ben)[0], desk.Slack.OpenViews(People.Ben)[^1]);
        Assert.Equal((root.Id, desk.Slack.OpenViews(People.Ben)[1].Id), (top.RootId, top.PreviousId));
        Assert.NotNull((await desk.Acts.SubmitViewAsync(People.Ben, top.Id, Reason("because"), cancellationToken: Ct)).Trouble);
        Assert.Equal(3, desk.Slack.OpenViews(People.Ben).Count);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Closing_is_told_if_that_was_asked_for(bool notify, int told)
    {
        await using var desk = await SlackDesk.StartAsync();
        var view = await OpenAsync(desk, SomeBlocks.Modal(notify: notify));
        await desk.Acts.CloseViewAsync(People.Ben, view.Id, cancellationToken: Ct);
        var closed = desk.Arrivals.Where(arrival => (string?)arrival.Payload["type"] == "view_closed").ToList();
        Assert.Equal((told, 0), (closed.Count, desk.Slack.OpenViews(People.Ben).Count));
        Assert.All(closed, arrival => Assert.False((bool)arrival.Payload["is_cleared"]!));
    }

    [Fact]
    public async Task A_views_hash_and_external_id_are_guarded()
    {
        await using var desk = await SlackDesk.StartAsync();
        var view = await OpenAsync(desk, SomeBlocks.Modal("ext-1"));
        var updated = await desk.CallAsync("views.update", new { external_id = "ext-1", hash = view.Hash, view = SomeBlocks.Modal("ext-1", title: "Newer") });
        Assert.NotEqual(view.Hash, (string?)updated["view"]!["hash"]);
        Assert.Equal("hash_conflict", (string?)(await desk.CallAsync("views.update", new { view_id = view.Id, hash = view.Hash, view = SomeBlocks.Modal("ext-1") }))["error"]);
        var press = await desk.Acts.PressAsync(People.Eve, await desk.CardAsync(), "approve", cancellationToken: Ct);
        Assert.Equal("duplicate_external_id", (string?)(await desk.CallAsync("views.open", new { trigger_id = press.TriggerId, view = SomeBlocks.Modal("ext-1") }))["error"]);
    }

    [Fact]
    public async Task A_home_is_published_opened_and_pressed()
    {
        await using var desk = await SlackDesk.StartAsync();
        await desk.Acts.OpenHomeAsync(People.Ben, cancellationToken: Ct);
        Assert.Null(desk.Arrivals[0].Event["view"]);
        var published = await desk.CallAsync("views.publish", new { user_id = People.Ben.SlackId, view = new { type = "home", blocks = new[] { SomeBlocks.Section("2 & 3"), SomeBlocks.Actions("a.1") } } });
        var hash = (string)published["view"]!["hash"]!;
        Assert.StartsWith("2 & 3\n", desk.Slack.Home(People.Ben)!.Seen, StringComparison.Ordinal);
        await desk.Acts.OpenHomeAsync(People.Ben, cancellationToken: Ct);
        Assert.Equal(hash, (string?)desk.Arrivals[1].Event["view"]!["hash"]);
        await desk.Acts.PressHomeAsync(People.Ben, "approve", cancellationToken: Ct);
        var press = desk.Arrivals[2].Payload;
        Assert.Equal(("view", hash), ((string?)press["container"]!["type"], (string?)press["view"]!["hash"]));
        Assert.False(press.ContainsKey("channel") || press.ContainsKey("message") || press.ContainsKey("response_url"));
    }

    [Fact]
    public async Task An_address_to_answer_at_is_good_five_times_within_half_an_hour_and_takes_no_token()
    {
        await using var desk = await SlackDesk.StartAsync(clock: _clock);
        var press = await desk.Acts.PressAsync(People.Ben, await desk.CardAsync(), "approve", cancellationToken: Ct);
        Assert.Equal((HttpStatusCode.BadRequest, "no_text"), await desk.RespondAsync(press.ResponseUrl!, new { }));
        Assert.Equal((HttpStatusCode.BadRequest, "authorization_not_accepted"), await desk.RespondAsync(press.ResponseUrl!, new { text = "x" }, withToken: true));
        Assert.Equal("A response_url was called with an Authorization header.", Assert.Single(desk.Slack.Violations));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal((HttpStatusCode.OK, null), await desk.RespondAsync(press.ResponseUrl!, new { text = $"answer {i}" }));
        }

        Assert.Equal((HttpStatusCode.NotFound, "used_url"), await desk.RespondAsync(press.ResponseUrl!, new { text = "x" }));
        Assert.Equal((HttpStatusCode.NotFound, "invalid_url"), await desk.RespondAsync(press.ResponseUrl + "0", new { text = "x" }));
        Assert.Equal(5, desk.Slack.EphemeralsFor(People.Ben).Count);

        var later = await desk.Acts.PressAsync(People.Ben, desk.Slack.Messages(SlackChannel.General)[0], "approve", cancellationToken: Ct);
        _clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal((HttpStatusCode.NotFound, "expired_url"), await desk.RespondAsync(later.ResponseUrl!, new { text = "x" }));
    }

    [Fact]
    public async Task An_answer_replaces_or_deletes_what_was_pressed_on()
    {
        await using var desk = await SlackDesk.StartAsync();
        await desk.CallAsync("chat.postEphemeral", new { channel = "C0GENERAL1", user = People.Ben.SlackId, text = "x", blocks = new[] { SomeBlocks.Actions("a.1") } });
        var own = desk.Slack.EphemeralsFor(People.Ben).Single();
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.Acts.PressAsync(People.Eve, own, "approve", cancellationToken: Ct));
        var press = await desk.Acts.PressAsync(People.Ben, own, "approve", cancellationToken: Ct);
        Assert.True((bool)press.Payload["container"]!["is_ephemeral"]!);
        Assert.False(press.Payload.ContainsKey("message"));
        await desk.RespondAsync(press.ResponseUrl!, new { replace_original = true, text = "replaced" });
        Assert.Equal("replaced", desk.Slack.EphemeralsFor(People.Ben).Single().Text);
        await desk.RespondAsync(press.ResponseUrl!, new { delete_original = true });
        Assert.Empty(desk.Slack.EphemeralsFor(People.Ben));
        await desk.RespondAsync(press.ResponseUrl!, new { response_type = "in_channel", text = "for all" });
        Assert.Equal("for all", desk.Slack.Messages(SlackChannel.General).Single().Text);
    }

    [Fact]
    public async Task A_command_is_a_form_and_its_answer_a_message()
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Answer = _ => Json(new { response_type = "ephemeral", text = "Working on it & more" });
        await desk.Acts.CommandAsync(People.Ana, SlackChannel.Random, "ask @ben <now>", Ct);
        var sent = desk.Arrivals.Single().Payload;
        Assert.Equal(("/agent", "ask <@U0BEN0001> &lt;now&gt;", "C0RANDOM01", "false"), ((string?)sent["command"], (string?)sent["text"], (string?)sent["channel_id"], (string?)sent["is_enterprise_install"]));
        Assert.Equal("Working on it &amp; more", desk.Slack.EphemeralsFor(People.Ana).Single().Text);

        desk.Answer = _ => Task.FromResult<IResult?>(Results.StatusCode(500));
        Assert.Equal("The app failed with the status 500.", (await desk.Acts.CommandAsync(People.Ana, SlackChannel.Random, "x", Ct)).Trouble);
        Assert.Equal(2, desk.Arrivals.Count);
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.Acts.CommandAsync(SlackMember.Outsider, SlackChannel.Random, "x", Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.Acts.CommandAsync(SlackMember.Deactivated, SlackChannel.Random, "x", Ct));
    }

    private static async Task<SlackView> OpenAsync(SlackDesk desk, object modal)
    {
        var press = await desk.Acts.PressAsync(People.Ben, await desk.CardAsync(), "approve", cancellationToken: Ct);
        Assert.True((bool)(await desk.CallAsync("views.open", new { trigger_id = press.TriggerId, view = modal }))["ok"]!);
        return desk.Slack.OpenViews(People.Ben).Single();
    }

    private static Dictionary<string, string> Reason(string text) => new() { ["reason"] = text };

    private static Task<IResult?> Json(object body) => Task.FromResult<IResult?>(Results.Content(JsonSerializer.Serialize(body), "application/json"));
}

using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Slack;

namespace TeamsAgent.Tests.SlackSandbox;

/// <summary>Events, how they come, and what they say of people from elsewhere.</summary>
public sealed class DeliverySlackSandboxTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mention_is_told_with_its_place()
    {
        await using var desk = await SlackDesk.StartAsync();
        var delivery = await desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "open an issue & ask @ben", cancellationToken: Ct);
        var arrival = Assert.Single(desk.Arrivals);
        var (envelope, said) = (arrival.Payload, arrival.Event);
        Assert.Equal("<@U0AGENT001> open an issue &amp; ask <@U0BEN0001>", (string?)said["text"]);
        Assert.Equal(("app_mention", People.Ana.SlackId, "C0GENERAL1", delivery.Ts), ((string?)said["type"], (string?)said["user"], (string?)said["channel"], (string?)said["ts"]));
        Assert.Equal(("event_callback", People.SlackAppId, People.SlackTeamId), ((string?)envelope["type"], (string?)envelope["api_app_id"], (string?)envelope["team_id"]));
        Assert.Equal((People.SlackTeamId, People.SlackBotUserId, false), ((string?)envelope["authorizations"]![0]!["team_id"], (string?)envelope["authorizations"]![0]!["user_id"], (bool)envelope["authorizations"]![0]!["is_enterprise_install"]!));
        Assert.False(said.ContainsKey("user_team"));

        var reply = await desk.Acts.MentionAsync(People.Ben, SlackChannel.General, "and me", delivery.Ts, Ct);
        Assert.Equal(delivery.Ts, (string?)desk.Arrivals[1].Event["thread_ts"]);
        Assert.NotEqual(delivery.Ts, reply.Ts);
        await desk.Acts.DirectMessageAsync(People.Ana, "help", cancellationToken: Ct);
        Assert.Equal(("message", "im", "D0ANA0001", "help"), ((string?)desk.Arrivals[2].Event["type"], (string?)desk.Arrivals[2].Event["channel_type"], (string?)desk.Arrivals[2].Event["channel"], (string?)desk.Arrivals[2].Event["text"]));
    }

    [Fact]
    public async Task What_the_app_cannot_hear_is_not_told()
    {
        await using var desk = await SlackDesk.StartAsync();
        Assert.Empty((await desk.Acts.SayAsync(People.Ana, SlackChannel.General, "just talking", cancellationToken: Ct)).Attempts);
        Assert.Empty((await desk.Acts.MentionAsync(People.Ana, SlackChannel.Random, "are you here?", cancellationToken: Ct)).Attempts);
        Assert.Empty((await desk.Acts.MentionAsync(People.Ben, SlackChannel.Leadership, "are you here?", cancellationToken: Ct)).Attempts);
        Assert.Empty(desk.Arrivals);
        foreach (var wrong in new Func<Task>[]
        {
            () => desk.Acts.MentionAsync(People.Ana, SlackChannel.Archived, "x", cancellationToken: Ct),
            () => desk.Acts.MentionAsync(People.Ana, SlackChannel.Leadership, "x", cancellationToken: Ct),
            () => desk.Acts.MentionAsync(SlackMember.Outsider, SlackChannel.General, "x", cancellationToken: Ct),
            () => desk.Acts.MentionAsync(SlackMember.Deactivated, SlackChannel.General, "x", cancellationToken: Ct),
            () => desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "x", "1700000000.000001", Ct),
        })
        {
            await Assert.ThrowsAsync<InvalidOperationException>(wrong);
        }
    }

    [Fact]
    public async Task The_bot_is_invited_and_removed()
    {
        await using var desk = await SlackDesk.StartAsync();
        await desk.Acts.InviteBotAsync(People.Ana, SlackChannel.Random, Ct);
        Assert.Equal(("member_joined_channel", People.SlackBotUserId, People.Ana.SlackId), ((string?)desk.Arrivals[0].Event["type"], (string?)desk.Arrivals[0].Event["user"], (string?)desk.Arrivals[0].Event["inviter"]));
        await desk.CardAsync(SlackChannel.Random.Id);
        desk.Acts.RemoveBot(SlackChannel.Random);
        Assert.Equal("not_in_channel", (string?)(await desk.CallAsync("chat.postMessage", new { channel = SlackChannel.Random.Id, text = "x" }))["error"]);
        Assert.Single(desk.Arrivals);
    }

    [Fact]
    public async Task A_failed_event_comes_again_signed_anew_and_says_why()
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Answer = _ => Task.FromResult<IResult?>(desk.Arrivals.Count < 3 ? Results.StatusCode(500) : null);
        var delivery = await desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "hello", cancellationToken: Ct);
        Assert.True(delivery.Taken);
        Assert.Equal([null, "1", "2"], desk.Arrivals.Select(arrival => arrival.Retry));
        Assert.Equal("http_error", desk.Arrivals[1].Headers["X-Slack-Retry-Reason"]);
        Assert.Single(desk.Arrivals.Select(arrival => (string?)arrival.Payload["event_id"]).Distinct());
    }

    [Fact]
    public async Task After_the_third_repetition_or_when_asked_not_to_it_is_given_up()
    {
        await using var desk = await SlackDesk.StartAsync(new SlackWorkspaceOptions { RetryPauses = [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero] });
        desk.Answer = _ => Task.FromResult<IResult?>(Results.StatusCode(503));
        Assert.Equal(4, (await desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "x", cancellationToken: Ct)).Attempts.Count);
        desk.Answer = _ => Task.FromResult<IResult?>(new NoRetry());
        var refused = await desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "x", cancellationToken: Ct);
        Assert.Equal((1, HttpStatusCode.Unauthorized), (refused.Attempts.Count, refused.Status));
    }

    [Fact]
    public async Task Who_is_too_slow_is_told_again_and_a_press_is_not()
    {
        await using var desk = await SlackDesk.StartAsync(new SlackWorkspaceOptions { Patience = TimeSpan.FromMilliseconds(200), RetryPauses = [TimeSpan.Zero] });
        var card = await desk.CardAsync();
        desk.Answer = async _ =>
        {
            await Task.Delay(400, Ct);
            return null;
        };
        var said = await desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "x", cancellationToken: Ct);
        Assert.Equal(["http_timeout", "http_timeout"], said.Attempts.Select(attempt => attempt.Trouble));
        var press = await desk.Acts.PressAsync(People.Ben, card, "approve", cancellationToken: Ct);
        Assert.Equal((1, "The app did not answer in time (operation_timeout)."), (press.Attempts.Count, press.Trouble));
    }

    [Fact]
    public async Task Deliveries_are_doubled_lost_and_turned_round()
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.Faults.DuplicateNext();
        Assert.Single((await desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "twice", cancellationToken: Ct)).Copies);
        Assert.Single(desk.Arrivals.Select(arrival => (string?)arrival.Payload["event_id"]).Distinct());
        Assert.Equal(2, desk.Arrivals.Count);

        desk.Slack.Faults.DropNext();
        var lost = await desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "lost once", cancellationToken: Ct);
        Assert.Equal(["connection_failed", null], lost.Attempts.Select(attempt => attempt.Trouble));
        Assert.Equal("1", desk.Arrivals[2].Retry);

        desk.Slack.Faults.ReorderNext(2);
        var first = desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "first", cancellationToken: Ct);
        var second = desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "second", cancellationToken: Ct);
        await Task.WhenAll(first, second);
        Assert.Equal(["<@U0AGENT001> second", "<@U0AGENT001> first"], desk.Arrivals.Skip(3).Select(arrival => (string?)arrival.Event["text"]));
        desk.Slack.Faults.ReorderNext(2);
        Assert.True((await desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "alone", cancellationToken: Ct)).Taken);
    }

    [Fact]
    public async Task While_Slack_is_down_nothing_comes_and_nothing_goes()
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.Faults.Down = true;
        Assert.Empty((await desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "x", cancellationToken: Ct)).Attempts);
        using var content = JsonContent.Create(new { channel = "C0GENERAL1", text = "x" });
        using var answer = await desk.SendAsync("/api/chat.postMessage", content);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        desk.Slack.Faults.Clear();
        await desk.CardAsync();
    }

    [Theory]
    [InlineData(SlackFault.Throttled, 429, 0)]
    [InlineData(SlackFault.Failed, 500, 0)]
    [InlineData(SlackFault.BadGateway, 502, 0)]
    [InlineData(SlackFault.DoneThen500, 500, 1)]
    [InlineData(SlackFault.DoneThenFatal, 200, 1)]
    [InlineData(SlackFault.Dropped, 0, 0)]
    [InlineData(SlackFault.DoneThenDropped, 0, 1)]
    public async Task A_fault_strikes_once(SlackFault fault, int status, int posted)
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.Faults.Next(fault);
        Assert.True((bool)(await desk.FormAsync("users.info", ("user", "U0ANA0001")))["ok"]!);
        using var content = JsonContent.Create(new { channel = "C0GENERAL1", text = "x" });
        if (status == 0)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => desk.SendAsync("/api/chat.postMessage", content));
        }
        else
        {
            using var answer = await desk.SendAsync("/api/chat.postMessage", content);
            Assert.Equal((status, fault == SlackFault.Throttled), ((int)answer.StatusCode, answer.Headers.RetryAfter is not null));
        }

        Assert.Equal((posted, status, fault.ToString()), (desk.Slack.Messages(SlackChannel.General).Count, desk.Slack.Calls[^1].Status, desk.Slack.Calls[^1].Fault));
        await desk.CardAsync();
    }

    [Fact]
    public async Task A_word_is_answered_to_the_next_calls_of_a_method()
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.Faults.Fail("chat.postMessage", "ekm_access_denied", 2);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("ekm_access_denied", (string?)(await desk.CallAsync("chat.postMessage", new { channel = "C0GENERAL1", text = "x" }))["error"]);
        }

        await desk.CardAsync();
        Assert.Single(desk.Slack.All);
    }

    [Fact]
    public async Task Somebody_from_another_company_is_told_with_two_workspaces()
    {
        await using var desk = await SlackDesk.StartAsync();
        await desk.Acts.MentionAsync(SlackMember.Outsider, SlackChannel.Shared, "hello", cancellationToken: Ct);
        var (envelope, said) = (desk.Arrivals[0].Payload, desk.Arrivals[0].Event);
        Assert.Equal((SlackTeam.Fabrikam.Id, People.SlackTeamId, true), ((string?)envelope["team_id"], (string?)envelope["authorizations"]![0]!["team_id"], (bool)envelope["is_ext_shared_channel"]!));
        Assert.Equal((SlackTeam.Fabrikam.Id, SlackTeam.Fabrikam.Id), ((string?)said["user_team"], (string?)said["source_team"]));

        var card = await desk.CardAsync(SlackChannel.Shared.Id);
        var press = await desk.Acts.PressAsync(SlackMember.Outsider, card, "approve", cancellationToken: Ct);
        Assert.Equal((People.SlackTeamId, SlackTeam.Fabrikam.Id), ((string?)press.Payload["team"]!["id"], (string?)press.Payload["user"]!["team_id"]));
        await desk.CallAsync("views.open", new { trigger_id = press.TriggerId, view = SomeBlocks.Modal() });
        var sent = await desk.Acts.SubmitViewAsync(SlackMember.Outsider, desk.Slack.OpenViews(SlackMember.Outsider)[0].Id, new Dictionary<string, string> { ["reason"] = "because" }, cancellationToken: Ct);
        Assert.Equal((SlackTeam.Fabrikam.Id, People.SlackTeamId), ((string?)sent.Payload["team"]!["id"], (string?)sent.Payload["view"]!["app_installed_team_id"]));
    }

    [Fact]
    public async Task A_workflow_has_no_user()
    {
        await using var desk = await SlackDesk.StartAsync();
        await desk.Acts.WorkflowSaysAsync(SlackChannel.General, "please approve", Ct);
        var said = desk.Arrivals.Single().Event;
        Assert.Equal(("bot_message", "B0WORKFLOW", false), ((string?)said["subtype"], (string?)said["bot_id"], said.ContainsKey("user")));
    }

    [Fact]
    public async Task In_a_whole_organisation_the_workspace_is_not_named()
    {
        await using var desk = await SlackDesk.StartAsync(new SlackWorkspaceOptions { OrgWide = true });
        await desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "hello", cancellationToken: Ct);
        var authorization = desk.Arrivals[0].Payload["authorizations"]![0]!;
        Assert.Equal((SlackTeam.EnterpriseId, null, true), ((string?)authorization["enterprise_id"], (string?)authorization["team_id"], (bool)authorization["is_enterprise_install"]!));
        var press = (await desk.Acts.PressAsync(People.Ben, await desk.CardAsync(), "approve", cancellationToken: Ct)).Payload;
        Assert.True(press.ContainsKey("team"));
        Assert.Null(press["team"]);
        Assert.Equal((SlackTeam.EnterpriseId, true, People.SlackTeamId), ((string?)press["enterprise"]!["id"], (bool)press["is_enterprise_install"]!, (string?)press["user"]!["team_id"]));
        Assert.Equal(("true", SlackTeam.EnterpriseId), ((string?)(await desk.Acts.CommandAsync(People.Ana, SlackChannel.General, "help", Ct)).Payload["is_enterprise_install"], (string?)desk.Arrivals[^1].Payload["enterprise_id"]));
        Assert.Equal(SlackTeam.EnterpriseId, (string?)(await desk.FormAsync("users.info", ("user", "U0ANA0001")))["user"]!["enterprise_user"]!["enterprise_id"]);
        Assert.True((bool)(await desk.CallAsync("auth.test", new { }))["is_enterprise_install"]!);
    }

    [Fact]
    public async Task Bad_weather_loses_and_doubles_but_every_event_arrives()
    {
        await using var desk = await SlackDesk.StartAsync(new SlackWorkspaceOptions { RetryPauses = [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero] });
        desk.Slack.Faults.Weather = new Weather(seed: 7) { Drop = .3, Duplicate = .3, Reorder = .5, Throttle = .2, DoneThenDrop = .1, Latest = TimeSpan.FromMilliseconds(20) };
        var sent = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => desk.Acts.MentionAsync(People.Ana, SlackChannel.General, $"no. {i}", cancellationToken: Ct)));
        Assert.All(sent, delivery => Assert.True(delivery.Taken));
        Assert.True(desk.Arrivals.Count > 60);
        Assert.Equal(60, desk.Arrivals.Select(arrival => (string?)arrival.Payload["event_id"]).Distinct().Count());
        for (var i = 0; i < 20; i++)
        {
            using var content = JsonContent.Create(new { channel = "C0GENERAL1", text = "x" });
            try
            {
                using var answer = await desk.SendAsync("/api/chat.postMessage", content);
            }
            catch (HttpRequestException)
            {
                // Done, and the answer lost.
            }
        }

        Assert.Contains(desk.Slack.Calls, call => call.Status == 429);
    }

    [Fact]
    public async Task Acts_and_faults_can_be_ordered_over_HTTP_from_here_alone()
    {
        await using var desk = await SlackDesk.StartAsync();
        var card = await desk.CardAsync();
        using var http = new HttpClient { BaseAddress = new Uri(desk.Slack.Address) };
        foreach (var order in new object[]
        {
            new { @do = "FailNext", fault = "Throttled", times = 2 }, new { @do = "ErrorNext", method = "chat.update", error = "msg_too_long" }, new { @do = "Slow", milliseconds = 1 },
            new { @do = "DeleteCard" }, new { @do = "RemoveBot" },
        })
        {
            using var done = await http.PostAsJsonAsync("/control/faults", order, Ct);
            Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        }

        Assert.Equal(["Throttled", "Throttled", "chat.update: msg_too_long"], desk.Slack.Faults.Waiting);
        Assert.True(desk.Slack.Message(card.Channel, card.Ts)!.Deleted);
        Assert.DoesNotContain(People.SlackBotUserId, desk.Slack.Space.MembersOf(SlackChannel.General));
        using var said = await http.PostAsJsonAsync("/control/act", new { @as = "ana", @do = "Say", channel = "dm", text = "hello" }, Ct);
        Assert.Equal("hello", (string?)desk.Arrivals.Single().Event["text"]);
        using var wrong = await http.PostAsJsonAsync("/control/act", new { @as = "ana", @do = "Press", ts = "1.2" }, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        foreach (var record in new[] { "messages", "calls", "violations", "installs", "faults", "views/ana" })
        {
            Assert.DoesNotContain("xoxb", await http.GetStringAsync(new Uri($"{desk.Slack.Address}/control/{record}"), Ct), StringComparison.Ordinal);
        }

        http.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        using var foreign = await http.PostAsJsonAsync("/control/faults", new { @do = "Down" }, Ct);
        Assert.Equal((HttpStatusCode.Forbidden, false), (foreign.StatusCode, desk.Slack.Faults.Down));
    }

    [Fact]
    public async Task What_was_said_and_installed_is_still_there_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-slack-").FullName;
        try
        {
            SlackMessage card;
            await using (var first = await SlackDesk.StartAsync(new SlackWorkspaceOptions { StatePath = folder }))
            {
                card = await first.CardAsync();
                await first.CallAsync("views.publish", new { user_id = People.Ben.SlackId, view = SomeBlocks.Home("kept") });
                first.Acts.RemoveBot(SlackChannel.Shared);
            }

            await using var second = await SlackDesk.StartAsync(new SlackWorkspaceOptions { StatePath = folder });
            Assert.Equal("kept", second.Slack.Home(People.Ben)!.Seen);
            Assert.True((bool)(await second.CallAsync("chat.update", new { channel = card.Channel, ts = card.Ts, text = "updated" }))["ok"]!);
            Assert.Equal("not_in_channel", (string?)(await second.CallAsync("chat.postMessage", new { channel = SlackChannel.Shared.Id, text = "x" }))["error"]);
            Assert.True(string.CompareOrdinal((await second.CardAsync()).Ts, card.Ts) > 0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class NoRetry : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = 401;
            httpContext.Response.Headers["X-Slack-No-Retry"] = "1";
            return Task.CompletedTask;
        }
    }
}

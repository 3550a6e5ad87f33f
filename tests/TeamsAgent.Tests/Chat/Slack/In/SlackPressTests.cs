using System.Net;
using System.Text.Json.Nodes;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Slack.In;

public sealed class SlackPressTests(SlackFixture fixture) : IClassFixture<SlackFixture>
{
    private SlackHost Host => fixture.Host;

    [Fact]
    public async Task Approve_decides_and_says_nothing_more()
    {
        var request = await Host.PutUpAsync();
        var told = Host.Slack.Told.Count;

        var (status, body) = await PressAsync(request, People.Ben, "req.approve");

        Assert.Equal((HttpStatusCode.OK, ""), (status, body));
        var now = await Host.NowAsync(request);
        Assert.Equal(RequestState.Approved, now.State);
        Assert.Equal($"slack:{People.SlackTeamId}:{People.Ben.SlackId}", Assert.Single(now.Decisions).Via.ToString());
        Assert.Equal(told, Host.Slack.Told.Count);
    }

    [Fact]
    public async Task Who_may_not_decide_is_told_so_alone()
    {
        var request = await Host.PutUpAsync();
        await Host.PersonAsync(People.Eve);

        await PressAsync(request, People.Eve, "req.approve");

        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
        var answer = Host.Slack.Calls.Last(call => call.Method == "response_url");
        Assert.Equal("ephemeral", answer.Of("response_type"));
        Assert.Null(answer.Authorization);
    }

    [Fact]
    public async Task The_second_press_is_told_what_the_first_one_did()
    {
        var request = await Host.PutUpAsync();
        await Host.PersonAsync(People.Ada);
        var old = await Host.PostedAsync(request);

        await PressAsync(request, People.Ben, "req.approve");
        await PressAsync(request, People.Ada, "req.approve", old);

        Assert.Contains("already settled: approved by Ben Weber", Host.Slack.Told[^1], StringComparison.Ordinal);
        Assert.Single((await Host.NowAsync(request)).Decisions);
    }

    [Fact]
    public async Task A_replayed_press_is_taken_once()
    {
        var request = await Host.PutUpAsync();
        var (card, message) = await Host.PostedAsync(request);
        var body = SlackHost.Form(new() { ["payload"] = SomeSlack.Press(Host.Slack, People.Ben.SlackId, "req.approve", card, message, thread: Thread(request)).ToJsonString() });
        var (timestamp, signature) = Host.Sign(body);

        for (var i = 0; i < 3; i++)
        {
            await Host.DeliverAsync(() => Host.SendAsync("/slack/interactivity", body, "application/x-www-form-urlencoded", sent =>
            {
                sent.Headers.Remove("X-Slack-Request-Timestamp");
                sent.Headers.Remove("X-Slack-Signature");
                sent.Headers.Add("X-Slack-Request-Timestamp", timestamp);
                sent.Headers.Add("X-Slack-Signature", signature);
            }));
        }

        Assert.Single((await Host.NowAsync(request)).Decisions);
        Assert.Single(await Host.RowsAsync<InboxRow>(), row => row.Key.EndsWith("|Press", StringComparison.Ordinal) && row.Key.Contains(Thread(request)!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("other channel")]
    [InlineData("other message")]
    [InlineData("other nonce")]
    [InlineData("other plan")]
    [InlineData("no value")]
    [InlineData("value in another form")]
    [InlineData("team's own thread")]
    public async Task A_card_that_is_not_the_posted_one_decides_nothing(string forgery)
    {
        var request = await Host.PutUpAsync();
        var (card, message) = await Host.PostedAsync(request);
        var press = SomeSlack.Press(
            Host.Slack, People.Ben.SlackId, "req.approve",
            forgery switch { "other nonce" => card with { Nonce = "x" }, "other plan" => card with { Plan = new string('0', 64) }, _ => card },
            forgery == "other message" ? SomeSlack.Ts() : message,
            forgery == "other channel" ? "C0SECRET01" : SlackHost.Channel,
            forgery == "team's own thread" ? null : Thread(request),
            payload => payload["actions"]![0]!["value"] = forgery switch { "no value" => null, "value in another form" => "[1,2]", _ => payload["actions"]![0]!["value"]?.DeepClone() });

        var (status, _) = await Host.DeliverAsync(() => Host.InteractAsync(press));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
        Assert.NotEqual("", Host.Slack.Told[^1]);
    }

    [Fact]
    public async Task A_card_that_began_a_thread_is_still_a_card_of_the_channel()
    {
        var request = await Host.PutUpAsync(SlackHost.Channel);
        var (card, message) = await Host.PostedAsync(request);

        await Host.DeliverAsync(() => Host.InteractAsync(SomeSlack.Press(Host.Slack, People.Ben.SlackId, "req.approve", card, message, thread: message)));

        Assert.Equal(RequestState.Approved, (await Host.NowAsync(request)).State);
    }

    [Fact]
    public async Task Reject_asks_why_and_what_comes_back_decides()
    {
        var request = await Host.PutUpAsync();

        var (status, _) = await PressAsync(request, People.Ben, "req.reject");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
        var opened = Host.Slack.Calls.Last(call => call.Method == "views.open");
        var press = SlackPressData.Read((string?)opened.Json!["view"]!["private_metadata"]);
        Assert.Equal(request.Place.Conversation, press!.Conversation);

        var (shown, body) = await Host.DeliverAsync(() => Host.InteractAsync(SomeSlack.Submission(People.Ben.SlackId, press, "  not before Friday ")));

        Assert.Equal((HttpStatusCode.OK, ""), (shown, body));
        var now = await Host.NowAsync(request);
        Assert.Equal(RequestState.Rejected, now.State);
        Assert.Equal((Choice.Reject, "not before Friday"), (now.Decisions[0].Choice, now.Decisions[0].Reason));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  x ")]
    [InlineData("501")]
    public async Task A_reason_that_is_none_is_complained_about_in_the_modal(string? reason)
    {
        var request = await Host.PutUpAsync();
        var (card, message) = await Host.PostedAsync(request);
        var submission = SomeSlack.Submission(People.Ben.SlackId, card with { Conversation = request.Place.Conversation, MessageId = message }, reason == "501" ? new string('x', 501) : reason);

        using var answer = await Host.InteractAsync(submission);

        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal("errors", (string?)body["response_action"]);
        Assert.NotEmpty((string)body["errors"]![ISlackViews.ReasonBlock]!);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
    }

    [Fact]
    public async Task Whoever_the_modal_does_not_open_for_is_told_to_press_again()
    {
        var request = await Host.PutUpAsync();
        Host.Slack.Fail("views.open", "expired_trigger_id");
        try
        {
            await PressAsync(request, People.Ben, "req.reject");

            Assert.Contains("press again", Host.Slack.Told[^1], StringComparison.Ordinal);
        }
        finally
        {
            Host.Slack.AsUsual("views.open");
        }
    }

    [Fact]
    public async Task Details_are_shown_in_a_modal()
    {
        var request = await Host.PutUpAsync();
        var before = Host.Slack.Calls.Count(call => call.Method == "views.open");

        await PressAsync(request, People.Ben, "details");

        Assert.Equal(before + 1, Host.Slack.Calls.Count(call => call.Method == "views.open"));
    }

    [Fact]
    public async Task A_press_that_names_another_app_is_refused()
    {
        var request = await Host.PutUpAsync();
        var (card, message) = await Host.PostedAsync(request);

        using var answer = await Host.InteractAsync(SomeSlack.Press(Host.Slack, People.Ben.SlackId, "req.approve", card, message, thread: Thread(request), alter: p => p["api_app_id"] = "A0OTHER001"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("T0OTHER001")]
    [InlineData("T0GONE0001")]
    public async Task Presses_of_a_workspace_without_an_installation_are_acknowledged_and_nothing_comes_of_them(string team)
    {
        var request = await Host.PutUpAsync();
        var (card, message) = await Host.PostedAsync(request);
        var rows = (await Host.RowsAsync<InboxRow>()).Count;

        var (status, _) = await Host.DeliverAsync(() => Host.InteractAsync(SomeSlack.Press(Host.Slack, People.Ben.SlackId, "req.approve", card, message, thread: Thread(request), alter: p => p["team"]!["id"] = team)));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(rows, (await Host.RowsAsync<InboxRow>()).Count);
        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
    }

    private async Task<(HttpStatusCode Status, string Body)> PressAsync(ApprovalRequest request, SandboxPerson who, string button, (SlackPressData Data, string Message)? posted = null)
    {
        var (card, message) = posted ?? await Host.PostedAsync(request);
        return await Host.DeliverAsync(() => Host.InteractAsync(SomeSlack.Press(Host.Slack, who.SlackId, button, card, message, thread: Thread(request))));
    }

    private static string? Thread(ApprovalRequest request) => request.Place.Conversation.Split(':') is [_, var thread] ? thread : null;
}

using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Slack.In;

public sealed class SlackSocketTests : IAsyncLifetime
{
    private SlackHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SlackHost.StartAsync((settings, _) => (settings["Slack:AppToken"], settings["Slack:SigningSecret"], settings["Slack:Sockets"]) = ("xapp-1-token-of-the-tests", "", "2"));
        await _host.Slack.UntilAsync(slack => slack.Lines.Count >= 2);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Words_come_over_a_socket_and_are_acknowledged_once_they_are_stored()
    {
        var line = _host.Slack.Lines[0];
        var mention = SomeSlack.Mention(People.Ana.SlackId, "open an issue");

        await _host.QuietAsync(async () =>
        {
            await line.SendAsync("envelope-1", "events_api", mention);
            await _host.Slack.UntilAsync(_ => line.Acks.Count == 1);
        });

        Assert.Equal("""{"envelope_id":"envelope-1"}""", line.Acks[0].ToJsonString());
        Assert.Single(await _host.RowsAsync<TaskRow>());
        Assert.Equal("Bearer xapp-1-token-of-the-tests", _host.Slack.Calls.First(call => call.Method == "apps.connections.open").Authorization);
    }

    [Fact]
    public async Task The_same_delivery_over_another_connection_has_no_second_effect()
    {
        var mention = SomeSlack.Mention(People.Ana.SlackId, "open an issue");

        await _host.QuietAsync(async () =>
        {
            foreach (var line in _host.Slack.Lines.Take(2))
            {
                await line.SendAsync(Guid.NewGuid().ToString(), "events_api", mention);
                await _host.Slack.UntilAsync(_ => line.Acks.Count == 1);
            }
        });

        Assert.Single(await _host.RowsAsync<TaskRow>());
    }

    [Fact]
    public async Task What_an_answer_carries_goes_with_the_acknowledgement()
    {
        var request = await _host.PutUpAsync();
        var (card, message) = await _host.PostedAsync(request);
        var line = _host.Slack.Lines[0];
        var press = card with { Conversation = request.Place.Conversation, MessageId = message };

        await line.SendAsync("e1", "interactive", SomeSlack.Submission(People.Ben.SlackId, press, ""), takesPayload: true);
        await _host.Slack.UntilAsync(_ => line.Acks.Count == 1);
        Assert.Equal("errors", (string?)line.Acks[0]["payload"]!["response_action"]);

        var command = new JsonObject();
        foreach (var (name, value) in SomeSlack.Command(_host.Slack, People.Ana.SlackId, "open an issue"))
        {
            command[name] = value;
        }

        await _host.QuietAsync(async () =>
        {
            await line.SendAsync("e2", "slash_commands", command, takesPayload: true);
            await line.SendAsync("e3", "interactive", SomeSlack.Press(_host.Slack, People.Ben.SlackId, "req.approve", card, message, thread: request.Place.Conversation.Split(':')[1]));
            await _host.Slack.UntilAsync(_ => line.Acks.Count == 3);
        });
        Assert.Equal("ephemeral", (string?)line.Acks.Single(ack => (string?)ack["envelope_id"] == "e2")["payload"]!["response_type"]);
        Assert.Equal(RequestState.Approved, (await _host.NowAsync(request)).State);
    }

    [Theory]
    [InlineData("warning")]
    [InlineData("refresh_requested")]
    public async Task Another_connection_listens_before_the_old_one_goes(string reason)
    {
        var old = _host.Slack.Lines[0];

        await old.SendAsync(new JsonObject { ["type"] = "disconnect", ["reason"] = reason });
        await old.SendAsync("late", "events_api", SomeSlack.Mention(People.Ana.SlackId, "open an issue"));
        await _host.Slack.UntilAsync(slack => slack.Lines.Count == 3 && !old.IsOpen);

        Assert.Single(old.Acks);
        Assert.Equal(2, _host.Slack.Lines.Count(line => line.IsOpen));
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_opened_again()
    {
        _host.Slack.Lines[0].Cut();

        await _host.Slack.UntilAsync(slack => slack.Lines.Count == 3);
    }

    [Fact]
    public async Task What_cannot_be_read_harms_nobody()
    {
        var line = _host.Slack.Lines[0];

        await line.SendAsync(new JsonObject { ["type"] = "something_new", ["n"] = 1 });
        await line.SendAsync("e1", "new_kind", new JsonObject());
        await line.SendAsync("e2", "events_api", new JsonObject { ["type"] = 7 });
        await line.SendAsync("e3", "interactive", new JsonObject { ["type"] = "block_actions" });
        await _host.Slack.UntilAsync(_ => line.Acks.Count == 3);

        Assert.True(line.IsOpen);
    }

    [Fact]
    public async Task There_are_no_endpoints_for_events_then()
    {
        foreach (var path in new[] { "/slack/events", "/slack/commands", "/slack/interactivity" })
        {
            using var answer = await _host.SendAsync(path, "{}"u8.ToArray(), "application/json");
            Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("invalid_auth")]
    [InlineData("missing_scope")]
    public async Task A_token_that_never_works_is_given_up_loudly(string error)
    {
        await using var host = await SlackHost.StartAsync((settings, slack) =>
        {
            settings["Slack:AppToken"] = "xapp-1-token-of-the-tests";
            slack.Fail("apps.connections.open", error);
        });
        await host.Get<SlackSockets>().ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Contains(host.Log.At(LogLevel.Critical), line => line.Contains(error, StringComparison.Ordinal) && line.Contains("Slack:AppToken", StringComparison.Ordinal));
        Assert.False(host.Get<SlackSelfTest>().Last!.Passed);
        Assert.InRange(host.Slack.Calls.Count(call => call.Method == "apps.connections.open"), 1, 2);
    }

    [Theory]
    [InlineData("wss://evil.example/link")]
    [InlineData("wss://slack.com.evil.example/link")]
    [InlineData("ws://wss-primary.slack.com/link")]
    [InlineData("wss://wss-primary.slack.com:8443/link")]
    [InlineData("wss://user@wss-primary.slack.com/link")]
    [InlineData("ws://127.0.0.1/link")]
    public void Connections_go_to_Slack_alone(string address) => Assert.False(new SlackSocketHosts(new Somewhere("Production")).Allows(new Uri(address)));

    [Theory]
    [InlineData("wss://wss-primary.slack.com/link/?ticket=1")]
    [InlineData("wss://wss-backup.slack-gov.com/link/?ticket=1")]
    public void Slacks_own_hosts_are_allowed(string address) => Assert.True(new SlackSocketHosts(new Somewhere("Production")).Allows(new Uri(address)));
}

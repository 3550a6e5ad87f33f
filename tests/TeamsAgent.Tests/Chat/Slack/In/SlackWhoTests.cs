using System.Net;
using System.Text.Json.Nodes;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Slack.In;

public sealed class SlackWhoTests(SlackFixture fixture) : IClassFixture<SlackFixture>
{
    private static int _people;

    private SlackHost Host => fixture.Host;

    /// <summary>What users.info says of somebody who may not act; and what the payload adds.</summary>
    public static TheoryData<string, string, string> NoMembers => new()
    {
        { "a guest", """{"is_restricted":true}""", "" },
        { "a guest of one channel", """{"is_restricted":true,"is_ultra_restricted":true}""", "" },
        { "a stranger", """{"is_stranger":true,"team_id":"T0OTHER001"}""", "" },
        { "an outsider who shares a channel", """{"is_stranger":false,"team_id":"T0OTHER001"}""", "" },
        { "an outsider whose workspace the payload says", "{}", "T0OTHER001" },
        { "an outsider of an organisation", "{}", "E0OTHER001" },
        { "an outsider of an organisation, by users.info", """{"team_id":"T0OTHER001","enterprise_user":{"enterprise_id":"E0OTHER001"}}""", "" },
        { "deactivated", """{"deleted":true}""", "" },
        { "a bot", """{"is_bot":true}""", "" },
        { "a workflow", """{"is_workflow_bot":true}""", "" },
        { "invited only", """{"is_invited_user":true}""", "" },
    };

    [Theory]
    [MemberData(nameof(NoMembers))]
    public async Task T03_Nobody_but_members_asks_or_decides(string who, string profile, string home)
    {
        var user = Somebody(who, profile);
        var request = await Host.PutUpAsync();
        var (card, message) = await Host.PostedAsync(request);
        var (channel, thread) = (SlackHost.Channel, request.Place.Conversation.Split(':')[1]);
        var told = Host.Slack.Told.Count;

        await Host.DeliverAsync(() => Host.EventAsync(SomeSlack.Mention(user, "open an issue", alter: e => Home(e, "user_team", home))));
        await Host.DeliverAsync(() => Host.CommandAsync(SomeSlack.Command(Host.Slack, user, home.Length > 0 ? "help" : "open an issue")));
        await Host.DeliverAsync(() => Host.InteractAsync(SomeSlack.Press(Host.Slack, user, "req.approve", card, message, channel, thread, p => Home(p["user"]!.AsObject(), "team_id", home))));
        await Host.DeliverAsync(() => Host.InteractAsync(SomeSlack.Submission(user, card with { Conversation = request.Place.Conversation, MessageId = message }, "not like this", p => Home(p["user"]!.AsObject(), "team_id", home))));

        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
        Assert.Empty((await Host.NowAsync(request)).Decisions);
        Assert.All(Host.Slack.Told.Skip(told).Where(text => !text.Contains("help", StringComparison.Ordinal)), text => Assert.Contains("Nothing was changed", text, StringComparison.Ordinal));
        Assert.True(Host.Slack.Told.Count >= told + 4);
        Assert.All(await Host.RowsAsync<InboxRow>(), row => Assert.NotNull(row.DoneAt));
        if (home.Length == 0)
        {
            Assert.DoesNotContain(await Host.RowsAsync<ChatAccountRow>(), account => account.PlatformUserId == user);
        }
    }

    [Fact]
    public async Task T03_The_submitters_workspace_of_a_modal_counts_too()
    {
        var user = Somebody("Sue", "{}");
        var request = await Host.PutUpAsync();
        var (card, message) = await Host.PostedAsync(request);
        var submission = SomeSlack.Submission(user, card with { Conversation = request.Place.Conversation, MessageId = message }, "not like this", p =>
        {
            p["team"]!["id"] = "T0OTHER001";
            p["user"]!.AsObject().Remove("team_id");
        });

        await Host.DeliverAsync(() => Host.InteractAsync(submission));

        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
    }

    [Fact]
    public async Task T03_An_unreachable_directory_refuses_presses_and_lets_words_wait()
    {
        var user = Somebody("Uma", "{}");
        var request = await Host.PutUpAsync();
        var (card, message) = await Host.PostedAsync(request);
        Host.Slack.Fail("users.info", "internal_error");
        try
        {
            await Host.DeliverAsync(() => Host.InteractAsync(SomeSlack.Press(Host.Slack, user, "req.approve", card, message, thread: request.Place.Conversation.Split(':')[1])));
            var mention = SomeSlack.Mention(user, "open an issue");
            await Host.DeliverAsync(() => Host.EventAsync(mention));

            Assert.Contains("I could not find out who you are", Host.Slack.Told[^1], StringComparison.Ordinal);
            Assert.Empty((await Host.NowAsync(request)).Decisions);
            var waiting = Assert.Single(await Host.RowsAsync<InboxRow>(), row => row.DoneAt is null);
            Assert.Contains((string)mention["event"]!["ts"]!, waiting.Key, StringComparison.Ordinal);

            Host.Slack.AsUsual("users.info");
            Host.Clock.Advance(TimeSpan.FromMinutes(1));
            await Host.QuietAsync(() => Host.Inbox.SweepAsync(default));

            Assert.All(await Host.RowsAsync<InboxRow>(), row => Assert.NotNull(row.DoneAt));
            Assert.Single(await Host.RowsAsync<TaskRow>(), task => task.ConversationId.EndsWith((string)mention["event"]!["ts"]!, StringComparison.Ordinal));
        }
        finally
        {
            Host.Slack.AsUsual("users.info");
        }
    }

    [Fact]
    public async Task A_guest_whom_the_policy_names_may_act()
    {
        await using var host = await SlackHost.StartAsync(policy: SlackHost.ManagersDecide(new ChatIdentity("slack", People.SlackTeamId, "U0GUEST01"), new ChatIdentity("slack", "T0OTHER001", "U0GUEST02")));
        host.Slack.Users["U0GUEST01"] = FakeSlack.User("U0GUEST01", "Gus Guest", user => user["is_restricted"] = true);
        host.Slack.Users["U0GUEST02"] = FakeSlack.User("U0GUEST02", "Gil Guest", user => user["is_restricted"] = true);

        foreach (var user in new[] { "U0GUEST01", "U0GUEST02" })
        {
            await host.DeliverAsync(() => host.EventAsync(SomeSlack.Direct(user, "open an issue")));
        }

        Assert.Equal(["DU0GUEST01".Replace("DU", "D", StringComparison.Ordinal)], (await host.RowsAsync<TaskRow>()).Select(task => task.ConversationId));
    }

    [Fact]
    public async Task T09_A_press_out_of_a_workflow_is_nothing()
    {
        var request = await Host.PutUpAsync();
        var (card, message) = await Host.PostedAsync(request);
        var press = SomeSlack.Press(Host.Slack, People.Ben.SlackId, "req.approve", card, message, thread: request.Place.Conversation.Split(':')[1], alter: p => p["function_data"] = new JsonObject { ["execution_id"] = "Fx1" });

        var (status, _) = await Host.DeliverAsync(() => Host.InteractAsync(press));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
    }

    private string Somebody(string name, string profile)
    {
        var id = $"U0SOME{Interlocked.Increment(ref _people):D4}";
        Host.Slack.Users[id] = FakeSlack.User(id, name, user =>
        {
            foreach (var (member, value) in JsonNode.Parse(profile)!.AsObject())
            {
                user[member] = value?.DeepClone();
            }
        });
        return id;
    }

    private static void Home(JsonObject owner, string member, string home)
    {
        if (home.Length > 0)
        {
            owner[member] = home;
        }
    }
}

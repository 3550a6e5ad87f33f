using System.Net;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Slack.In;

public sealed class SlackCommandTests(SlackFixture fixture) : IClassFixture<SlackFixture>
{
    private SlackHost Host => fixture.Host;

    [Fact]
    public async Task What_follows_the_command_is_said_in_its_channel()
    {
        var (status, body) = await Host.DeliverAsync(() => Host.CommandAsync(SomeSlack.Command(Host.Slack, People.Ana.SlackId, "open an issue for <@U0BEN0001|ben> &amp; me")));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("ephemeral", (string?)JsonNode.Parse(body)!["response_type"]);
        Assert.Single(await Host.RowsAsync<TaskRow>(), task => task.ConversationId == SlackHost.Channel && !task.Personal);
    }

    [Fact]
    public async Task Help_is_answered_privately_wherever_it_is_asked()
    {
        var (status, body) = await Host.DeliverAsync(() => Host.CommandAsync(SomeSlack.Command(Host.Slack, People.Ben.SlackId, "help", "C0NOBOT001")));

        Assert.Equal((HttpStatusCode.OK, ""), (status, body));
        Assert.Contains("I understand", Host.Slack.Told[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C0NOBOT001")]
    [InlineData("G0SECRET01")]
    [InlineData("D0OTHERS01")]
    public async Task Where_the_bot_is_not_it_goes_on_in_direct_messages_and_says_so(string channel)
    {
        await Host.DeliverAsync(() => Host.CommandAsync(SomeSlack.Command(Host.Slack, People.Eve.SlackId, $"open an issue about {channel}", channel)));

        Assert.Contains(Host.Slack.Told, text => text.Contains("I go on in our direct messages", StringComparison.Ordinal));
        Assert.Contains(await Host.RowsAsync<TaskRow>(), task => task.ConversationId == FakeSlack.DirectWith(People.Eve.SlackId) && task.Personal);
        Assert.DoesNotContain(await Host.RowsAsync<TaskRow>(), task => task.ConversationId == channel);
    }

    [Fact]
    public async Task In_its_own_direct_messages_nothing_more_is_said()
    {
        var told = Host.Slack.Told.Count;

        await Host.DeliverAsync(() => Host.CommandAsync(SomeSlack.Command(Host.Slack, People.Ada.SlackId, "open an issue", FakeSlack.DirectWith(People.Ada.SlackId))));

        Assert.Equal(told, Host.Slack.Told.Count);
        Assert.Single(await Host.RowsAsync<TaskRow>(), task => task.ConversationId == FakeSlack.DirectWith(People.Ada.SlackId));
    }

    [Fact]
    public async Task A_workspace_that_may_not_use_the_app_is_told_so()
    {
        var fields = SomeSlack.Command(Host.Slack, People.Ana.SlackId, "open an issue");
        fields["team_id"] = "T0OTHER001";
        var rows = (await Host.RowsAsync<InboxRow>()).Count;

        var (status, body) = await Host.DeliverAsync(() => Host.CommandAsync(fields));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("not set up for this workspace", (string?)JsonNode.Parse(body)!["text"], StringComparison.Ordinal);
        Assert.Equal(rows, (await Host.RowsAsync<InboxRow>()).Count);
    }

    [Fact]
    public async Task Home_buttons_say_what_words_say()
    {
        await Host.PersonAsync(People.Ben);
        await Host.DeliverAsync(() => Host.InteractAsync(SomeSlack.OnHome(People.Ben.SlackId, "home.connect.github", "github")));
        await Host.DeliverAsync(() => Host.InteractAsync(SomeSlack.OnHome(People.Ben.SlackId, "home.withdraw", "4711")));
        await Host.DeliverAsync(() => Host.InteractAsync(SomeSlack.OnHome(People.Ben.SlackId, "home.nonsense", "x")));

        var notes = await Host.RowsAsync<NoteRow>();
        Assert.Single(notes, note => note.Kind == NoteKind.Connect && note.Connection == "github");
        Assert.Single(notes, note => note.Text == "You have no request #4711. “my requests” lists yours.");
        Assert.Contains(Host.Slack.Calls, call => call.Method == "views.publish" && call.Of("user_id") == People.Ben.SlackId);
        Assert.All(await Host.RowsAsync<InboxRow>(), row => Assert.NotNull(row.DoneAt));
    }

    [Fact]
    public async Task Opening_the_home_tab_shows_it()
    {
        var opened = new JsonObject { ["type"] = "app_home_opened", ["tab"] = "home", ["user"] = People.Eve.SlackId, ["channel"] = FakeSlack.DirectWith(People.Eve.SlackId), ["event_ts"] = SomeSlack.Ts() };

        await Host.DeliverAsync(() => Host.EventAsync(SomeSlack.Event(opened)));

        Assert.Contains(Host.Slack.Calls, call => call.Method == "views.publish" && call.Of("user_id") == People.Eve.SlackId);
    }

    [Fact]
    public async Task Coming_into_a_channel_is_welcomed_and_leaving_it_is_remembered()
    {
        const string Channel = "C0NEWONE01";
        var joined = new JsonObject { ["type"] = "member_joined_channel", ["user"] = People.SlackBotUserId, ["channel"] = Channel, ["channel_type"] = "C", ["team"] = People.SlackTeamId };
        var other = new JsonObject { ["type"] = "member_joined_channel", ["user"] = People.Ana.SlackId, ["channel"] = Channel };

        await Host.DeliverAsync(() => Host.EventAsync(SomeSlack.Event(joined)));
        await Host.DeliverAsync(() => Host.EventAsync(SomeSlack.Event(other)));
        await Host.DeliverAsync(() => Host.EventAsync(SomeSlack.Mention(People.Ana.SlackId, "open an issue", Channel)));

        Assert.Single(Host.Slack.Calls, call => call.Method == "chat.postMessage" && call.Of("channel") == Channel && call.Of("thread_ts") is null);
        Assert.Equal(2, (await HereAsync(Channel)).Count(row => row.GoneAt is null));

        await Host.DeliverAsync(() => Host.EventAsync(SomeSlack.Event(new JsonObject { ["type"] = "channel_archive", ["channel"] = Channel, ["user"] = People.Ana.SlackId })));

        Assert.All(await HereAsync(Channel), row => Assert.NotNull(row.GoneAt));
    }

    private async Task<List<ConversationRow>> HereAsync(string channel) =>
        (await Host.RowsAsync<ConversationRow>()).Where(row => row.ConversationId.StartsWith(channel, StringComparison.Ordinal)).ToList();
}

using System.Net;
using System.Text.Json.Nodes;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Slack.In;

public sealed class SlackWordsTests(SlackFixture fixture) : IClassFixture<SlackFixture>
{
    private SlackHost Host => fixture.Host;

    [Theory]
    [InlineData("<@U0AGENT001> open an issue", "open an issue")]
    [InlineData("hey <@U0AGENT001|agent> open it", "hey  open it")]
    [InlineData("ask <@U0BEN0001> and <@W0EVE0001|eve>", "ask <@U0BEN0001> and <@W0EVE0001>")]
    [InlineData("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c")]
    [InlineData("&amp;lt;@U0AGENT001&amp;gt;", "&lt;@U0AGENT001&gt;")]
    [InlineData("see <https://example.com/a?b=1&amp;c=2>", "see https://example.com/a?b=1&c=2")]
    [InlineData("see <http://example.com|example.com>", "see example.com")]
    [InlineData("<https://evil.example|https://bank.example>", "https://bank.example (https://evil.example)")]
    [InlineData("mail <mailto:ana@contoso.example|ana@contoso.example>", "mail ana@contoso.example")]
    [InlineData("in <#C0GENERAL1|general> and <#C0SECRET01|>", "in #general and #C0SECRET01")]
    [InlineData("<!here> <!subteam^S1|@leads> <!date^1^x|noon>", "@here @leads noon")]
    [InlineData("2 &lt; 3 > 1", "2 < 3 > 1")]
    [InlineData("a\u00a0b", "a b")]
    [InlineData("", "")]
    public void Words_read_as_they_were_typed(string sent, string read) => Assert.Equal(read, SlackWords.Read(sent, People.SlackBotUserId));

    [Fact]
    public async Task A_mention_becomes_a_task_in_the_thread_of_its_message()
    {
        var mention = SomeSlack.Mention(People.Ana.SlackId, "open an issue &amp; close it");

        var (status, body) = await Host.DeliverAsync(() => Host.EventAsync(mention));

        Assert.Equal((HttpStatusCode.OK, ""), (status, body));
        var task = Assert.Single(await TasksAsync($"{SlackHost.Channel}:{(string?)mention["event"]!["ts"]}"));
        Assert.Equal((People.SlackTeamId, false), (task.Tenant, task.Personal));
        Assert.Contains("open an issue & close it", JsonNode.Parse(task.Transcript)!.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        var account = Assert.Single(await Host.RowsAsync<ChatAccountRow>(), a => a.Identity == $"slack:{People.SlackTeamId}:{People.Ana.SlackId}");
        Assert.Equal(("Europe/Madrid", "en-GB", People.Ana.SlackId), (account.TimeZone, account.Locale, account.PlatformUserId));
        var conversation = Assert.Single(await Host.RowsAsync<ConversationRow>(), c => c.ConversationId == task.ConversationId);
        Assert.Equal((People.SlackTeamId, People.SlackBotUserId), (conversation.ServiceUrl, conversation.BotId));
    }

    [Fact]
    public async Task A_mention_in_a_thread_stays_in_that_thread()
    {
        var root = SomeSlack.Ts();

        await Host.DeliverAsync(() => Host.EventAsync(SomeSlack.Mention(People.Ana.SlackId, "open an issue", thread: root)));

        Assert.Single(await TasksAsync($"{SlackHost.Channel}:{root}"));
    }

    [Fact]
    public async Task A_direct_message_is_personal_and_has_no_threads()
    {
        await Host.DeliverAsync(() => Host.EventAsync(SomeSlack.Direct(People.Eve.SlackId, "open an issue", message => message["thread_ts"] = SomeSlack.Ts())));

        var task = Assert.Single(await TasksAsync(FakeSlack.DirectWith(People.Eve.SlackId)));
        Assert.True(task.Personal);
        Assert.True((await Host.RowsAsync<ConversationRow>()).Single(c => c.ConversationId == task.ConversationId).Personal);
    }

    [Fact]
    public async Task Nothing_that_anybody_could_act_with_is_kept()
    {
        var command = SomeSlack.Command(Host.Slack, People.Ben.SlackId, "help");
        await Host.DeliverAsync(() => Host.CommandAsync(command));
        await Host.DeliverAsync(() => Host.EventAsync(SomeSlack.Direct(People.Ben.SlackId, "help")));

        var kept = string.Join('\n', (await Host.RowsAsync<InboxRow>()).Select(row => row.Key + row.Payload));
        Assert.DoesNotContain(command["trigger_id"], kept, StringComparison.Ordinal);
        Assert.DoesNotContain(command["response_url"], kept, StringComparison.Ordinal);
        Assert.DoesNotContain("/hooks/", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("deprecated-token", kept, StringComparison.Ordinal);
        Assert.All(Host.Log.Lines, line => Assert.DoesNotContain("/hooks/", line, StringComparison.Ordinal));
        Assert.All(Host.Slack.Calls.Where(call => call.Method == "response_url"), call => Assert.Null(call.Authorization));
    }

    public static TheoryData<string, string> NoPeople => new()
    {
        { "a bot", """{"bot_id":"B0OTHER001"}""" },
        { "a bot's profile", """{"bot_profile":{"id":"B1","is_workflow_bot":true}}""" },
        { "an app", """{"app_id":"A0OTHER001"}""" },
        { "bot_message", """{"subtype":"bot_message"}""" },
        { "the bot itself", """{"user":"U0AGENT001"}""" },
        { "slackbot", """{"user":"USLACKBOT"}""" },
        { "nobody", """{"user":null}""" },
        { "an edit", """{"subtype":"message_changed","hidden":true}""" },
        { "a deletion", """{"subtype":"message_deleted"}""" },
        { "a join", """{"subtype":"channel_join"}""" },
    };

    [Theory]
    [MemberData(nameof(NoPeople))]
    public async Task T09_What_no_person_wrote_is_nothing(string who, string alteration)
    {
        var rows = (await Host.RowsAsync<InboxRow>()).Count;

        foreach (var envelope in new[] { SomeSlack.Mention(People.Ana.SlackId, who), SomeSlack.Direct(People.Ana.SlackId, who) })
        {
            foreach (var (name, value) in JsonNode.Parse(alteration)!.AsObject())
            {
                envelope["event"]![name] = value?.DeepClone();
            }

            var (status, _) = await Host.DeliverAsync(() => Host.EventAsync(envelope));
            Assert.Equal(HttpStatusCode.OK, status);
        }

        Assert.Equal(rows, (await Host.RowsAsync<InboxRow>()).Count);
    }

    [Fact]
    public async Task A_message_with_a_file_is_still_words()
    {
        var message = SomeSlack.Direct(People.Ben.SlackId, "look at this", e => (e["subtype"], e["files"]) = ("file_share", new JsonArray()));

        await Host.DeliverAsync(() => Host.EventAsync(message));

        Assert.Single(await TasksAsync(FakeSlack.DirectWith(People.Ben.SlackId)));
    }

    [Fact]
    public async Task T36_Deliveries_doubled_and_out_of_order_have_one_effect_each()
    {
        var mentions = Enumerable.Range(0, 12).Select(i => SomeSlack.Mention(People.Ada.SlackId, $"thing {i}")).ToList();
        var deliveries = mentions.SelectMany((mention, i) => Enumerable.Repeat(mention, 1 + (i % 3))).OrderBy(_ => Random.Shared.Next()).ToList();

        await Host.QuietAsync(() => Parallel.ForEachAsync(deliveries, async (mention, cancellationToken) =>
        {
            using var answer = await Host.EventAsync(mention);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }));

        foreach (var mention in mentions)
        {
            Assert.Single(await TasksAsync($"{SlackHost.Channel}:{(string?)mention["event"]!["ts"]}"));
        }

        Assert.All(await Host.RowsAsync<InboxRow>(), row => Assert.NotNull(row.DoneAt));
    }

    [Fact]
    public async Task A_message_that_comes_as_another_event_is_the_same_message()
    {
        var mention = SomeSlack.Mention(People.Eve.SlackId, "once");
        var again = mention.DeepClone().AsObject();
        again["event_id"] = "Ev99999999";

        await Host.DeliverAsync(() => Host.EventAsync(mention));
        await Host.DeliverAsync(() => Host.EventAsync(again));

        Assert.Single(await TasksAsync($"{SlackHost.Channel}:{(string?)mention["event"]!["ts"]}"));
    }

    private async Task<List<TaskRow>> TasksAsync(string conversation) => (await Host.RowsAsync<TaskRow>()).Where(task => task.ConversationId == conversation).ToList();
}

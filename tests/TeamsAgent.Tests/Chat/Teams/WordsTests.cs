using System.Net;
using System.Text.Json.Nodes;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Teams;

public sealed class WordsTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private ChatHost Host => fixture.Host;

    [Theory]
    [InlineData("help")]
    [InlineData("  HELP! ")]
    [InlineData("")]
    public async Task Help_says_what_is_understood(string text)
    {
        var thread = ChatHost.Thread().Conversation;

        await Host.DeliverAsync(SomeActivity.Message(Host.Service, People.Ana, text, thread));

        var said = Assert.Single(Host.Service.PostsIn(thread));
        Assert.StartsWith("Tell me in your own words what should be done, and I draw up a plan.", said.Text, StringComparison.Ordinal);
        Assert.Equal("plain", (string?)said.Body!["textFormat"]);
    }

    [Fact]
    public async Task What_is_not_a_command_is_an_ask_without_the_mention()
    {
        var thread = ChatHost.Thread().Conversation;

        await Host.DeliverAsync(SomeActivity.Message(Host.Service, People.Ana, "open an issue in acme/web: <at>Agent</at> is slow", thread));

        var task = (await Host.RowsAsync<TaskRow>()).Single(row => row.ConversationId == thread);
        Assert.Contains("open an issue in acme/web: \\u003Cat\\u003EAgent\\u003C/at\\u003E is slow", task.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain("\"\\u003Cat", task.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_mention_of_the_bot_is_taken_out()
    {
        var thread = ChatHost.Thread().Conversation;
        var activity = SomeActivity.Message(Host.Service, People.Ana, "put a triage with <at>Ben</at> in the calendar", thread);
        activity["entities"]!.AsArray().Add(new JsonObject { ["type"] = "mention", ["text"] = "<at>Ben</at>", ["mentioned"] = new JsonObject { ["id"] = People.Ben.TeamsId } });

        await Host.DeliverAsync(activity);

        var task = (await Host.RowsAsync<TaskRow>()).Single(row => row.ConversationId == thread);
        Assert.Contains("put a triage with \\u003Cat\\u003EBen\\u003C/at\\u003E in the calendar", task.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_persons_zone_is_remembered()
    {
        await Host.DeliverAsync(SomeActivity.Message(Host.Service, People.Ada, "status", personal: true));

        var account = (await Host.RowsAsync<ChatAccountRow>()).Single(row => row.Identity == $"teams:{People.TeamsTenantId}:{People.Ada.AadObjectId}");
        Assert.Equal(("Europe/Madrid", "en-GB", "29:ada"), (account.TimeZone, account.Locale, account.PlatformUserId));
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("yes, approve it")]
    [InlineData("approve")]
    [InlineData("👍")]
    public async Task T52_Words_decide_nothing(string words)
    {
        var request = await Host.PutUpAsync();

        await Host.DeliverAsync(SomeActivity.Message(Host.Service, People.Ben, words, request.Place.Conversation));

        await UndecidedAsync(request);
    }

    [Theory]
    [InlineData("messageReaction")]
    [InlineData("messageUpdate")]
    [InlineData("messageDelete")]
    [InlineData("event")]
    [InlineData("typing")]
    [InlineData("endOfConversation")]
    [InlineData("somethingNew")]
    public async Task T52_Reactions_edits_and_whatever_else_are_acknowledged_and_decide_nothing(string type)
    {
        var request = await Host.PutUpAsync();
        var stored = (await Host.RowsAsync<InboxRow>()).Count;
        var (card, message) = await Host.PostedAsync(request);
        var activity = SomeActivity.Press(Host.Service, People.Ben, card, message, "approve", null, request.Place.Conversation);
        (activity["type"], activity["text"], activity["reactionsAdded"]) = (type, "approve", new JsonArray(new JsonObject { ["type"] = "like" }));

        var (status, _) = await Host.DeliverAsync(activity);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(stored, (await Host.RowsAsync<InboxRow>()).Count);
        await UndecidedAsync(request);
    }

    [Fact]
    public async Task Withdraw_takes_back_the_own_request_and_does_not_tell_of_others()
    {
        var request = await Host.PutUpAsync();

        Assert.Equal($"You have no request #{request.Number}. “my requests” lists yours.", await ToldAsync(People.Eve, $"withdraw #{request.Number}"));
        await UndecidedAsync(request);
        Assert.Equal($"#{request.Number} is withdrawn.", await ToldAsync(People.Ana, $"withdraw {request.Number}"));
        Assert.Equal(RequestState.Withdrawn, (await Host.NowAsync(request)).State);
        Assert.Equal($"Ana Ortiz has already withdrawn #{request.Number}; nothing was changed.", await ToldAsync(People.Ana, $"withdraw #{request.Number}"));
    }

    [Fact]
    public async Task Everybody_can_ask_what_they_asked_for_and_what_waits_for_them()
    {
        // Ten are named; what other tests of the class left waiting is taken back.
        foreach (var left in (await Host.RowsAsync<RequestRow>()).Where(row => row.State == nameof(RequestState.AwaitingDecision)))
        {
            await ToldAsync(People.Ana, $"withdraw #{left.Number}");
        }

        var request = await Host.PutUpAsync();

        Assert.Contains($"#{request.Number} Open an issue: waits for a decision", await ToldAsync(People.Ana, "my requests"), StringComparison.Ordinal);
        var waiting = await ToldAsync(People.Ben, "waiting for me");
        Assert.Contains($"#{request.Number} Open an issue, asked by Ana Ortiz: https://teams.microsoft.com/l/message/", waiting, StringComparison.Ordinal);
        Assert.Equal("Nothing waits for your decision.", await ToldAsync(People.Eve, "waiting for me"));
        Assert.StartsWith("Your chat account is linked to ben@contoso.example.", await ToldAsync(People.Ben, "status"), StringComparison.Ordinal);
        Assert.StartsWith("Your chat account is not linked to a login yet.", await ToldAsync(People.Eve, "status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_and_connect_send_a_link_of_ones_own_and_never_into_a_channel()
    {
        var thread = ChatHost.Thread().Conversation;

        await Host.DeliverAsync(SomeActivity.Message(Host.Service, People.Eve, "link", thread));
        await Host.DeliverAsync(SomeActivity.Message(Host.Service, People.Eve, "connect google calendar", thread));

        Assert.Empty(Host.Service.PostsIn(thread));
        var cards = Host.Service.Posts.Where(post => post.Conversation.EndsWith("eve", StringComparison.Ordinal) && post.Card is not null).Select(post => post.Card!.ToJsonString()).ToList();
        Assert.Contains(cards, card => card.Contains("https://agent.contoso.example/link/", StringComparison.Ordinal));
        Assert.Contains(cards, card => card.Contains("https://agent.contoso.example/connect/", StringComparison.Ordinal));
        Assert.DoesNotContain(await Host.RowsAsync<NoteRow>(), note => note.Text?.Contains("http", StringComparison.Ordinal) == true && note.Kind != NoteKind.Text);
        Assert.StartsWith("I do not know that provider. I know: ", await ToldAsync(People.Eve, "connect myspace"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_read_in_a_private_chat_alone_and_an_ordinary_word_is_no_code()
    {
        Assert.Equal("I am not waiting for a code from this chat account. Send “link” to get a new link.", await ToldAsync(People.Eve, "K7QM-2RXD"));
        var tasks = (await Host.RowsAsync<TaskRow>()).Count;

        await Host.DeliverAsync(SomeActivity.Message(Host.Service, People.Eve, "transfer", personal: true));
        await Host.DeliverAsync(SomeActivity.Message(Host.Service, People.Eve, "K7QM-2RXD", ChatHost.Thread().Conversation));

        Assert.Equal(tasks + 2, (await Host.RowsAsync<TaskRow>()).Count);
    }

    [Fact]
    public async Task The_bot_says_hello_where_it_is_added_and_forgets_where_it_is_removed()
    {
        var thread = ChatHost.Thread().Conversation;
        var added = SomeActivity.Envelope(Host.Service, People.Ada, "conversationUpdate", thread, personal: false);
        added["membersAdded"] = new JsonArray(new JsonObject { ["id"] = "28:" + People.BotAppId });
        var someone = SomeActivity.Envelope(Host.Service, People.Ada, "conversationUpdate", thread, personal: false);
        someone["membersAdded"] = new JsonArray(new JsonObject { ["id"] = People.Eve.TeamsId });
        var removed = SomeActivity.Envelope(Host.Service, People.Ada, "installationUpdate", thread, personal: false);
        removed["action"] = "remove";

        await Host.DeliverAsync(added);
        await Host.DeliverAsync(someone);
        Assert.StartsWith("Hello, I am here now.", Assert.Single(Host.Service.PostsIn(thread)).Text, StringComparison.Ordinal);

        await Host.DeliverAsync(removed);
        Assert.NotNull((await Host.RowsAsync<ConversationRow>()).Single(row => row.ConversationId == thread).GoneAt);

        await Host.DeliverAsync(SomeActivity.Message(Host.Service, People.Ana, "help", thread));
        Assert.Null((await Host.RowsAsync<ConversationRow>()).Single(row => row.ConversationId == thread).GoneAt);
        Assert.DoesNotContain(await Host.RowsAsync<InboxRow>(), row => row.DoneAt is null);
    }

    [Fact]
    public async Task The_newest_verified_service_address_of_a_conversation_counts()
    {
        var thread = ChatHost.Thread().Conversation;
        await Host.DeliverAsync(SomeActivity.Message(Host.Service, People.Ana, "help", thread));
        var moved = SomeActivity.Message(Host.Service, People.Ana, "help", thread);
        moved["serviceUrl"] = Host.Service.Address + "/";
        await Host.QuietAsync(async () =>
        {
            using var answer = await Host.SendAsync(moved.ToJsonString(), Host.Service.Token(payload: p => p["serviceurl"] = Host.Service.Address + "/", now: Host.Clock.GetUtcNow()));
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        });

        Assert.Equal(Host.Service.Address + "/", (await Host.RowsAsync<ConversationRow>()).Single(row => row.ConversationId == thread).ServiceUrl);
    }

    private async Task<string> ToldAsync(SandboxPerson who, string words)
    {
        var before = Host.Service.Posts.Count(post => post.Text is not null);
        await Host.DeliverAsync(SomeActivity.Message(Host.Service, who, words, personal: true));
        var told = Assert.Single(Host.Service.Posts.Where(post => post.Text is not null).Skip(before));
        Assert.EndsWith(who.Key, told.Conversation, StringComparison.Ordinal);
        return told.Text!;
    }

    private async Task UndecidedAsync(ApprovalRequest request)
    {
        var now = await Host.NowAsync(request);
        Assert.Equal(RequestState.AwaitingDecision, now.State);
        Assert.Empty(now.Decisions);
    }
}

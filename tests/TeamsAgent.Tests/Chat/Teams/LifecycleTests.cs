using System.Net;
using System.Text.Json.Nodes;
using TeamsAgent.Chat;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Teams;

/// <summary>The app comes, moves and goes: who is told, and where later messages go.</summary>
public sealed class LifecycleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a:ana", "personal", "Hello. Tell me in your own words")]
    [InlineData("19:group@thread.v2", "groupChat", "Hello, I am here now.")]
    [InlineData("19:chan@thread.tacv2", "channel", "Hello, I am here now.")]
    public async Task One_installation_is_one_welcome_however_many_messages_tell_of_it(string conversation, string type, string begins)
    {
        await using var host = await ChatHost.StartAsync();

        await host.DeliverAsync(Added(host, conversation, type));
        await host.DeliverAsync(Installed(host, conversation, type, "add"));
        await host.DeliverAsync(Installed(host, conversation, type, "add-upgrade"));
        await host.DeliverAsync(Added(host, conversation, type));
        await host.DeliverAsync(Member(host, conversation, type));

        var welcome = Assert.Single(host.Service.PostsIn(conversation)).Text!;
        Assert.StartsWith(begins, welcome, StringComparison.Ordinal);
        Assert.Contains("link: link your chat account to your login", welcome, StringComparison.Ordinal);
        Assert.DoesNotContain(await host.RowsAsync<InboxRow>(), row => row.DoneAt is null);
    }

    [Theory]
    [InlineData("personal")]
    [InlineData("groupChat")]
    public async Task The_other_event_alone_welcomes_too(string type)
    {
        await using var host = await ChatHost.StartAsync();

        await host.DeliverAsync(Installed(host, "19:only@thread.v2", type, "add"));

        Assert.Single(host.Service.PostsIn("19:only@thread.v2"));
    }

    [Fact]
    public async Task An_installation_into_another_channel_of_the_team_is_welcomed_there_alone()
    {
        await using var host = await ChatHost.StartAsync();
        var installed = Installed(host, "19:general@thread.tacv2", "channel", "add");
        installed["channelData"]!["settings"] = new JsonObject { ["selectedChannel"] = new JsonObject { ["id"] = "19:chosen@thread.tacv2" } };

        await host.DeliverAsync(installed);
        await host.DeliverAsync(Added(host, "19:chosen@thread.tacv2", "channel"));

        Assert.Equal("19:chosen@thread.tacv2", Assert.Single(host.Service.Posts).Conversation);
    }

    [Fact]
    public async Task Who_removes_the_app_and_installs_it_again_is_welcomed_again()
    {
        await using var host = await ChatHost.StartAsync();
        await host.DeliverAsync(Added(host, "a:ana", "personal"));
        await host.DeliverAsync(Installed(host, "a:ana", "personal", "remove"));
        host.Clock.Advance(TimeSpan.FromDays(1));

        await host.DeliverAsync(Added(host, "a:ana", "personal"));

        Assert.Equal(2, host.Service.PostsIn("a:ana").Count);
    }

    [Fact]
    public async Task T59_What_was_asked_before_the_app_was_removed_is_answered_in_its_thread_after_it_came_back()
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync(new Place("teams", People.TeamsTenantId, "19:chan@thread.tacv2;messageid=1750000000001", false));
        await host.DeliverAsync(Installed(host, "19:chan@thread.tacv2", "channel", "remove"));
        Assert.All(await host.RowsAsync<ConversationRow>(), row => Assert.Equal(row.ConversationId.StartsWith("19:chan", StringComparison.Ordinal), row.GoneAt is not null));
        await host.DeliverAsync(Added(host, "19:chan@thread.tacv2", "channel"));

        Assert.DoesNotContain(await host.RowsAsync<ConversationRow>(), row => row.GoneAt is not null);
        await host.PressAsync(request, People.Ben, "approve");
        var put = Assert.Single(host.Service.PutsIn(request.Place.Conversation));
        Assert.Contains("Approved", SomeActivity.Words(put.Card!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("messageReaction")]
    [InlineData("messageUpdate")]
    [InlineData("messageDelete")]
    [InlineData("conversationUpdate")]
    public async Task T59_A_conversation_that_has_moved_is_reached_where_its_newest_verified_activity_says(string type)
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync();
        var moved = SomeActivity.Envelope(host.Service, People.Ana, type, request.Place.Conversation, personal: false);
        moved["serviceUrl"] = host.Service.Address + "/";
        moved["channelData"]!["eventType"] = type switch { "messageUpdate" => "editMessage", "messageDelete" => "softDeleteMessage", "conversationUpdate" => "teamRenamed", _ => null };
        await host.QuietAsync(async () =>
        {
            using var answer = await host.SendAsync(moved.ToJsonString(), host.Service.Token(payload: p => p["serviceurl"] = host.Service.Address + "/", now: host.Clock.GetUtcNow()));
            Assert.True(answer.IsSuccessStatusCode);
        });

        Assert.Equal(host.Service.Address + "/", (await host.RowsAsync<ConversationRow>()).Single(row => row.ConversationId == request.Place.Conversation).ServiceUrl);
        await WithdrawAsync(host, request);
        Assert.Single(host.Service.PutsIn(request.Place.Conversation));
    }

    [Fact]
    public async Task T59_An_unverified_activity_moves_nothing()
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync();
        var moved = SomeActivity.Envelope(host.Service, People.Ana, "messageReaction", request.Place.Conversation, personal: false);
        moved["serviceUrl"] = host.Service.Address + "/";

        using var answer = await host.SendAsync(moved);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(host.Service.ServiceUrl, (await host.RowsAsync<ConversationRow>()).Single(row => row.ConversationId == request.Place.Conversation).ServiceUrl);
    }

    [Theory]
    [InlineData("channelRenamed")]
    [InlineData("teamRenamed")]
    [InlineData("teamArchived")]
    [InlineData("teamUnarchived")]
    [InlineData("channelRestored")]
    [InlineData("channelShared")]
    [InlineData("channelMemberAdded")]
    [InlineData("teamMemberRemoved")]
    [InlineData("somethingNew")]
    public async Task Renaming_archiving_and_whatever_else_happens_to_a_team_changes_nothing_and_says_nothing(string eventType)
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync();
        var posts = host.Service.Posts.Count;
        var happened = SomeActivity.Envelope(host.Service, People.Ana, "conversationUpdate", request.Place.Conversation, personal: false);
        happened["channelData"]!["eventType"] = eventType;

        await host.DeliverAsync(happened);

        Assert.Equal(posts, host.Service.Posts.Count);
        Assert.Null((await host.RowsAsync<ConversationRow>()).Single(row => row.ConversationId == request.Place.Conversation).GoneAt);
        Assert.Equal(RequestState.AwaitingDecision, (await host.NowAsync(request)).State);
    }

    [Theory]
    [InlineData("messageUpdate", "editMessage")]
    [InlineData("messageUpdate", "undeleteMessage")]
    [InlineData("messageDelete", "softDeleteMessage")]
    public async Task T52_Editing_or_deleting_the_words_that_asked_changes_no_request(string type, string eventType)
    {
        await using var host = await ChatHost.StartAsync();
        var thread = ChatHost.Thread();
        var request = await host.PutUpAsync(thread);
        var edited = SomeActivity.Message(host.Service, People.Ana, "transfer a million instead", thread.Conversation);
        (edited["type"], edited["channelData"]!["eventType"]) = (type, eventType);
        var tasks = (await host.RowsAsync<TaskRow>()).Count;

        var (status, _) = await host.DeliverAsync(edited);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(tasks, (await host.RowsAsync<TaskRow>()).Count);
        var now = await host.NowAsync(request);
        Assert.Equal((RequestState.AwaitingDecision, request.PlanHash, request.Version), (now.State, now.PlanHash, now.Version));
    }

    [Fact]
    public async Task T37_A_deleted_card_of_an_open_request_is_posted_again_once_and_the_old_one_is_worth_nothing()
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync();
        var (old, message) = await host.PostedAsync(request);
        host.Service.Fail(404, "ActivityNotFoundInConversation");

        await host.Get<Announcer>().ShowAsync(request.Id, Stop);
        await host.QuietAsync(() => host.RunAsync<PressedCards, bool>(async cards =>
        {
            await cards.RefreshAsync((await host.RowsAsync<PostedCardRow>()).Single(), default);
            return true;
        }));

        var posts = host.Service.PostsIn(request.Place.Conversation);
        Assert.Equal(2, posts.Count);
        Assert.NotNull(posts[1].Card!["msteams"]!["entities"]);
        Assert.NotEqual(SomeActivity.DataOf(old, "approve")["nonce"]!.ToJsonString(), SomeActivity.DataOf(posts[1].Card!, "approve")["nonce"]!.ToJsonString());
        var (_, answer) = await host.DeliverAsync(SomeActivity.Press(host.Service, People.Ben, old, message, "approve", null, request.Place.Conversation));
        Assert.StartsWith("I did not post this card here", (string)answer!["value"]!, StringComparison.Ordinal);
        await host.PressAsync(request, People.Ben, "approve");
        Assert.Equal(RequestState.Approved, (await host.NowAsync(request)).State);

        // Deleted again: given up, the request goes on.
        host.Service.Fail(404, "ActivityNotFoundInConversation");
        await WithdrawAsync(host, request);
        Assert.Equal(2, host.Service.PostsIn(request.Place.Conversation).Count);
        Assert.NotNull((await host.RowsAsync<PostedCardRow>()).Single(row => row.ConversationId == request.Place.Conversation).GoneAt);
    }

    [Fact]
    public async Task T37_A_deleted_card_of_a_request_that_is_over_is_let_be()
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync();
        host.Service.Fail(404, "ActivityNotFoundInConversation");

        await WithdrawAsync(host, request);

        Assert.Single(host.Service.PostsIn(request.Place.Conversation));
        Assert.Equal("404 ActivityNotFoundInConversation", (await host.RowsAsync<PostedCardRow>()).Single().LastError);
    }

    private static async Task WithdrawAsync(ChatHost host, ApprovalRequest request)
    {
        var ana = await host.PersonAsync(People.Ana);
        await host.ChangeAsync(request, r => r.Withdraw(ana, host.Clock.GetUtcNow()));
    }

    private static JsonObject Added(ChatHost host, string conversation, string type)
    {
        var added = Typed(SomeActivity.Envelope(host.Service, People.Ana, "conversationUpdate", conversation, type == "personal"), type);
        added["membersAdded"] = new JsonArray(new JsonObject { ["id"] = "28:" + People.BotAppId }, new JsonObject { ["id"] = People.Ana.TeamsId });
        return added;
    }

    private static JsonObject Member(ChatHost host, string conversation, string type)
    {
        var added = Typed(SomeActivity.Envelope(host.Service, People.Ana, "conversationUpdate", conversation, type == "personal"), type);
        added["membersAdded"] = new JsonArray(new JsonObject { ["id"] = People.Eve.TeamsId });
        return added;
    }

    private static JsonObject Installed(ChatHost host, string conversation, string type, string action)
    {
        var installed = Typed(SomeActivity.Envelope(host.Service, People.Ana, "installationUpdate", conversation, type == "personal"), type);
        installed["action"] = action;
        return installed;
    }

    private static JsonObject Typed(JsonObject activity, string type)
    {
        activity["conversation"]!["conversationType"] = type;
        return activity;
    }
}

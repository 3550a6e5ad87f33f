using TeamsAgent.Chat;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Teams;

public sealed class AnnouncerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_card_is_posted_once_where_it_was_asked_and_mentions_the_approvers_the_first_time()
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync();

        var post = Assert.Single(host.Service.Posts);
        Assert.Equal(request.Place.Conversation, post.Conversation);
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)post.Body!["attachments"]![0]!["contentType"]);
        Assert.Contains("29:ben", post.Card!["msteams"]!["entities"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains($"#{request.Number}", SomeActivity.Words(post.Card!), StringComparison.Ordinal);
        Assert.Null(post.Text);
        Assert.NotEmpty((string)post.Body["summary"]!);
        Assert.Equal("Bearer bot-token-1", post.Authorization);

        await host.PressAsync(request, People.Ben, "reject", "no");
        Assert.Null(Assert.Single(host.Service.Puts).Card!["msteams"]!["entities"]);
    }

    [Fact]
    public async Task Many_looks_at_once_post_one_card()
    {
        await using var host = await ChatHost.StartAsync();
        host.Service.Fail(412);
        var request = await host.PutUpAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.Get<Announcer>().ShowAsync(request.Id, Stop)));

        Assert.Equal(2, host.Service.Posts.Count);
        Assert.NotEmpty((await RowAsync(host)).MessageId!);
    }

    [Theory]
    [InlineData(429, "7", 6)]
    [InlineData(412, null, 1)]
    [InlineData(503, null, 1)]
    [InlineData(502, null, 1)]
    public async Task T37_What_the_connector_cannot_take_now_is_posted_later(int status, string? retryAfter, int earliestSeconds)
    {
        await using var host = await ChatHost.StartAsync();
        host.Service.Fail(status, "Throttled", retryAfter, body: status == 502 ? "<html>Bad gateway</html>" : null);
        await host.PutUpAsync();
        Assert.Null((await RowAsync(host)).MessageId);

        host.Clock.Advance(TimeSpan.FromSeconds(earliestSeconds - 1));
        await host.Get<Announcer>().SweepAsync(Stop);
        Assert.Single(host.Service.Posts);

        host.Clock.Advance(TimeSpan.FromSeconds(10));
        await host.Get<Announcer>().SweepAsync(Stop);
        Assert.Equal(2, host.Service.Posts.Count);
        Assert.NotEmpty((await RowAsync(host)).MessageId!);
    }

    [Fact]
    public async Task A_posting_without_an_answer_is_repeated_once_and_no_more()
    {
        await using var host = await ChatHost.StartAsync();
        host.Service.Fail(504, times: 10);
        await host.PutUpAsync();
        for (var i = 0; i < 6; i++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(10));
            await host.Get<Announcer>().SweepAsync(Stop);
        }

        var place = (await host.RowsAsync<PostedCardRow>()).Single(row => row.ConversationId.StartsWith("19:", StringComparison.Ordinal));
        Assert.Equal(2, host.Service.PostsIn(place.ConversationId).Count);
        Assert.NotNull(place.GoneAt);
        Assert.Equal("Two postings were left without an answer; nobody knows whether the card arrived.", place.LastError);
    }

    [Fact]
    public async Task T37_When_the_bot_is_not_there_any_more_the_approvers_are_reached_alone_and_can_decide()
    {
        await using var host = await ChatHost.StartAsync();
        host.Service.Fail(403, "BotNotInConversationRoster");
        var request = await host.PutUpAsync();

        Assert.NotNull((await host.RowsAsync<ConversationRow>()).Single(row => row.ConversationId == request.Place.Conversation).GoneAt);
        var copy = Assert.Single(host.Service.PostsIn("a:29:ben"));
        Assert.Single(host.Service.PostsIn("a:29:ada"));
        Assert.Empty(host.Service.PostsIn("a:29:ana"));

        var row = (await host.RowsAsync<PostedCardRow>()).Single(r => r.ConversationId == "a:29:ben");
        await host.DeliverAsync(SomeActivity.Press(host.Service, People.Ben, copy.Card!, row.MessageId!, "approve", null, "a:29:ben", personal: true));
        Assert.Equal(RequestState.Approved, (await host.NowAsync(request)).State);
        Assert.Single(host.Service.PutsIn("a:29:ada"));
    }

    [Theory]
    [InlineData(403, "BotDisabledByAdmin")]
    [InlineData(404, "ConversationNotFound")]
    public async Task T37_A_card_that_cannot_be_updated_any_more_does_not_hold_up_the_request(int status, string code)
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync();
        host.Service.Fail(status, code);

        await host.PressAsync(request, People.Ben, "approve");

        Assert.Equal(RequestState.Approved, (await host.NowAsync(request)).State);
        var row = await RowAsync(host);
        Assert.NotNull(row.GoneAt);
        Assert.Equal($"{status} {code}", row.LastError);
    }

    [Fact]
    public async Task T37_A_lost_update_heals()
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync();
        host.Service.Fail(500, times: 2);
        await host.PressAsync(request, People.Ben, "approve");
        for (var i = 0; i < 3; i++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(6));
            await host.Get<Announcer>().SweepAsync(Stop);
        }

        Assert.Contains("Approved", SomeActivity.Words(host.Service.Puts[^1].Card!), StringComparison.Ordinal);
        Assert.Equal(3, host.Service.Puts.Count);
        Assert.Equal((await host.NowAsync(request)).Version, (await RowAsync(host)).ShownVersion);
    }

    [Fact]
    public async Task What_is_asked_in_a_private_chat_is_shown_to_the_requester_and_to_the_approvers_alone()
    {
        await using var host = await ChatHost.StartAsync();
        await host.PutUpAsync(new Place("teams", People.TeamsTenantId, "a:ana", Personal: true));

        Assert.False(SomeActivity.HasVerb(Assert.Single(host.Service.PostsIn("a:ana")).Card!, "approve"));
        Assert.True(SomeActivity.HasVerb(Assert.Single(host.Service.PostsIn("a:29:ben")).Card!, "approve"));
        Assert.True(SomeActivity.HasVerb(Assert.Single(host.Service.PostsIn("a:29:ada")).Card!, "approve"));
        Assert.Empty(host.Service.PostsIn("a:29:eve"));
    }

    [Fact]
    public async Task A_message_whose_id_was_not_said_is_known_from_the_first_good_press()
    {
        await using var host = await ChatHost.StartAsync();
        host.Service.GivesIds = false;
        var request = await host.PutUpAsync();
        Assert.Equal("", (await RowAsync(host)).MessageId);
        var card = host.Service.Posts[0].Card!;

        await host.DeliverAsync(SomeActivity.Press(host.Service, People.Ben, card, "1750000004242", "approve", null, request.Place.Conversation));

        Assert.Equal(RequestState.Approved, (await host.NowAsync(request)).State);
        Assert.Equal("1750000004242", (await RowAsync(host)).MessageId);
        Assert.EndsWith("/1750000004242", Assert.Single(host.Service.Puts).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once()
    {
        await using var host = await ChatHost.StartAsync();
        host.Service.RefusedToken = "bot-token-1";
        await host.PutUpAsync();

        Assert.Equal(["Bearer bot-token-1", "Bearer bot-token-2"], host.Service.Posts.Select(post => post.Authorization));
        Assert.NotEmpty((await RowAsync(host)).MessageId!);
    }

    [Fact]
    public async Task T34_The_token_is_sent_to_no_host_that_is_not_listed()
    {
        await using var host = await ChatHost.StartAsync(settings => settings["Teams:AllowedServiceHosts:0"] = "smba.trafficmanager.net");
        await host.PutUpAsync();

        Assert.Empty(host.Service.Calls);
        Assert.Equal("The conversation's service address is not among Teams:AllowedServiceHosts.", (await RowAsync(host)).LastError);
    }

    [Fact]
    public async Task Redirects_are_not_followed_with_the_token()
    {
        await using var host = await ChatHost.StartAsync();
        await using var elsewhere = await BotService.StartAsync();
        host.Service.Redirect = elsewhere.Address + "/v3/conversations/x/activities";
        await host.PutUpAsync();

        Assert.Empty(elsewhere.Calls);
        Assert.NotNull((await RowAsync(host)).GoneAt);
    }

    private static async Task<PostedCardRow> RowAsync(ChatHost host) =>
        (await host.RowsAsync<PostedCardRow>()).Single(row => row.ConversationId.StartsWith("19:", StringComparison.Ordinal));
}

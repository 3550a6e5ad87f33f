using System.Text.Json.Nodes;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Teams;

/// <summary>Views of one's own are an extra: the shared card has the buttons, and a refresh decides nothing.</summary>
public sealed class OwnViewTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private ChatHost Host => fixture.Host;

    [Fact]
    public async Task The_shared_card_lists_the_requester_and_the_approvers_and_keeps_its_buttons()
    {
        var request = await Host.PutUpAsync();
        var (card, _) = await Host.PostedAsync(request);

        var refresh = card["refresh"]!;
        Assert.Equal(["29:ana", "29:ben", "29:ada"], refresh["userIds"]!.AsArray().Select(id => (string)id!).Order(Comparer<string>.Create((a, b) => a == "29:ana" ? -1 : b == "29:ana" ? 1 : string.CompareOrdinal(b, a))));
        Assert.Equal(("Action.Execute", "refresh"), ((string?)refresh["action"]!["type"], (string?)refresh["action"]!["verb"]));
        Assert.True(SomeActivity.HasVerb(card, "approve"));
    }

    [Fact]
    public async Task The_requester_s_own_view_has_no_approve_button_and_can_withdraw()
    {
        var request = await Host.PutUpAsync();

        var view = (await RefreshAsync(request, People.Ana))["value"]!;
        Assert.False(SomeActivity.HasVerb(view, "approve"));
        Assert.False(SomeActivity.HasVerb(view, "reject"));
        Assert.NotNull(view["refresh"]);

        var (_, message) = await Host.PostedAsync(request);
        await Host.DeliverAsync(SomeActivity.Press(Host.Service, People.Ana, view, message, "withdraw", null, request.Place.Conversation));
        Assert.Equal(RequestState.Withdrawn, (await Host.NowAsync(request)).State);
    }

    [Fact]
    public async Task The_approver_s_own_view_has_the_buttons_and_a_press_on_it_decides()
    {
        var request = await Host.PutUpAsync();

        var view = (await RefreshAsync(request, People.Ben))["value"]!;
        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
        var (_, message) = await Host.PostedAsync(request);
        await Host.DeliverAsync(SomeActivity.Press(Host.Service, People.Ben, view, message, "approve", null, request.Place.Conversation));

        Assert.Equal(RequestState.Approved, (await Host.NowAsync(request)).State);
    }

    [Fact]
    public async Task A_refresh_with_an_older_card_s_data_shows_the_newest_state()
    {
        var request = await Host.PutUpAsync();
        var (old, message) = await Host.PostedAsync(request);
        await Host.PressAsync(request, People.Ben, "reject", "not now");

        var answer = (await Host.DeliverAsync(Refresh(request, People.Ana, old, message))).Body!;

        Assert.Contains("Rejected", SomeActivity.Words(answer["value"]!), StringComparison.Ordinal);
        Assert.Null(answer["value"]!["refresh"]);
        Assert.Null(Assert.Single(Host.Service.PutsIn(request.Place.Conversation)).Card!["refresh"]);
    }

    [Theory]
    [InlineData("r_00000000000000000000000000000000", "1750000009999")]
    [InlineData("", "1750000009999")]
    public async Task A_refresh_of_a_card_that_is_none_of_ours_is_answered_with_a_sentence(string id, string message)
    {
        var request = await Host.PutUpAsync();
        var (card, _) = await Host.PostedAsync(request);
        var refresh = Refresh(request, People.Ana, card, message);
        refresh["value"]!["action"]!["data"]!["requestId"] = id;

        var answer = (await Host.DeliverAsync(refresh)).Body!;

        Assert.Equal((200, "application/vnd.microsoft.activity.message"), ((int)answer["statusCode"]!, (string?)answer["type"]));
    }

    [Fact]
    public async Task In_private_chats_and_once_a_request_is_decided_nobody_is_listed()
    {
        var request = await Host.PutUpAsync(new Place("teams", People.TeamsTenantId, "a:ana", true));

        Assert.All(Host.Service.Calls.Where(call => call.Card is not null && call.Conversation.StartsWith("a:", StringComparison.Ordinal)), call => Assert.Null(call.Card!["refresh"]));
        Assert.Equal(RequestState.AwaitingDecision, request.State);
    }

    [Fact]
    public async Task Approvers_are_alerted_once_when_the_card_is_posted_and_not_when_it_changes()
    {
        var request = await Host.PutUpAsync();
        await Host.PressAsync(request, People.Ben, "reject", "no");

        Assert.True((bool?)Assert.Single(Host.Service.PostsIn(request.Place.Conversation)).Body!["channelData"]!["notification"]!["alert"]);
        var put = Assert.Single(Host.Service.PutsIn(request.Place.Conversation));
        Assert.Null(put.Body!["channelData"]);
        Assert.Null(put.Card!["msteams"]!["entities"]);
        Assert.Contains($"#{request.Number}: Ana Ortiz asks:", (string?)put.Body["summary"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task T16_A_copy_of_the_card_with_a_valid_nonce_decides_nothing_and_is_reported()
    {
        var request = await Host.PutUpAsync();

        var answer = await Host.PressAsync(request, People.Ben, "approve", alter: press => press["replyToId"] = "1750000009999");

        Assert.StartsWith("I did not post this card here", (string)answer["value"]!, StringComparison.Ordinal);
        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
        var entry = Assert.Single(await ReportsAsync(request));
        Assert.Contains("it is in a message that was not posted by the bot", entry, StringComparison.Ordinal);
        Assert.DoesNotContain((await Host.RowsAsync<PostedCardRow>()).Single(row => row.RequestId == request.Id.Value).Nonce, entry, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T16_A_card_that_claims_another_plan_decides_nothing_is_reported_and_drawn_anew()
    {
        var request = await Host.PutUpAsync();
        var other = new string('a', 64);

        var answer = await Host.PressAsync(request, People.Ben, "approve", alter: press => press["value"]!["action"]!["data"]!["plan"] = other);

        Assert.Equal(TeamsAgent.Words.Language.English.Text(Refusal.PlanChanged), (string?)answer["value"]);
        var entry = Assert.Single(await ReportsAsync(request));
        Assert.Contains(other, entry, StringComparison.Ordinal);
        Assert.Contains(request.PlanHash.Hex, entry, StringComparison.Ordinal);
        Assert.Single(Host.Service.PutsIn(request.Place.Conversation));
    }

    [Fact]
    public async Task T16_What_was_painted_over_the_card_plays_no_part_the_stored_plan_is_decided()
    {
        var request = await Host.PutUpAsync();

        // The message's own id and data, but whatever else was drawn on it: nothing of that comes back but the data.
        await Host.PressAsync(request, People.Ben, "approve", alter: press =>
        {
            var data = press["value"]!["action"]!["data"]!;
            (data["title"], data["amount"], data["step"]) = ("Delete everything", "1000000.00", 7);
        });

        var now = await Host.NowAsync(request);
        Assert.Equal(RequestState.Approved, now.State);
        Assert.Equal(request.PlanHash, Assert.Single(now.Decisions).Plan);
    }

    private async Task<List<string>> ReportsAsync(ApprovalRequest request) =>
        (await Host.RowsAsync<AuditRow>()).Where(row => row.RequestId == request.Id.Value && row.Body.Contains("\"card-altered\"", StringComparison.Ordinal)).Select(row => row.Body).ToList();

    private async Task<JsonNode> RefreshAsync(ApprovalRequest request, SandboxPerson who)
    {
        var (card, message) = await Host.PostedAsync(request);
        return (await Host.DeliverAsync(Refresh(request, who, card, message))).Body!;
    }

    private JsonObject Refresh(ApprovalRequest request, SandboxPerson who, JsonNode card, string message)
    {
        var refresh = SomeActivity.Press(Host.Service, who, card, message, "refresh", null, request.Place.Conversation);
        refresh["value"]!["trigger"] = "automatic";
        return refresh;
    }
}

using System.Text.Json.Nodes;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Chat.Cards;

namespace TeamsAgent.Tests.Chat.Teams;

/// <summary>T03: who presses is looked up before a decision counts.</summary>
public sealed class StandingTests
{
    private const string Guest = "You are a guest here, and guests decide only where the policy names their very account; nothing was changed. Ask somebody of this organisation.";
    private const string Nobody = "Your account is not one of this organisation any more, so nothing was changed. Ask an administrator.";
    private const string NotNow = "Your account cannot be checked right now, so nothing was changed. Press again in a minute.";

    public static TheoryData<string, string> Outsiders => new()
    {
        { "guest", "guest" }, { "a role that came later", "visitor" }, { "anonymous", "anonymous" }, { "of another tenant", "tenant" }, { "invited", "#EXT#" },
    };

    [Theory]
    [MemberData(nameof(Outsiders))]
    public async Task T03_Whoever_was_let_in_from_outside_decides_nothing(string what, string how)
    {
        Assert.NotEmpty(what);
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync();
        host.Service.Roster[People.Ben.TeamsId] = (200, how switch
        {
            "tenant" => BotService.Member(People.Ben.TeamsId, tenant: "00000000-0000-4000-8000-0000000000ff"),
            "#EXT#" => BotService.Member(People.Ben.TeamsId, principal: "ben_fabrikam.example#EXT#@contoso.example"),
            _ => BotService.Member(People.Ben.TeamsId, role: how),
        });

        Assert.Equal(Guest, (string?)(await host.PressAsync(request, People.Ben, "approve"))["value"]);
        Assert.Equal(Guest, (string?)(await host.PressAsync(request, People.Ben, "reject", "no"))["value"]);

        Assert.Equal(RequestState.AwaitingDecision, (await host.NowAsync(request)).State);
    }

    [Fact]
    public async Task T03_A_guest_whom_the_policy_names_by_the_very_account_decides()
    {
        var named = new Policy(
            ChatHost.ManagersDecide.Hash,
            new Dictionary<string, Group> { ["managers"] = new("managers", [new ChatIdentity("teams", People.TeamsTenantId, People.Ben.AadObjectId)], []) },
            ChatHost.ManagersDecide.Defaults, []);
        await using var host = await ChatHost.StartAsync(policy: named);
        var request = await host.PutUpAsync();
        host.Service.Roster[People.Ben.TeamsId] = (200, BotService.Member(People.Ben.TeamsId, role: "guest"));

        await host.PressAsync(request, People.Ben, "approve");

        Assert.Equal(RequestState.Approved, (await host.NowAsync(request)).State);
    }

    [Theory]
    [InlineData(404, "MemberNotFoundInConversation")]
    [InlineData(400, "MemberNotFoundInConversation")]
    [InlineData(404, "")]
    public async Task T03_Whoever_is_no_longer_there_decides_nothing_even_if_they_were_a_moment_ago(int status, string code)
    {
        await using var host = await ChatHost.StartAsync(settings => settings["Chat:StandingFresh"] = "00:00:00");
        var request = await host.PutUpAsync(null, SomeCard.Issue());
        var other = await host.PutUpAsync();
        await host.PressAsync(other, People.Ben, "approve");
        host.Service.Roster[People.Ben.TeamsId] = (status, code.Length > 0 ? new { error = new { code, message = "gone" } } : new object());

        Assert.Equal(Nobody, (string?)(await host.PressAsync(request, People.Ben, "approve"))["value"]);

        Assert.Equal(RequestState.AwaitingDecision, (await host.NowAsync(request)).State);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(403)]
    [InlineData(200)]
    public async Task T03_Who_cannot_be_checked_decides_nothing_until_they_can_be(int status)
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync();
        host.Service.Roster[People.Ben.TeamsId] = (status, status == 200 ? BotService.Member("29:somebody-else") : new { error = new { code = "Throttled", message = "no" } });

        Assert.Equal(NotNow, (string?)(await host.PressAsync(request, People.Ben, "approve"))["value"]);
        Assert.Equal(RequestState.AwaitingDecision, (await host.NowAsync(request)).State);

        host.Service.Roster.Clear();
        await host.PressAsync(request, People.Ben, "approve");
        Assert.Equal(RequestState.Approved, (await host.NowAsync(request)).State);
    }

    [Fact]
    public async Task A_good_answer_serves_for_minutes_and_for_hours_while_the_platform_gives_none()
    {
        await using var host = await ChatHost.StartAsync();
        var requests = new List<ApprovalRequest>();
        for (var i = 0; i < 4; i++)
        {
            requests.Add(await host.PutUpAsync());
        }

        await host.PressAsync(requests[0], People.Ben, "approve");
        await host.PressAsync(requests[1], People.Ben, "approve");
        Assert.Equal(1, host.Service.LookUps);

        host.Service.Roster[People.Ben.TeamsId] = (503, new object());
        host.Clock.Advance(TimeSpan.FromHours(1));
        await host.PressAsync(requests[2], People.Ben, "approve");
        Assert.Equal(RequestState.Approved, (await host.NowAsync(requests[2])).State);

        host.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal(NotNow, (string?)(await host.PressAsync(requests[3], People.Ben, "approve"))["value"]);
    }

    [Fact]
    public async Task The_roster_is_asked_of_the_channel_and_once_for_many_presses_at_once()
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync();
        var (card, message) = await host.PostedAsync(request);
        var presses = Enumerable.Range(0, 30).Select(_ => SomeActivity.Press(host.Service, People.Ben, card, message, "approve", null, request.Place.Conversation)).ToList();

        await host.QuietAsync(() => Task.WhenAll(presses.Select(host.SendAsync)));

        var asked = Assert.Single(host.Service.Calls, call => call.Method == "GET");
        Assert.Equal($"/v3/conversations/{request.Place.Conversation.Split(';')[0]}/members/29:ben", Uri.UnescapeDataString(asked.Path));
        Assert.Equal(RequestState.Approved, (await host.NowAsync(request)).State);
    }

    [Fact]
    public async Task T03_A_client_without_universal_actions_is_checked_alike()
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync();
        host.Service.Roster[People.Ben.TeamsId] = (200, BotService.Member(People.Ben.TeamsId, role: "guest"));
        var (card, message) = await host.PostedAsync(request);
        var submit = SomeActivity.Envelope(host.Service, People.Ben, "message", request.Place.Conversation, personal: false);
        var data = SomeActivity.DataOf(card, "approve").DeepClone().AsObject();
        data["verb"] = "approve";
        (submit["replyToId"], submit["value"]) = (message, data);

        await host.DeliverAsync(submit);

        Assert.Equal(RequestState.AwaitingDecision, (await host.NowAsync(request)).State);
        Assert.Contains(host.Service.Posts, post => post.Text == Guest && post.Conversation.EndsWith("ben", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Withdrawing_an_own_request_and_looking_at_a_card_need_no_standing()
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync();
        host.Service.Roster[People.Ana.TeamsId] = (404, new object());

        await host.PressAsync(request, People.Ana, "approve", alter: press => press["value"]!["action"]!["verb"] = "refresh");
        await host.PressAsync(request, People.Ana, "withdraw");

        Assert.Equal(RequestState.Withdrawn, (await host.NowAsync(request)).State);
        Assert.Equal(0, host.Service.LookUps);
    }
}

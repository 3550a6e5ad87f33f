using System.Text.Json;
using TeamsAgent.Chat;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Chat.Slack.Cards;
using TeamsAgent.Tests.Chat.Slack.In;
using Xunit;

namespace TeamsAgent.Tests.Chat.Slack.Out;

/// <summary>The modals that presses open.</summary>
public sealed class SlackViewsTests(SlackFixture fixture) : IClassFixture<SlackFixture>
{
    private readonly SlackHost _host = fixture.Host;

    [Fact]
    public async Task Details_show_exactly_what_is_sent()
    {
        var request = await _host.PutUpAsync();
        Assert.True(await ShowAsync(await PressAsync(request, CardVerbs.Approve)));
        var call = _host.Slack.Calls.Last(seen => seen.Method == "views.open");
        Assert.Equal(("trigger-1", "modal"), (call.Of("trigger_id"), (string?)call.Json!["view"]!["type"]));
        var view = new SlackDrawn("", JsonDocument.Parse(call.Json["view"]!.ToJsonString()).RootElement);
        Assert.Empty(BlockKitLimits.OfView(view.Root));
        Assert.Contains("POST https://api.github.com/repos/acme/web/issues", view.Seen, StringComparison.Ordinal);
        Assert.Contains("SHA-256 " + CardText.InGroups(request.Plan.Steps[0].Call.Hash()), view.Seen, StringComparison.Ordinal);
        Assert.False(view.Root.TryGetProperty("submit", out _));
    }

    [Fact]
    public async Task Details_are_shown_on_the_way_from_the_home_page_without_a_nonce()
    {
        var press = await PressAsync(await _host.PutUpAsync(), "details");
        Assert.True(await ShowAsync(press with { Nonce = null, Plan = null }));
    }

    [Fact]
    public async Task A_card_that_is_not_ours_there_opens_nothing()
    {
        var press = await PressAsync(await _host.PutUpAsync(), "details");
        var before = _host.Slack.Calls.Count(seen => seen.Method == "views.open");
        Assert.False(await ShowAsync(press with { MessageId = "1.2" }));
        Assert.False(await ShowAsync(press with { RequestId = "r_00000000000000000000000000000000" }));
        Assert.False(await ShowAsync(press with { Place = press.Place with { Conversation = "C0OTHER001" } }));
        Assert.False(await ShowAsync(press with { Place = press.Place with { Tenant = "T0OTHER001" } }));
        Assert.Equal(before, _host.Slack.Calls.Count(seen => seen.Method == "views.open"));
    }

    [Fact]
    public async Task The_reason_s_modal_remembers_which_card_it_is_of()
    {
        var press = await PressAsync(await _host.PutUpAsync(), CardVerbs.Reject);
        Assert.True(await _host.Get<ISlackViews>().AskReasonAsync(await InstallationAsync(), "trigger-2", press, TestContext.Current.CancellationToken));
        var view = _host.Slack.Calls.Last(seen => seen.Method == "views.open").Json!["view"]!;
        Assert.Equal(SlackPressData.Of(press), SlackPressData.Read((string?)view["private_metadata"]));
        Assert.Equal(ISlackViews.RejectCallback, (string?)view["callback_id"]);
        Assert.Equal((3, CardVerbs.ReasonMaxLength), ((int)view["blocks"]![0]!["element"]!["min_length"]!, (int)view["blocks"]![0]!["element"]!["max_length"]!));
        Assert.Empty(BlockKitLimits.OfView(JsonDocument.Parse(view.ToJsonString()).RootElement));
    }

    [Fact]
    public async Task A_modal_that_cannot_remember_or_comes_too_late_does_not_open()
    {
        var press = await PressAsync(await _host.PutUpAsync(), CardVerbs.Reject);
        Assert.False(await _host.Get<ISlackViews>().AskReasonAsync(await InstallationAsync(), "t", press with { Nonce = new string('n', 3000) }, TestContext.Current.CancellationToken));
        _host.Slack.Fail("views.open", "expired_trigger_id");
        Assert.False(await _host.Get<ISlackViews>().AskReasonAsync(await InstallationAsync(), "t", press, TestContext.Current.CancellationToken));
        _host.Slack.AsUsual("views.open");
    }

    private async Task<bool> ShowAsync(CardPress press) =>
        await _host.Get<ISlackViews>().ShowDetailsAsync(await InstallationAsync(), "trigger-1", press, TestContext.Current.CancellationToken);

    private async Task<SlackInstallation> InstallationAsync() => (await _host.Get<ISlackInstallations>().FindAsync(People.SlackTeamId, TestContext.Current.CancellationToken))!;

    private async Task<CardPress> PressAsync(ApprovalRequest request, string verb)
    {
        var (data, message) = await _host.PostedAsync(request);
        var from = new Sender(new ChatIdentity("slack", People.SlackTeamId, People.Ben.SlackId), "Ben", People.Ben.SlackId, null, null);
        return new CardPress("key", from, request.Place, message, verb, data.RequestId, data.Nonce, data.Plan, null, null);
    }
}

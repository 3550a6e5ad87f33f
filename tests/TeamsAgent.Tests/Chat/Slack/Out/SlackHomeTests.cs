using System.Text.Json;
using System.Text.Json.Nodes;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Tests.Chat.Slack.Cards;
using TeamsAgent.Tests.Chat.Slack.In;
using Xunit;

namespace TeamsAgent.Tests.Chat.Slack.Out;

/// <summary>Home tabs: shown to whoever opens theirs, and anew when something on them has changed.</summary>
public sealed class SlackHomeTests : IAsyncLifetime
{
    private SlackHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SlackHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_tab_shows_what_waits_and_is_shown_anew_once_when_it_has_changed()
    {
        await _host.PersonAsync(People.Ben);
        await OpenAsync(People.Ben);
        Assert.Contains("Nothing waits for your decision.", Newest(People.Ben).Seen, StringComparison.Ordinal);
        Assert.Contains("linked to ben@contoso.example", Newest(People.Ben).Seen, StringComparison.Ordinal);

        var first = await _host.PutUpAsync();
        var second = await _host.PutUpAsync();
        await SweepAsync(TimeSpan.Zero);
        Assert.Single(Shown(People.Ben));
        await SweepAsync(TimeSpan.FromSeconds(3));
        await SweepAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(2, Shown(People.Ben).Count);
        var home = Newest(People.Ben);
        Assert.Empty(BlockKitLimits.OfView(home.Root));
        Assert.Contains($"#{first.Number} Open issue “Checkout fails in Safari” in acme/web", home.Seen, StringComparison.Ordinal);
        Assert.Contains($"#{second.Number} ", home.Seen, StringComparison.Ordinal);
        Assert.DoesNotContain("req.approve", home.Root.GetRawText(), StringComparison.Ordinal);

        // The button leads to the card that was posted.
        var details = home.Buttons.First(button => button.GetProperty("action_id").GetString() == $"home.details.{first.Number}");
        var (_, message) = await _host.PostedAsync(first);
        var data = SlackPressData.Read(details.GetProperty("value").GetString())!;
        Assert.Equal((first.Id.Value, null, first.Place.Conversation, message), (data.RequestId, data.Nonce, data.Conversation, data.MessageId));
        Assert.Contains(home.Buttons, button => button.TryGetProperty("url", out var url) && url.GetString()!.Contains($"message_ts={message}", StringComparison.Ordinal));

        // Decided, it is gone from there, and on the requester's own page as well.
        await OpenAsync(People.Ana);
        await PressAsync(first, "req.approve");
        await SweepAsync(TimeSpan.FromSeconds(3));
        Assert.DoesNotContain($"#{first.Number} ", Newest(People.Ben).Seen, StringComparison.Ordinal);
        Assert.Contains($"#{second.Number} ", Newest(People.Ben).Seen, StringComparison.Ordinal);
        Assert.Contains($"#{first.Number} Open an issue: approved", Newest(People.Ana).Seen, StringComparison.Ordinal);
        Assert.Contains($"#{second.Number} Open an issue: waits for a decision", Newest(People.Ana).Seen, StringComparison.Ordinal);
        Assert.Contains(Newest(People.Ana).Buttons, button => button.GetProperty("action_id").GetString() == "home.withdraw" && button.GetProperty("value").GetString() == $"{second.Number}");
    }

    [Fact]
    public async Task Whoever_never_opened_it_has_no_tab_and_a_newcomer_is_asked_to_link()
    {
        await _host.PersonAsync(People.Ada);
        await _host.PutUpAsync();
        await SweepAsync(TimeSpan.FromSeconds(3));
        Assert.Empty(Shown(People.Ada));
        await OpenAsync(People.Eve);
        Assert.Equal(["home.link", "home.help"], Newest(People.Eve).Buttons.Select(button => button.GetProperty("action_id").GetString()));
    }

    [Fact]
    public async Task A_tab_that_Slack_does_not_take_now_is_shown_later_and_one_that_it_never_takes_is_forgotten()
    {
        await _host.PersonAsync(People.Ben);
        _host.Slack.Fail("views.publish", "ratelimited");
        await OpenAsync(People.Ben);
        _host.Slack.AsUsual("views.publish");
        await SweepAsync(TimeSpan.Zero);
        Assert.Single(Shown(People.Ben));
        await SweepAsync(TimeSpan.FromSeconds(11));
        Assert.Equal(2, Shown(People.Ben).Count);

        _host.Slack.Fail("views.publish", "not_enabled");
        await OpenAsync(People.Ben);
        Assert.Empty(await _host.RowsAsync<SlackHomeRow>());
        _host.Slack.AsUsual("views.publish");
        await OpenAsync(People.Ben);
        Assert.Single(await _host.RowsAsync<SlackHomeRow>());
    }

    [Fact]
    public async Task A_blocked_person_sees_nothing()
    {
        var ben = await _host.PersonAsync(People.Ben);
        await _host.PutUpAsync();
        await _host.RunAsync<TeamsAgent.Storage.UnitOfWork, int>(work => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ExecuteUpdateAsync(
            work.Db.Set<PersonRow>().Where(row => row.Id == ben.Id.Value), row => row.SetProperty(p => p.Blocked, true)));
        await OpenAsync(People.Ben);
        Assert.Empty(Newest(People.Ben).Buttons);
    }

    private async Task OpenAsync(SandboxPerson who)
    {
        var installation = await _host.Get<ISlackInstallations>().FindAsync(People.SlackTeamId, TestContext.Current.CancellationToken);
        await _host.Get<ISlackHome>().OpenedAsync(installation!, who.SlackId, TestContext.Current.CancellationToken);
    }

    private async Task PressAsync(ApprovalRequest request, string button)
    {
        var (data, message) = await _host.PostedAsync(request);
        await _host.DeliverAsync(() => _host.InteractAsync(SomeSlack.Press(_host.Slack, People.Ben.SlackId, button, data, message, thread: request.Place.Conversation.Split(':')[1])));
        Assert.NotEqual(RequestState.AwaitingDecision, (await _host.NowAsync(request)).State);
    }

    private async Task SweepAsync(TimeSpan after)
    {
        _host.Clock.Advance(after);
        await _host.Get<SlackHome>().SweepAsync(TestContext.Current.CancellationToken);
    }

    private List<JsonNode> Shown(SandboxPerson who) => _host.Slack.Calls.Where(call => call.Method == "views.publish" && call.Of("user_id") == who.SlackId).Select(call => call.Json!["view"]!).ToList();

    private SlackDrawn Newest(SandboxPerson who) => new("", JsonDocument.Parse(Shown(who)[^1].ToJsonString()).RootElement);
}

using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Journeys;

public sealed class InTimeTests
{
    private const string Ask = "open an issue in acme/web: checkout fails in Safari";
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Nobody_decided_in_time()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);
        var kept = card.Button("approve");

        story.Clock.Advance(TimeSpan.FromHours(8));
        await card.ShowsAsync("Nobody decided in time. Nothing was sent. Ask again if it is still needed.");

        Assert.False(card.Has("approve"));
        Assert.Equal("#1 has expired; nothing was changed. Ask again if it is still needed.", (await card.PressKeptAsync(People.Ben, kept, (System.Text.Json.Nodes.JsonObject)kept["data"]!)).Toast);
        await AssertNothingAsync(story, card, "Expired");
    }

    [Fact]
    public async Task T07_a_millisecond_before_the_end_is_in_time()
    {
        await using var story = await Story.BeginAsync(NoSweep);
        var card = await story.AsksAsync(People.Ana, Ask);

        story.Clock.StandAt(await card.ExpiryAsync() - Tick);
        await card.PressAsync(People.Ben, "approve");

        await card.ShowsAsync("Done: Issue #4");
        await story.AssertPromisesAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5 * 60 * 1000)]
    public async Task T07_the_end_itself_and_whatever_comes_after_is_late(int late)
    {
        await using var story = await Story.BeginAsync(NoSweep);
        var card = await story.AsksAsync(People.Ana, Ask);

        story.Clock.StandAt(await card.ExpiryAsync() + (late * Tick));

        Assert.Equal("This request has expired. Ask again if it is still needed.", (await card.PressAsync(People.Ben, "approve")).Toast);
        await AssertNothingAsync(story, card, "AwaitingDecision");
    }

    [Fact]
    public async Task T07_what_was_approved_in_time_and_could_not_begin_in_time_does_not_begin()
    {
        await using var story = await Story.BeginAsync(NoSweep);
        story.World.Tenant.Faults.Disconnect(People.Ana.Auth0UserId, "github");
        var before = story.World.Teams.Messages.Count;
        var card = await story.AsksAsync(People.Ana, Ask);
        var end = await card.ExpiryAsync();
        story.Clock.StandAt(end - TimeSpan.FromMinutes(1));
        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("waits for the requester");
        var link = await story.Browsers.LinkSentToAsync(People.Ana, before);

        story.Clock.StandAt(end);
        using var browser = new TenantBrowser(Story.Ct);
        await story.Browsers.ThroughAsync(browser, People.Ana, link, secondFactor: false);
        await story.QuietAsync();

        Assert.Equal("Approved", await card.StateAsync());
        Assert.Empty(story.World.Providers.Calls);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task A_step_up_that_is_never_finished_expires_with_the_request()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, "transfer 1250.00 EUR to DE89370400440532013000 for invoice 4711");
        story.Clock.StandAt(await card.ExpiryAsync() - TimeSpan.FromMinutes(5));
        var before = story.World.Teams.Messages.Count;
        await card.PressAsync(People.Ben, "approve");
        var link = await story.Browsers.LinkSentToAsync(People.Ben, before);

        story.Clock.StandAt(await card.ExpiryAsync());
        await card.ShowsAsync("Ben Weber pressed Approve, but did not log in.");
        card.Says("Expired", "Nobody decided in time. Nothing was sent.");

        using var browser = new TenantBrowser(Story.Ct);
        var page = TenantBrowser.TextOf(await story.Browsers.ThroughAsync(browser, People.Ben, link, secondFactor: true));
        Assert.DoesNotContain("Your approval is in", page, StringComparison.Ordinal);
        await AssertNothingAsync(story, card, "Expired");
    }

    private static WorldOptions NoSweep(WorldOptions options) => options with { Settings = new Dictionary<string, string?> { ["Sweep:Every"] = "01:00:00" } };

    private static async Task AssertNothingAsync(Story story, Posted card, string state)
    {
        await story.AssertPromisesAsync();
        Assert.Equal(state, await card.StateAsync());
        Assert.Equal(0, story.Exchanges);
        Assert.Empty(story.World.Providers.Calls);
    }
}

using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Journeys;

public sealed class RestartTests
{
    private const string Ask = "open an issue in acme/web: checkout fails in Safari";

    [Fact]
    public async Task A_card_that_was_posted_before_a_restart_is_decided_and_updated_after_it()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);

        await RestartAsync(story);
        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Done: Issue #4");

        await AssertOneCardAsync(story);
    }

    [Fact]
    public async Task What_was_approved_and_waits_goes_on_after_a_restart()
    {
        await using var story = await Story.BeginAsync();
        story.World.Tenant.Faults.Disconnect(People.Ana.Auth0UserId, "github");
        var before = story.World.Teams.Messages.Count;
        var card = await story.AsksAsync(People.Ana, Ask);
        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("waits for the requester");
        var link = await story.Browsers.LinkSentToAsync(People.Ana, before);

        await RestartAsync(story);
        using var browser = new TenantBrowser(Story.Ct);
        await story.Browsers.ThroughAsync(browser, People.Ana, link, secondFactor: false);

        await card.ShowsAsync("Done: Issue #4");
        await AssertOneCardAsync(story);
    }

    [Fact]
    public async Task A_step_up_is_finished_after_a_restart()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, "transfer 1250.00 EUR to DE89370400440532013000 for invoice 4711");
        var before = story.World.Teams.Messages.Count;
        await card.PressAsync(People.Ben, "approve");
        var link = await story.Browsers.LinkSentToAsync(People.Ben, before);

        await RestartAsync(story);
        using var browser = new TenantBrowser(Story.Ct);
        Assert.Contains("Your approval is in", TenantBrowser.TextOf(await story.Browsers.ThroughAsync(browser, People.Ben, link, secondFactor: true)), StringComparison.Ordinal);

        await card.ShowsAsync("Done: Transfer");
        Assert.Single(story.World.Providers.Transfers);
        await AssertOneCardAsync(story);
    }

    private static async Task RestartAsync(Story story)
    {
        await story.QuietAsync();
        await story.World.Product.StopAsync();
        await story.World.Product.StartAgainAsync(Story.Ct);
    }

    private static async Task AssertOneCardAsync(Story story)
    {
        await story.AssertPromisesAsync();
        Assert.Single(story.World.Teams.Messages, m => m.Card is not null && m.Conversation == Conversation.General.Id);
        Assert.Single(story.World.Providers.Calls);
    }
}

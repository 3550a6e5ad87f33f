using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Tenant;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Journeys;

public sealed class BlockedTests
{
    private const string Ask = "open an issue in acme/web: checkout fails in Safari";

    [Fact]
    public async Task Somebody_who_is_not_linked_links_and_connects_and_the_request_goes_on_by_itself()
    {
        await using var story = await Story.BeginAsync();
        var before = story.World.Teams.Messages.Count;
        var card = await story.AsksAsync(People.Eve, Ask);
        await story.TellsAsync(People.Eve, "Before something is done in your name, I have to know whose name that is.", before);

        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("The requester has to link their chat account first. It runs by itself as soon as that is mended.");
        card.Says("Approved, but waits for the requester");
        await story.QuietAsync();
        Assert.Equal(0, story.Exchanges);

        before = story.World.Teams.Messages.Count;
        await story.Browsers.LinkAsync(People.Eve);
        await card.ShowsAsync("The requester has to connect their GitHub account first. It runs by itself as soon as that is mended.");
        await story.QuietAsync();
        Assert.Empty(story.World.Providers.Calls);

        Assert.Contains("The account is connected", await ConnectAsync(story, People.Eve, before), StringComparison.Ordinal);
        await card.ShowsAsync("Done: Issue #4");
        Assert.Equal(People.Eve.Auth0UserId, Assert.Single(story.World.Providers.Calls).TokenOwner);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task An_approver_who_is_not_linked_is_told_to_link_and_presses_again()
    {
        await using var story = await Story.BeginAsync(options => options with { Onboarded = [People.Ana] });
        var card = await story.AsksAsync(People.Ana, Ask);

        Assert.Equal(
            "Your chat account is not linked yet, so I cannot know whether you may decide this. Send “link” to me in a private chat first.",
            (await card.PressAsync(People.Ben, "approve")).Toast);
        await story.QuietAsync();
        Assert.Equal("AwaitingDecision", await card.StateAsync());
        Assert.Equal(0, story.Exchanges);

        await story.Browsers.LinkAsync(People.Ben);
        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Done: Issue #4");
        Assert.Equal(1, story.Exchanges);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task A_disconnected_account_is_connected_and_the_request_goes_on_by_itself()
    {
        await using var story = await Story.BeginAsync();
        story.World.Tenant.Faults.Disconnect(People.Ana.Auth0UserId, "github");

        await AssertMendedAsync(story, "The requester has to connect their GitHub account first.", "Connect GitHub");
    }

    [Fact]
    public async Task Access_that_was_revoked_at_the_provider_is_given_again()
    {
        await using var story = await Story.BeginAsync();
        story.World.Tenant.Faults.RevokeAtProvider(People.Ana.Auth0UserId, "github");

        await AssertMendedAsync(story, "GitHub no longer accepts the stored access; the requester has to connect the account again.", "Connect GitHub again");
    }

    [Fact]
    public async Task T29_an_account_that_grants_less_than_the_plan_needs_is_connected_again()
    {
        await using var story = await Story.BeginAsync();
        story.World.Tenant.Faults.GrantScopes(People.Ana.Auth0UserId, "github", "read:user");

        await AssertMendedAsync(story, "The connected GitHub account does not grant repo; the requester has to connect it again with more access.", "Connect GitHub again");
    }

    [Fact]
    public async Task A_login_that_has_ended_at_the_tenant_is_renewed()
    {
        await using var story = await Story.BeginAsync();
        await story.World.Tenant.Faults.RevokeRefreshTokensAsync(People.Ana.Auth0UserId, Story.Ct);
        var card = await story.AsksAsync(People.Ana, Ask);

        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("The requester's login has ended; they have to link their chat account again. It runs by itself as soon as that is mended.");
        Assert.Empty(story.World.Providers.Calls);
        await story.Browsers.LinkAsync(People.Ana);

        await card.ShowsAsync("Done: Issue #4");
        Assert.Single(story.World.Providers.Calls);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task T33_a_tenant_that_is_out_of_reach_for_a_moment_is_asked_again()
    {
        await using var story = await Story.BeginAsync();
        story.World.Tenant.Faults.FailNextExchange(TenantFaultRows.All["bad_gateway"]);
        var card = await story.AsksAsync(People.Ana, Ask);

        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Done: Issue #4");

        Assert.Single(story.World.Providers.Calls);
        Assert.Equal(2, story.Exchanges);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task A_blocked_request_that_is_not_mended_in_time_expires_and_never_runs()
    {
        await using var story = await Story.BeginAsync();
        story.World.Tenant.Faults.Disconnect(People.Ana.Auth0UserId, "github");
        var before = story.World.Teams.Messages.Count;
        var card = await story.AsksAsync(People.Ana, Ask);
        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("waits for the requester");
        await story.Browsers.LinkSentToAsync(People.Ana, before);

        story.Clock.StandAt(await card.ExpiryAsync());
        await card.ShowsAsync("It was approved, but the time was over before all of it had run. What had not begun was not run. Nothing was sent.");

        Assert.Equal("Expired", await card.StateAsync());
        Assert.Empty(story.World.Providers.Calls);
        await story.AssertPromisesAsync();
    }

    private static async Task AssertMendedAsync(Story story, string why, string title)
    {
        var before = story.World.Teams.Messages.Count;
        var card = await story.AsksAsync(People.Ana, Ask);
        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync($"{why} It runs by itself as soon as that is mended.");
        var told = await story.TellsAsync(People.Ana, title, before);
        Assert.Contains($"{why} As soon as that is mended, the approved request runs by itself.", CardText.Of(told.Card), StringComparison.Ordinal);
        await story.QuietAsync();
        Assert.Empty(story.World.Providers.Calls);
        Assert.Equal("Approved", await card.StateAsync());

        Assert.Contains("The account is connected", await ConnectAsync(story, People.Ana, before), StringComparison.Ordinal);

        await card.ShowsAsync("Done: Issue #4");
        Assert.Single(story.World.Providers.Calls);
        await story.AssertPromisesAsync();
    }

    private static async Task<string> ConnectAsync(Story story, SandboxPerson person, int after)
    {
        await story.TellsAsync(person, "Connect GitHub", after);
        using var browser = new TenantBrowser(Story.Ct);
        return TenantBrowser.TextOf(await story.Browsers.ThroughAsync(browser, person, await story.Browsers.LinkSentToAsync(person, after), secondFactor: false));
    }
}

using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Journeys;

/// <summary>The main journeys, whatever platform the requester writes on and whatever platform the approver reads: one body, a class for each pair.</summary>
public abstract class MatrixTests(string asks, string approves)
{
    private const string Issue = "open an issue in acme/web: checkout fails in Safari";
    private const string Payment = "transfer 1250.00 EUR to DE89370400440532013000 for invoice 4711";

    [Fact]
    public async Task An_issue_is_approved_and_opened()
    {
        await using var story = await Pair.BeginAsync(asks, approves);
        var (own, seen) = await story.AskAsync(Issue, "checkout fails in Safari");

        Assert.Null(await seen.PressAsync(People.Ben, "approve"));

        await own.ShowsAsync("Done: Issue #4");
        await seen.ShowsAsync("Done: Issue #4");
        Assert.False(seen.Has("approve"));
        Assert.Equal(People.Ana.Auth0UserId, Assert.Single(story.World.Providers.Calls).TokenOwner);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task An_event_is_put_into_the_calendar()
    {
        await using var story = await Pair.BeginAsync(asks, approves);
        var (own, seen) = await story.AskAsync("schedule a meeting \"Release review\" tomorrow at 10:00 for 30 minutes", "Release review");

        await seen.PressAsync(People.Ben, "approve");

        await own.ShowsAsync("Done:");
        await seen.ShowsAsync("Done:");
        Assert.Single(story.World.Providers.Calls);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task A_payment_runs_after_a_fresh_login_with_a_second_factor()
    {
        await using var story = await Pair.BeginAsync(asks, approves);
        var (own, seen) = await story.AskAsync(Payment, "1250.00 EUR");
        var mark = story.Approver.Mark();

        await seen.PressAsync(People.Ben, "approve");
        await own.ShowsAsync("Waiting for Ben Weber to log in");
        using var browser = new TenantBrowser(Story.Ct);
        var page = TenantBrowser.TextOf(await story.Story.Browsers.ThroughAsync(browser, People.Ben, await story.Approver.LinkSentToAsync(People.Ben, mark), secondFactor: true));

        Assert.Contains("Your approval is in", page, StringComparison.Ordinal);
        await own.ShowsAsync("Done: Transfer");
        await seen.ShowsAsync("Done: Transfer");
        Assert.Equal(1250.00m, Assert.Single(story.World.Providers.Transfers).Amount);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task A_rejection_says_why_to_both()
    {
        await using var story = await Pair.BeginAsync(asks, approves);
        var (own, seen) = await story.AskAsync(Issue, "checkout fails in Safari");

        await seen.PressAsync(People.Ben, "reject", "Not before Friday.");

        await own.ShowsAsync("Rejected by Ben Weber");
        await own.ShowsAsync("Not before Friday.");
        await seen.ShowsAsync("Rejected by Ben Weber");
        Assert.False(seen.Has("approve"));
        Assert.Empty(story.World.Providers.Calls);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task The_requester_takes_it_back()
    {
        await using var story = await Pair.BeginAsync(asks, approves);
        var (own, seen) = await story.AskAsync(Issue, "checkout fails in Safari");

        await own.PressAsync(People.Ana, "withdraw");

        await own.ShowsAsync("Withdrawn");
        await seen.ShowsAsync("Withdrawn");
        Assert.False(seen.Has("approve"));
        Assert.Empty(story.World.Providers.Calls);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task Nobody_decides_in_time()
    {
        await using var story = await Pair.BeginAsync(asks, approves);
        var (own, seen) = await story.AskAsync(Issue, "checkout fails in Safari");

        story.Story.Clock.Advance(TimeSpan.FromHours(25));

        await own.ShowsAsync("Expired");
        await seen.ShowsAsync("Expired");
        Assert.False(seen.Has("approve"));
        Assert.Empty(story.World.Providers.Calls);
    }

    [Fact]
    public async Task T02_Somebody_who_is_no_approver_decides_nothing()
    {
        await using var story = await Pair.BeginAsync(asks, approves);
        var (own, seen) = await story.AskAsync(Issue, "checkout fails in Safari");
        await story.Requester.LinkAsync(People.Eve);

        Assert.Contains("You are not among the people who may decide this", await own.PressAsync(People.Eve, "approve"), StringComparison.Ordinal);

        await story.Story.QuietAsync();
        Assert.True(own.Has("approve"));
        Assert.True(seen.Has("approve"));
        Assert.Empty(story.World.Providers.Calls);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task T01_Nobody_approves_the_own_request_from_whichever_account()
    {
        await using var story = await Pair.BeginAsync(asks, approves);
        await story.Approver.LinkAsync(People.Ada);

        // Ada is a manager herself. From the account that she asks with she is nobody yet; once it is linked, it is one more of hers.
        var mark = story.Requester.Mark();
        await story.Requester.SaysAsync(People.Ada, Issue);
        var own = await story.Requester.SeesCardAsync(People.Ada, "checkout fails in Safari", mark);
        Assert.Contains("You asked for this", await own.PressAsync(People.Ada, "approve"), StringComparison.OrdinalIgnoreCase);
        if (asks != approves)
        {
            await story.Requester.LinkAsync(People.Ada);
            await story.Story.QuietAsync();
            Assert.Contains("You asked for this", await own.PressAsync(People.Ada, "approve"), StringComparison.OrdinalIgnoreCase);
        }

        await story.Story.QuietAsync();
        Assert.Empty(story.World.Providers.Calls);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task T06_Pressed_twice_is_done_once()
    {
        await using var story = await Pair.BeginAsync(asks, approves);
        var (own, seen) = await story.AskAsync(Issue, "checkout fails in Safari");

        await Task.WhenAll(seen.PressAsync(People.Ben, "approve"), seen.PressAsync(People.Ben, "approve"));

        await own.ShowsAsync("Done: Issue #4");
        await story.Story.QuietAsync();
        Assert.Single(story.World.Providers.Calls);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task An_account_that_is_not_connected_is_connected_and_it_goes_on()
    {
        await using var story = await Pair.BeginAsync(asks, approves);
        story.World.Tenant.Faults.Disconnect(People.Ana.Auth0UserId, "github");
        var (own, seen) = await story.AskAsync(Issue, "checkout fails in Safari");
        var mark = story.Requester.Mark();

        await seen.PressAsync(People.Ben, "approve");
        await own.ShowsAsync("The requester has to connect their GitHub account first.");
        using var browser = new TenantBrowser(Story.Ct);
        await story.Story.Browsers.ThroughAsync(browser, People.Ana, await story.Requester.LinkSentToAsync(People.Ana, mark), secondFactor: false);

        await own.ShowsAsync("Done: Issue #4");
        await seen.ShowsAsync("Done: Issue #4");
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task Somebody_who_is_not_linked_links_and_it_goes_on()
    {
        await using var story = await Pair.BeginAsync(asks, approves);
        var (mark, other) = (story.Requester.Mark(), story.Approver.Mark());
        await story.Requester.SaysAsync(People.Eve, Issue);
        var own = await story.Requester.SeesCardAsync(People.Eve, "checkout fails in Safari", mark);
        var seen = await story.Approver.SeesCardAsync(People.Ben, "checkout fails in Safari", other);

        await seen.PressAsync(People.Ben, "approve");
        await own.ShowsAsync("The requester has to link their chat account first.");
        await story.Requester.LinkAsync(People.Eve);

        await own.ShowsAsync("The requester has to connect their GitHub account first.");
        await seen.ShowsAsync("The requester has to connect their GitHub account first.");
        Assert.Empty(story.World.Providers.Calls);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task What_the_provider_refuses_is_said_to_both()
    {
        await using var story = await Pair.BeginAsync(asks, approves);
        var (own, seen) = await story.AskAsync("open an issue in acme/handbook: lost", "lost");

        await seen.PressAsync(People.Ben, "approve");

        await own.ShowsAsync("GitHub refused it (410). Issues has been disabled in this repository.");
        await seen.ShowsAsync("GitHub refused it (410). Issues has been disabled in this repository.");
        await story.AssertPromisesAsync();
    }
}

public sealed class AskedInTeamsApprovedInTeamsTests() : MatrixTests("teams", "teams");

public sealed class AskedInTeamsApprovedInSlackTests() : MatrixTests("teams", "slack");

public sealed class AskedInSlackApprovedInTeamsTests() : MatrixTests("slack", "teams");

public sealed class AskedInSlackApprovedInSlackTests() : MatrixTests("slack", "slack");

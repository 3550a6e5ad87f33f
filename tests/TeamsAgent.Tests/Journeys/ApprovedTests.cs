using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Journeys;

public sealed class ApprovedTests
{
    [Fact]
    public async Task An_issue_is_opened_exactly_as_it_was_shown()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, "open an issue in acme/web: checkout fails in Safari");

        card.Says("Approval needed", "Open issue “checkout fails in Safari” in acme/web", "Ana Ortiz asked on", "Read and change your repositories, private ones too", "“Open an issue” is of medium risk.");
        Assert.Equal(0, story.Exchanges);

        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Done: Issue #4");

        var call = Assert.Single(story.World.Providers.Calls);
        Assert.Equal("POST", call.Method);
        Assert.Equal(People.Ana.Auth0UserId, call.TokenOwner);
        Assert.Equal(1, story.Exchanges);
        Assert.Contains(story.World.Providers.Issues, issue => issue.Title == "checkout fails in Safari");
        Assert.Equal("Succeeded", await card.StateAsync());
        Assert.Equal(["submitted", "decision-made", "approved", "step-claimed", "sending-began", "step-succeeded", "succeeded"], await card.TrailAsync());
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task An_event_is_put_into_the_calendar_at_the_time_that_was_meant()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, "put a 30 minute triage with Ben in the calendar tomorrow at 10");
        card.Says("Create an event", "Create event “Triage” from", "(Europe/Berlin)", "ben@contoso.example", "guests get an invitation by e-mail");

        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Done: Event “Triage”");

        var made = Assert.Single(story.World.Providers.Events, e => e.Summary == "Triage");
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var start = TimeZoneInfo.ConvertTime(made.Start.At!.Value, zone);
        Assert.Equal(TimeZoneInfo.ConvertTime(story.Clock.GetUtcNow(), zone).Date.AddDays(1).AddHours(10), start.DateTime);
        Assert.Equal(TimeSpan.FromMinutes(30), made.End.At - made.Start.At);
        Assert.Equal(["ben@contoso.example"], made.Attendees);
        Assert.Single(story.World.Providers.Calls);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task A_mail_is_sent_in_the_requesters_name()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, "send a mail to ben@contoso.example with subject Release: saying we ship on Friday");
        card.Says("Send an e-mail “Release” to ben@contoso.example", "we ship on Friday", "cannot be called back", "“Send an e-mail” is of high risk.");

        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Done: Sent; Gmail's id is");

        var mail = Assert.Single(story.World.Providers.Mails);
        Assert.Equal("Release", mail.Subject);
        Assert.Equal(1, story.Exchanges);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task An_issue_is_closed()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, "close issue #2 in acme/web");
        card.Says("Close issue #2 in acme/web");

        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Done: Issue #2 is closed");

        Assert.NotNull(story.World.Providers.Issues.Single(issue => issue is { Repository: "acme/web", Number: 2 }).ClosedAt);
        Assert.Equal("PATCH", Assert.Single(story.World.Providers.Calls).Method);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task Two_actions_are_decided_at_once_and_run_in_order()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, "open an issue in acme/web: checkout fails in Safari, and put a 30 minute triage with Ben in the calendar tomorrow at 10");
        card.Says("Open an issue, then Create an event", "Step 1 of 2: Open an issue", "Step 2 of 2: Create an event");

        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Step 2 of 2 is done: Event “Triage”");

        card.Says("Step 1 of 2 is done: Issue #4");
        Assert.Equal(["github", "google"], story.World.Providers.Calls.Select(call => call.Provider));
        Assert.Equal(2, story.Exchanges);
        Assert.Equal("Succeeded", await card.StateAsync());
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task A_read_is_approved_by_who_asked_and_the_act_that_follows_by_somebody_else()
    {
        await using var story = await Story.BeginAsync();
        var read = await story.AsksAsync(People.Ana, "read the open issues in acme/web and comment on the newest: we are on it");
        read.Says("List the open issues of acme/web", "Ana Ortiz, who asked");

        await read.PressAsync(People.Ana, "approve");
        var act = await story.CardWithAsync("approve", card => card.Contains("Comment on issue #3 in acme/web", StringComparison.Ordinal));

        act.Says("we are on it", "Read from outside before planning: List the open issues of acme/web", "What was read may have steered the plan.");
        Assert.Equal(1, story.Exchanges);
        await act.PressAsync(People.Ben, "approve");
        await act.ShowsAsync("Done: Comment:");

        Assert.Equal(["GET", "POST"], story.World.Providers.Calls.Select(call => call.Method));
        Assert.Equal(2, story.Exchanges);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task T18_what_a_stranger_wrote_into_an_issue_is_read_and_not_obeyed()
    {
        await using var story = await Story.BeginAsync();
        var read = await story.AsksAsync(People.Ana, "list the open issues in acme/api");

        await read.PressAsync(People.Ana, "approve");
        await read.ShowsAsync("Done: 2 issues");
        await story.HearsAsync("Cannot log in");
        await story.QuietAsync();

        Assert.Single(story.World.Teams.Messages, m => m.Card is not null && m.Conversation == Conversation.General.Id);
        Assert.Equal("GET", Assert.Single(story.World.Providers.Calls).Method);
        Assert.Empty(story.World.Providers.Transfers);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task T57_the_notification_says_what_the_card_says()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, "open an issue in acme/web: checkout fails in Safari");

        var summary = (string)((JsonObject)card.Message.Activity)["summary"]!;
        Assert.Contains("Approval needed, #1: Ana Ortiz asks: Open issue “checkout fails in Safari” in acme/web. Risk: medium. Decide until:", summary, StringComparison.Ordinal);
        Assert.Equal(summary, (string?)card.Message.Card!["fallbackText"]);
        await story.AssertPromisesAsync();
    }
}

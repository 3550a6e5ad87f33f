using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Journeys;

public sealed class PaymentTests
{
    private const string Ask = "transfer 1250.00 EUR to DE89370400440532013000 for invoice 4711";

    [Fact]
    public async Task A_payment_runs_after_the_approvers_fresh_login_with_a_second_factor()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);
        card.Says("Transfer 1250.00 EUR to DE89370400440532013000", "invoice 4711", "“Transfer money” is of critical risk.", "with a fresh login and a second factor", "Money leaves the company's account");

        var before = story.World.Teams.Messages.Count;
        var answer = await card.PressAsync(People.Ben, "approve");
        Assert.Contains("Waiting for Ben Weber to log in", CardText.Of(answer.Card), StringComparison.Ordinal);
        await card.ShowsAsync("Waiting for Ben Weber to log in");
        card.Says("It counts once they have logged in afresh with a second factor.");
        var link = await story.Browsers.LinkSentToAsync(People.Ben, before);
        await story.QuietAsync();
        Assert.Equal(0, story.Exchanges);

        var page = await StepUpAsync(story, People.Ben, link);

        Assert.Contains("Your approval is in", page, StringComparison.Ordinal);
        await card.ShowsAsync("Done: Transfer");
        card.Says("after a fresh login with a second factor");
        var transfer = Assert.Single(story.World.Providers.Transfers);
        Assert.Equal(1250.00m, transfer.Amount);
        Assert.Equal(1, story.Exchanges);
        Assert.Single(story.World.Providers.Calls);
        Assert.Equal(
            ["submitted", "decision-made", "step-up-asked", "step-up-proven", "approved", "step-claimed", "sending-began", "step-succeeded", "succeeded"], await card.TrailAsync());
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task A_step_up_that_was_left_lying_is_finished_later()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);
        var before = story.World.Teams.Messages.Count;
        await card.PressAsync(People.Ben, "approve");
        var link = await story.Browsers.LinkSentToAsync(People.Ben, before);
        using (var browser = new TenantBrowser(Story.Ct))
        {
            using var opened = await browser.GetAsync(link);
            Assert.True(opened.IsSuccessStatusCode);
        }

        story.Clock.Advance(TimeSpan.FromMinutes(10));
        await story.QuietAsync();
        Assert.Equal("AwaitingDecision", await card.StateAsync());
        Assert.Equal(0, story.Exchanges);

        Assert.Contains("Your approval is in", await StepUpAsync(story, People.Ben, link), StringComparison.Ordinal);
        await card.ShowsAsync("Done: Transfer");
        Assert.Single(story.World.Providers.Transfers);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task An_approver_whose_link_has_expired_presses_again_and_gets_another_one()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);
        var before = story.World.Teams.Messages.Count;
        await card.PressAsync(People.Ben, "approve");
        var old = await story.Browsers.LinkSentToAsync(People.Ben, before);
        story.Clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Contains("This link has expired", await StepUpAsync(story, People.Ben, old), StringComparison.Ordinal);
        Assert.Contains("Your approval is in", await card.ApproveWithStepUpAsync(People.Ben), StringComparison.Ordinal);

        await card.ShowsAsync("Done: Transfer");
        Assert.Single(story.World.Providers.Transfers);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task T23_a_login_of_somebody_else_is_no_proof()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);
        var before = story.World.Teams.Messages.Count;
        await card.PressAsync(People.Ben, "approve");
        var link = await story.Browsers.LinkSentToAsync(People.Ben, before);

        var page = await StepUpAsync(story, People.Eve, link);

        Assert.Contains("This login does not count", page, StringComparison.Ordinal);
        Assert.Contains("Somebody else logged in: this is not the account that is linked with the chat account the link was sent to. Nothing was changed.", page, StringComparison.Ordinal);
        await story.QuietAsync();
        Assert.Equal("AwaitingDecision", await card.StateAsync());
        Assert.Equal(0, story.Exchanges);
        Assert.Empty(story.World.Providers.Calls);

        Assert.Contains("Your approval is in", await StepUpAsync(story, People.Ben, link), StringComparison.Ordinal);
        await card.ShowsAsync("Done: Transfer");
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task T24_a_preview_that_opens_the_link_decides_nothing_and_spends_nothing()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);
        var before = story.World.Teams.Messages.Count;
        await card.PressAsync(People.Ben, "approve");
        var link = await story.Browsers.LinkSentToAsync(People.Ben, before);
        using (var scanner = new HttpClient())
        {
            scanner.DefaultRequestHeaders.UserAgent.ParseAdd("SkypeUriPreview Preview/0.5");
            for (var visit = 0; visit < 10; visit++)
            {
                using var head = new HttpRequestMessage(HttpMethod.Head, link);
                using var seen = await scanner.SendAsync(head, Story.Ct);
                using var got = await scanner.GetAsync(link, Story.Ct);
                Assert.True(got.IsSuccessStatusCode);
            }
        }

        await story.QuietAsync();
        Assert.Equal("AwaitingDecision", await card.StateAsync());
        Assert.Equal(0, story.Exchanges);
        Assert.Contains("Your approval is in", await StepUpAsync(story, People.Ben, link), StringComparison.Ordinal);
        await card.ShowsAsync("Done: Transfer");

        Assert.Contains("This link was already used", await StepUpAsync(story, People.Ben, link), StringComparison.Ordinal);
        await story.QuietAsync();
        Assert.Single(story.World.Providers.Transfers);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task A_large_payment_needs_two_people_and_the_banks_no_is_said_in_its_words()
    {
        await using var story = await Story.BeginAsync(options => options with { Onboarded = [People.Ana, People.Ben, People.Ada] });
        var card = await story.AsksAsync(People.Ana, "transfer 30000.00 EUR to DE89370400440532013000 for invoice 4711");
        card.Says("It moves more than 10,000 at once.", "2 of “managers”");

        Assert.Contains("Your approval is in", await card.ApproveWithStepUpAsync(People.Ben), StringComparison.Ordinal);
        await card.ShowsAsync("Approval needed: 1 of 2 given");
        await story.QuietAsync();
        Assert.Equal(0, story.Exchanges);
        Assert.Contains("Your approval is in", await card.ApproveWithStepUpAsync(People.Ada), StringComparison.Ordinal);

        await card.ShowsAsync("Failed: Payments refused it (422). The account does not hold that much.");
        Assert.Single(story.World.Providers.Calls);
        Assert.Empty(story.World.Providers.Transfers);
        await story.AssertPromisesAsync();
    }

    private static async Task<string> StepUpAsync(Story story, SandboxPerson person, Uri link)
    {
        using var browser = new TenantBrowser(Story.Ct);
        return TenantBrowser.TextOf(await story.Browsers.ThroughAsync(browser, person, link, secondFactor: true));
    }
}

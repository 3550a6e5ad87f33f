using System.Net;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Providers;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>The process is ended by SIGKILL at the moments that hurt, and started again on what it left behind.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task T39_killed_after_the_approval_and_before_the_call_it_goes_on_and_sends_once()
    {
        await using var story = await Faulty.InItsOwnProcessAsync();
        var card = await story.AsksAsync(People.Ana, "open an issue in acme/web: outlives a kill");
        await Faulty.ApproveAndHoldAtTheTenantAsync(story, card);

        await Faulty.KillAndStartAsync(story);
        await card.ShowsAsync("Issue #");

        var call = Assert.Single(story.World.Providers.Calls);
        Assert.Equal("POST", call.Method);
        Assert.Single(story.World.Providers.Issues, issue => issue.Title == "outlives a kill");
        Assert.Equal("Succeeded", await card.StateAsync());
        Assert.Equal(1, Copies(story, "outlives a kill"));
    }

    [Fact]
    public async Task T39_killed_after_the_answer_and_before_it_was_saved_the_outcome_is_unknown_and_a_person_settles_it()
    {
        await using var story = await Faulty.InItsOwnProcessAsync();
        var card = await story.AsksAsync(People.Ana, "open an issue in acme/web: nobody knows");
        await KilledBeforeTheAnswerIsSavedAsync(story, ProviderNames.GitHub, () => card.PressAsync(People.Ben, "approve"));

        await card.ShowsAsync("Outcome unknown");
        Assert.Contains("It may have happened", card.Text, StringComparison.Ordinal);
        Assert.Equal("Unknown", await card.StateAsync());
        await story.QuietAsync();
        Assert.Single(story.World.Providers.Calls);
        Assert.Equal(1, story.World.Providers.EffectsOf(ProviderNames.GitHub));

        await card.PressAsync(People.Ben, "settle_done");
        await card.ShowsAsync("Ben Weber looked: it happened");
        Assert.Equal("Succeeded", await card.StateAsync());
        Assert.Single(story.World.Providers.Calls);
    }

    [Fact]
    public async Task T39_killed_before_the_answer_was_saved_a_transfer_is_sent_again_with_its_key_and_made_once()
    {
        await using var story = await Faulty.InItsOwnProcessAsync();
        var card = await story.AsksAsync(People.Ana, "transfer 1250.00 EUR to DE89 3704 0044 0532 0130 00 for invoice 4711");
        await KilledBeforeTheAnswerIsSavedAsync(story, ProviderNames.Payments, () => card.ApproveWithStepUpAsync(People.Ben));

        await card.ShowsAsync("Done");

        Assert.Single(story.World.Providers.Transfers);
        Assert.Equal(1, story.World.Providers.EffectsOf(ProviderNames.Payments));
        var posts = story.World.Providers.Calls.Where(call => call.Method == "POST").ToList();
        Assert.Single(posts.Select(call => call.Headers["Idempotency-Key"]).Distinct());
        Assert.Single(posts.Select(call => call.BodySha256).Distinct());
        Assert.Equal("Succeeded", await card.StateAsync());
    }

    [Fact]
    public async Task T39_killed_right_after_a_message_was_acknowledged_its_card_appears_after_the_restart()
    {
        await using var story = await Faulty.InItsOwnProcessAsync();
        for (var round = 1; round <= 2; round++)
        {
            var answer = await story.SaysAsync(People.Ana, $"open an issue in acme/web: acknowledged {round}");
            Assert.Equal(HttpStatusCode.Accepted, answer.Status);

            await Faulty.KillAndStartAsync(story);

            await story.CardAsync(m => CardText.Of(m.Card).Contains($"“acknowledged {round}”", StringComparison.Ordinal), "the card of what was acknowledged");
            await story.QuietAsync();
            Assert.Equal(1, Copies(story, $"acknowledged {round}"));
        }
    }

    private static int Copies(Story story, string title) =>
        story.World.Teams.Messages.Count(m => m.From == "bot" && CardText.Of(m.Card).Contains($"“{title}”", StringComparison.Ordinal));

    // The provider answers late; meanwhile somebody keeps the product from writing. So it has the answer and cannot save it when it is killed.
    private static async Task KilledBeforeTheAnswerIsSavedAsync(Story story, string provider, Func<Task> approve)
    {
        story.World.Providers.Arm(provider, new ProviderFault(ProviderFaultKind.Slow) { Delay = TimeSpan.FromSeconds(1) });
        await approve();
        await Until.SoAsync(() => story.World.Providers.Calls.Count == 1, "the provider called");
        await using (await new ProductFile(story).LockAsync())
        {
            await Until.SoAsync(() => story.World.Providers.Calls[0].Status is not null, "the provider's answer");
            await Task.Delay(200, Story.Ct);
            story.World.Product.Kill();
        }

        await story.World.Product.StartAgainAsync(Story.Ct);
    }
}

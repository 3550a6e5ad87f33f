using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Providers;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Journeys;

public sealed class FailedTests
{
    private const string Ask = "open an issue in acme/web: checkout fails in Safari";

    [Theory]
    [InlineData("open an issue in acme/nothing: lost", "GitHub did not find it (404). Not Found")]
    [InlineData("open an issue in acme/handbook: lost", "GitHub refused it (410). Issues has been disabled in this repository.")]
    [InlineData("comment on issue #3 in acme/api: still there?", "GitHub refused it (410). This issue was deleted")]
    public async Task What_the_provider_refuses_is_said_in_its_words(string ask, string cause)
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, ask);

        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync($"Failed: {cause}");

        await AssertOneCallAsync(story, card, "Failed");
        await story.HearsAsync("Not done:");
    }

    [Theory]
    [InlineData(ProviderFaultKind.TooManyRequests, "GitHub asks to slow down (429). Ask again later.")]
    [InlineData(ProviderFaultKind.Redirect, "GitHub answered with a redirect (307). Redirects are not followed with a token.")]
    public async Task T14_what_was_surely_not_done_has_failed(ProviderFaultKind fault, string cause)
    {
        await using var story = await Story.BeginAsync();
        story.World.Providers.Arm("github", fault);
        var card = await story.AsksAsync(People.Ana, Ask);

        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync($"Failed: {cause}");

        await AssertOneCallAsync(story, card, "Failed");
        Assert.DoesNotContain(story.World.Providers.Issues, issue => issue.Title == "checkout fails in Safari");
    }

    [Theory]
    [InlineData(ProviderFaultKind.Fail, false, "GitHub answered with an error of its own (500); it may have happened all the same.")]
    [InlineData(ProviderFaultKind.FailAfterDoing, true, "GitHub answered with an error of its own (500); it may have happened all the same.")]
    [InlineData(ProviderFaultKind.Html, false, "GitHub answered with an error of its own (502); it may have happened all the same.")]
    [InlineData(ProviderFaultKind.DropAfterDoing, true, "The connection to the provider broke before its answer arrived. It may have happened all the same.")]
    public async Task T40_what_may_have_happened_is_not_sent_again_and_an_approver_says_what_is_true(ProviderFaultKind fault, bool happened, string cause)
    {
        await using var story = await Story.BeginAsync(options => options with { Onboarded = [People.Ana, People.Ben, People.Eve] });
        story.World.Providers.Arm("github", fault);
        var card = await story.AsksAsync(People.Ana, Ask);

        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync($"Not known whether it happened: {cause}");
        card.Says("Outcome unknown", "It is not sent again. Somebody who may approve looks there, then says here what is true.");
        await AssertOneCallAsync(story, card, "Unknown");

        var verb = happened ? "settle_done" : "settle_not_done";
        Assert.Equal("You are not among the people who may decide this request; the card says who is.", (await card.PressAsync(People.Ana, verb)).Toast);
        Assert.Equal("You are not among the people who may decide this request; the card says who is.", (await card.PressAsync(People.Eve, verb)).Toast);
        Assert.Equal("Unknown", await card.StateAsync());

        await card.PressAsync(People.Ben, verb);
        await card.ShowsAsync(happened ? "Done: Ben Weber looked: it happened." : "Failed: Ben Weber looked: it did not happen.");

        await AssertOneCallAsync(story, card, happened ? "Succeeded" : "Failed");
        Assert.Equal(happened ? 1 : 0, story.World.Providers.EffectsOf("github"));
    }

    [Fact]
    public async Task T40_a_lost_answer_is_asked_for_where_the_provider_can_tell()
    {
        await using var story = await Story.BeginAsync();
        story.World.Providers.Arm("google", ProviderFaultKind.DropAfterDoing);
        var card = await story.AsksAsync(People.Ana, "put a 30 minute triage with Ben in the calendar tomorrow at 10");

        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Done: Google Calendar was asked: it happened.");

        Assert.Equal(["POST", "GET"], story.World.Providers.Calls.Select(call => call.Method));
        Assert.Single(story.World.Providers.Events, e => e.Summary == "Triage");
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task T40_a_payment_is_sent_again_under_the_same_key_and_made_once()
    {
        await using var story = await Story.BeginAsync();
        story.World.Providers.Arm("payments", ProviderFaultKind.DropAfterDoing);
        var card = await story.AsksAsync(People.Ana, "transfer 1250.00 EUR to DE89370400440532013000 for invoice 4711");

        await card.ApproveWithStepUpAsync(People.Ben);
        await card.ShowsAsync("Done: Transfer");

        Assert.Single(story.World.Providers.Transfers);
        Assert.Single(story.World.Providers.Calls.Select(call => call.Headers["Idempotency-Key"]).Distinct());
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task T60_a_plan_of_five_stops_at_the_first_step_that_fails_whichever_it_is()
    {
        await using var story = await Story.BeginAsync();
        for (var failing = 1; failing <= 5; failing++)
        {
            var calls = story.World.Providers.Calls.Count;
            var exchanges = story.Exchanges;
            var asks = Enumerable.Range(1, 5).Select(step => $"open an issue in acme/{(step == failing ? "nothing" : "web")}: number {step} of round {failing}");
            var card = await story.AsksAsync(People.Ana, string.Join(", and ", asks));

            await card.PressAsync(People.Ben, "approve");
            await card.ShowsAsync($"Failed: step {failing} of 5");
            await story.QuietAsync();

            for (var step = 1; step <= 5; step++)
            {
                card.Says(step < failing ? $"Step {step} of 5 is done: Issue #"
                    : step == failing ? $"Step {step} of 5 failed: GitHub did not find it (404). Not Found"
                    : $"Step {step} of 5 was not run.");
            }

            Assert.Equal(failing, story.World.Providers.Calls.Count - calls);
            Assert.Equal(failing, story.Exchanges - exchanges);
            Assert.Equal("Failed", await card.StateAsync());
        }

        Assert.Equal(10, story.World.Providers.EffectsOf("github"));
        await story.AssertPromisesAsync();
    }

    private static async Task AssertOneCallAsync(Story story, Posted card, string state)
    {
        await story.AssertPromisesAsync();
        Assert.Equal(state, await card.StateAsync());
        Assert.Single(story.World.Providers.Calls);
        Assert.Equal(1, story.Exchanges);
    }
}

using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Journeys;

public sealed class OnceTests
{
    private const string Ask = "open an issue in acme/web: checkout fails in Safari";

    [Fact]
    public async Task T06_a_press_that_is_repeated_is_one_decision_and_a_later_one_is_told_who_was_first()
    {
        await using var story = await Story.BeginAsync(options => options with { Onboarded = [People.Ana, People.Ben, People.Ada] });
        var card = await story.AsksAsync(People.Ana, Ask);
        var button = card.Button("approve");
        JsonObject? pressed = null;

        await card.PressAsync(People.Ben, "approve", change: activity => pressed = (JsonObject)activity.DeepClone());
        var replayed = await story.World.Teams.DeliverAsync(card.MessageId, pressed!, Story.Ct);
        await card.ShowsAsync("Done: Issue #4");
        var again = await story.World.Teams.DeliverAsync(card.MessageId, pressed!, Story.Ct);
        var second = await card.PressKeptAsync(People.Ben, button, (JsonObject)button["data"]!);
        var other = await card.PressKeptAsync(People.Ada, button, (JsonObject)button["data"]!);

        Assert.NotNull(replayed.Card);
        Assert.NotNull(again.Card);
        Assert.Equal("#1 is already settled: approved by Ben Weber. Nothing was changed.", second.Toast);
        Assert.Equal("#1 is already settled: approved by Ben Weber. Nothing was changed.", other.Toast);
        await AssertOnceAsync(story, card);
    }

    [Fact]
    public async Task T06_many_presses_at_the_same_instant_are_one_decision()
    {
        await using var story = await Story.BeginAsync(options => options with { Onboarded = [People.Ana, People.Ben, People.Ada] });
        var card = await story.AsksAsync(People.Ana, Ask);
        var button = card.Button("approve");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(press =>
            card.PressKeptAsync(press % 2 == 0 ? People.Ben : People.Ada, button, (JsonObject)button["data"]!)));
        await card.ShowsAsync("Done: Issue #4");

        Assert.All(answers, answer => Assert.Equal(200, (int)answer.Status));
        Assert.Single(answers, answer => answer.Card is not null);
        Assert.All(answers.Where(answer => answer.Card is null), answer => Assert.Contains("already settled: approved by", answer.Toast, StringComparison.Ordinal));
        await AssertOnceAsync(story, card);
    }

    [Fact]
    public async Task T06_approval_and_rejection_at_the_same_instant_are_one_or_the_other()
    {
        await using var story = await Story.BeginAsync(options => options with { Onboarded = [People.Ana, People.Ben, People.Ada] });
        var card = await story.AsksAsync(People.Ana, Ask);

        await Task.WhenAll(card.PressAsync(People.Ben, "approve"), card.PressAsync(People.Ada, "reject", "No."));
        await story.AssertPromisesAsync();

        var trail = await card.TrailAsync();
        Assert.NotEqual(trail.Contains("approved"), trail.Contains("rejected"));
        Assert.Equal(trail.Contains("approved") ? 1 : 0, story.Exchanges);
    }

    [Fact]
    public async Task T36_words_that_are_delivered_twice_are_heard_once()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);
        var said = story.World.Teams.Messages.Last(m => m.From == People.Ana.Key && m.Text == Ask);
        var activity = story.World.Teams.Activities.Message(People.Ana, TeamsAgent.Sandbox.Chat.Conversation.General, null, said.Id, Ask);

        await story.World.Teams.DeliverAsync(said.Id, activity, Story.Ct);
        await story.AssertPromisesAsync();

        Assert.Single((await story.AdminAsync("/admin/requests"))!.AsArray());
        Assert.Equal("AwaitingDecision", await card.StateAsync());
    }

    private static async Task AssertOnceAsync(Story story, Posted card)
    {
        await story.AssertPromisesAsync();
        Assert.Equal(["submitted", "decision-made", "approved", "step-claimed", "sending-began", "step-succeeded", "succeeded"], await card.TrailAsync());
        Assert.Single(story.World.Providers.Calls);
        Assert.Equal(1, story.Exchanges);
    }
}

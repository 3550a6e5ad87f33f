using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Journeys;

public sealed class LookTwiceTests
{
    [Fact]
    public async Task T56_A_card_that_is_nearly_another_one_says_in_what_it_differs()
    {
        await using var story = await Story.BeginAsync();
        var one = await story.AsksAsync(People.Ana, "open an issue in acme/web: Twin cards");
        var other = await story.AsksAsync(People.Ana, "open an issue in acme/api: Twin cards");

        other.Says("#2", "Nearly the same as #1, which waits, too. It differs in: Repository.");
        Assert.DoesNotContain("Nearly the same", one.Text, StringComparison.Ordinal);

        await other.PressAsync(People.Ben, "approve");
        await other.ShowsAsync("Done");
        Assert.Contains(story.World.Providers.Calls, call => call.Target.Contains("/acme/api/", StringComparison.Ordinal));
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task T53_What_nobody_asked_for_is_marked()
    {
        await using var story = await Story.BeginAsync();

        var card = await story.AsksAsync(People.Ana, "send a mail to eve@contoso.example with the subject Lunch: see you at noon");

        Assert.Contains("eve@contoso.example", card.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("eve@contoso.example (added by the agent)", card.Text, StringComparison.Ordinal);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task One_message_tells_how_far_it_is_and_changes()
    {
        await using var story = await Story.BeginAsync();
        var before = story.World.Teams.Messages.Count;
        var card = await story.AsksAsync(People.Ana, "open an issue in acme/web: One line");
        var line = await story.HearsAsync("#1 waits for Ben Weber", before);

        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Done");
        await story.QuietAsync();

        var shown = story.World.Teams.Messages.Single(message => message.Id == line.Id);
        Assert.Equal("#1 is done.", shown.Text);
        Assert.Single(story.World.Teams.Messages.Skip(before), message => message.From == "bot" && message.Text.StartsWith('#'));
    }

    [Fact]
    public async Task A_mere_answer_takes_the_place_of_the_line()
    {
        await using var story = await Story.BeginAsync();
        var before = story.World.Teams.Messages.Count;

        await story.SaysAsync(People.Ana, "what can you do about the weather", privately: true);
        await story.QuietAsync();

        var said = Assert.Single(story.World.Teams.Messages.Skip(before), message => message.From == "bot");
        Assert.DoesNotContain("Received", said.Text, StringComparison.Ordinal);
    }
}

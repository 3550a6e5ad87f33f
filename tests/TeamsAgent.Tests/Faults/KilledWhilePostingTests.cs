using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Sandbox.Chat.Wire;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>The process is killed while its card is on the way to the chat.</summary>
public sealed class KilledWhilePostingTests
{
    [Fact]
    public async Task T39_killed_before_the_card_arrived_it_is_posted_once_after_the_restart()
    {
        await using var story = await Faulty.InItsOwnProcessAsync();
        story.World.Teams.Faults.NextCard(ConnectorFault.Hangs);
        await story.SaysAsync(People.Ana, "open an issue in acme/web: half posted");
        await Until.SoAsync(() => story.World.Teams.Faults.Waiting.Count == 0, "the posting under way");
        await Faulty.KillAndStartAsync(story);

        var card = new Posted(story, (await story.CardAsync(m => CardActions.Find(m.Card!, "approve") is not null, "the card")).Id);
        await story.QuietAsync();
        Assert.Single(Copies(story));
        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Issue #");
        Assert.Single(story.World.Providers.Calls);
    }

    // Teams takes no key by which it would know a message again, so nobody can tell whether it arrived: it may be posted a second time. One of
    // the two is the card; the other one decides nothing.
    [Fact]
    public async Task T39_killed_after_the_card_arrived_a_second_copy_may_appear_and_only_one_of_them_decides()
    {
        await using var story = await Faulty.InItsOwnProcessAsync();
        story.World.Teams.Faults.NextCard(ConnectorFault.DeliveredThenHangs);
        await story.SaysAsync(People.Ana, "open an issue in acme/web: twice there");
        await Until.SoAsync(() => Copies(story).Count == 1, "the card in the chat");
        await Faulty.KillAndStartAsync(story);

        await Until.SoAsync(() => Copies(story).Count == 2, "the card after the restart");
        await story.QuietAsync();
        var (twin, card) = (new Posted(story, Copies(story)[0].Id), new Posted(story, Copies(story)[1].Id));
        var refused = await twin.PressAsync(People.Ben, "approve");
        Assert.StartsWith("I did not post this card here", refused.Toast, StringComparison.Ordinal);
        Assert.Equal("AwaitingDecision", await card.StateAsync());

        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Issue #");
        await twin.PressAsync(People.Ben, "approve");
        await story.QuietAsync();
        Assert.Equal(2, Copies(story).Count);
        Assert.Single(story.World.Providers.Calls);
    }

    private static IReadOnlyList<ChatMessage> Copies(Story story) =>
        [.. story.World.Teams.Messages.Where(m => m.From == "bot" && m.Card is { } card && CardText.Of(card).Contains("Open issue “", StringComparison.Ordinal))];
}

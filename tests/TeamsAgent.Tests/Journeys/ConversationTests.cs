using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Journeys;

public sealed class ConversationTests
{
    [Fact]
    public async Task What_is_missing_is_asked_for_and_answered_in_the_thread()
    {
        await using var story = await Story.BeginAsync();
        var asked = await story.SaysAsync(People.Ana, "open an issue");
        await story.HearsAsync("Which repository should the issue go into? Please name it as owner/name.");
        await story.SaysAsync(People.Ana, "acme/web", root: asked.MessageId);
        await story.HearsAsync("What should the issue's title be?");
        Assert.DoesNotContain(story.World.Teams.Messages, m => m.Card is not null && m.Conversation == Conversation.General.Id);

        await story.SaysAsync(People.Ana, "checkout fails in Safari", root: asked.MessageId);
        var card = await story.CardWithAsync("approve", text => text.Contains("Open issue “checkout fails in Safari” in acme/web", StringComparison.Ordinal));

        Assert.Equal(asked.MessageId, card.Message.Root);
        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Done: Issue #4");
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task A_wish_that_nothing_can_do_is_answered_with_what_can_be_done()
    {
        await using var story = await Story.BeginAsync();
        await story.SaysAsync(People.Ana, "make me a sandwich");

        await story.HearsAsync("I did not understand that. I can");
        await story.AssertPromisesAsync();
        Assert.Empty((await story.AdminAsync("/admin/requests"))!.AsArray());
        Assert.Equal(0, story.Exchanges);
    }

    [Fact]
    public async Task In_the_private_chat_the_card_is_the_requesters_and_shows_no_approve_button()
    {
        await using var story = await Story.BeginAsync();
        await story.SaysAsync(People.Ana, "open an issue in acme/web: checkout fails in Safari", privately: true);

        var card = await story.TellsAsync(People.Ana, "Approval needed");
        Assert.Null(CardActions.Find(card.Card!, "approve"));
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task What_came_of_it_is_told_to_the_agent_and_it_says_so()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, "open an issue in acme/web: checkout fails in Safari");
        await card.PressAsync(People.Ben, "approve");

        await story.HearsAsync("Done: open an issue (Issue #4");
        await story.AssertPromisesAsync();
    }
}

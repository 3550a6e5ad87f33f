using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Journeys;

public sealed class NotApprovedTests
{
    private const string Ask = "open an issue in acme/web: checkout fails in Safari";
    private const string Payment = "transfer 1250.00 EUR to DE89370400440532013000 for invoice 4711";

    [Fact]
    public async Task A_rejection_says_why_and_asking_again_says_that_it_was_rejected()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);

        await card.PressAsync(People.Ben, "reject", "Not before Friday.");
        await card.ShowsAsync("Rejected by Ben Weber");

        card.Says("Because", "Not before Friday.", "Nothing was sent.");
        Assert.False(card.Has("approve"));
        await AssertNothingAsync(story, card, "Rejected");

        var again = await story.AsksAsync(People.Ana, Ask);
        again.Says("#2", "The same was rejected lately: #1 by Ben Weber on");
        await again.PressAsync(People.Ben, "approve");
        await again.ShowsAsync("Done: Issue #4");
        Assert.Equal(1, story.Exchanges);
        await story.AssertPromisesAsync();
    }

    [Fact]
    public async Task The_requester_takes_it_back_and_nobody_else_can()
    {
        await using var story = await Story.BeginAsync(options => options with { Onboarded = [People.Ana, People.Ben, People.Eve] });
        var card = await story.AsksAsync(People.Ana, Ask);

        Assert.Equal("Only the person who asked can withdraw this request. If you may decide it, you can reject it.", (await card.PressAsync(People.Eve, "withdraw")).Toast);
        Assert.Equal("AwaitingDecision", await card.StateAsync());
        await story.SaysAsync(People.Eve, "withdraw #1", privately: true);
        await story.TellsAsync(People.Eve, "You have no request #1. “my requests” lists yours.");

        await card.PressAsync(People.Ana, "withdraw");
        await card.ShowsAsync("Ana Ortiz took it back. Nothing was sent.");
        await AssertNothingAsync(story, card, "Withdrawn");
    }

    [Fact]
    public async Task The_requester_takes_it_back_in_words()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);

        await story.SaysAsync(People.Ana, "withdraw #1");
        await story.TellsAsync(People.Ana, "#1 is withdrawn.");

        await card.ShowsAsync("Ana Ortiz took it back. Nothing was sent.");
        await AssertNothingAsync(story, card, "Withdrawn");
    }

    [Fact]
    public async Task T02_somebody_who_is_no_approver_changes_nothing_whatever_the_press_says()
    {
        await using var story = await Story.BeginAsync(options => options with { Onboarded = [People.Ana, People.Ben, People.Eve] });
        var card = await story.AsksAsync(People.Ana, Ask);
        var (before, text) = (story.World.Teams.Messages.Count, card.Text);

        var answer = await card.PressAsync(People.Eve, "approve", change: press =>
        {
            var data = press["value"]!["action"]!["data"]!;
            (data["by"], data["userId"], data["aadObjectId"]) = (People.Ben.Name, People.Ben.TeamsId, People.Ben.AadObjectId);
        });

        Assert.Equal("You are not among the people who may decide this request; the card says who is.", answer.Toast);
        await story.QuietAsync();
        Assert.Equal(text, card.Text);
        Assert.Equal(before, story.World.Teams.Messages.Count);
        await AssertNothingAsync(story, card, "AwaitingDecision");
    }

    [Fact]
    public async Task The_requester_cannot_approve_what_is_of_medium_risk()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);

        Assert.Equal("You asked for this, so somebody else has to decide it; the card says who may.", (await card.PressAsync(People.Ana, "approve")).Toast);
        await AssertNothingAsync(story, card, "AwaitingDecision");
    }

    [Fact]
    public async Task A_manager_cannot_approve_what_they_asked_for_themselves()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ben, Ask);

        Assert.Equal("You asked for this, so somebody else has to decide it; the card says who may.", (await card.PressAsync(People.Ben, "approve")).Toast);
        await AssertNothingAsync(story, card, "AwaitingDecision");
    }

    [Fact]
    public async Task T04_a_card_that_was_copied_elsewhere_decides_nothing()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);
        const string foreign = "I did not post this card here, so nothing was decided. Decide on the card in the conversation where it was asked for.";

        Assert.Equal(foreign, (await card.PressAsync(People.Ben, "approve", change: press => press["replyToId"] = "1700000000000")).Toast);
        Assert.Equal(foreign, (await card.PressAsync(People.Ben, "approve", change: press =>
        {
            press["conversation"]!["id"] = Conversation.With(People.Ben).Id;
            press["conversation"]!["conversationType"] = "personal";
        })).Toast);
        await AssertNothingAsync(story, card, "AwaitingDecision");
    }

    [Fact]
    public async Task T05_a_press_with_another_nonce_or_another_plan_decides_nothing()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);
        var other = await story.AsksAsync(People.Ana, "open an issue in acme/api: the key is shown");
        var stolen = (string)other.Data("approve")["nonce"]!;

        Assert.Equal(
            "The plan has changed since this card was shown. Look at the newest card and decide there.",
            (await card.PressAsync(People.Ben, "approve", change: press => press["value"]!["action"]!["data"]!["nonce"] = stolen)).Toast);
        Assert.Equal(
            "The plan has changed since this card was shown. Look at the newest card and decide there.",
            (await card.PressAsync(People.Ben, "approve", change: press => press["value"]!["action"]!["data"]!["plan"] = (string)other.Data("approve")["plan"]!)).Toast);
        await AssertNothingAsync(story, card, "AwaitingDecision");
    }

    [Fact]
    public async Task T09_a_bot_or_a_workflow_decides_nothing()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);

        await card.PressAsync(People.Ben, "approve", change: press => press["from"]!["role"] = "bot");
        await card.PressAsync(People.Ben, "approve", change: press => press["from"]!["id"] = "28:somebody-elses-bot");

        await AssertNothingAsync(story, card, "AwaitingDecision");
    }

    [Fact]
    public async Task T52_an_ok_a_reaction_or_an_edited_message_is_no_approval()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);
        var teams = story.World.Teams;
        var root = card.Message.Root ?? card.MessageId;

        await story.SaysAsync(People.Ben, "ok", root: root);
        await story.SaysAsync(People.Ben, "approve", root: root);
        await story.SaysAsync(People.Ben, "approve #1", privately: true);
        await teams.DeliverAsync(card.MessageId, teams.Activities.About("messageReaction", People.Ben, card.Message, activity =>
            activity["reactionsAdded"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["type"] = "like" })), Story.Ct);
        var said = teams.Messages.Last(m => m.From == People.Ben.Key);
        await teams.DeliverAsync(said.Id, teams.Activities.About("messageUpdate", People.Ben, said, activity => activity["text"] = "I approve this"), Story.Ct);

        await AssertNothingAsync(story, card, "AwaitingDecision");
    }

    [Fact]
    public async Task What_the_policy_denies_says_so_on_the_card()
    {
        var policy = Path.Combine(Path.GetTempPath(), $"policy-{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(policy, $"""
            {await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "policy.yaml"), Story.Ct)}
              - name: no payments by chat
                why: Payments are made at the bank.
                when: {"{ actions: [payments.*] }"}
                then: {"{ level: deny }"}
            """, Story.Ct);
        try
        {
            await using var story = await Story.BeginAsync(options => options with { PolicyPath = policy });
            await story.SaysAsync(People.Ana, Payment);

            var message = await story.CardAsync(m => CardText.Of(m.Card).Contains("Not allowed by the policy", StringComparison.Ordinal), "a card that says no");
            Assert.Contains("Payments are made at the bank. Nothing was sent.", CardText.Of(message.Card), StringComparison.Ordinal);
            Assert.Null(CardActions.Find(message.Card!, "approve"));
            await story.AssertPromisesAsync();
            Assert.Equal(0, story.Exchanges);
            Assert.Equal("Rejected", (string?)(await story.AdminAsync("/admin/requests"))![0]!["state"]);
        }
        finally
        {
            File.Delete(policy);
        }
    }

    private static async Task AssertNothingAsync(Story story, Posted card, string state)
    {
        await story.AssertPromisesAsync();
        Assert.Equal(state, await card.StateAsync());
        Assert.Equal(0, story.Exchanges);
        Assert.Empty(story.World.Providers.Calls);
    }
}

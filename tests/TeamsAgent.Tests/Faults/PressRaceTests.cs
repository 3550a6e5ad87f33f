using System.Net;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>Everybody presses at once, and the platform delivers twice.</summary>
public sealed class PressRaceTests
{
    [Fact]
    public async Task T06_of_two_hundred_presses_at_once_one_decides_and_all_are_answered()
    {
        await using var story = await Faulty.BeginAsync();
        await story.Browsers.LinkAsync(People.Ada);
        var card = await story.AsksAsync(People.Ana, "open an issue in acme/web: everybody presses");
        var presses = Enumerable.Range(0, 100).Select(i => Press(story, card, i % 2 == 0 ? People.Ben : People.Ada, i % 3 == 0 ? "reject" : "approve")).ToList();

        var answers = await Task.WhenAll(presses.Concat(presses).Select(press => story.World.Teams.DeliverAsync(card.MessageId, press, Story.Ct)));

        Assert.Equal(200, answers.Length);
        Assert.All(answers, IsFriendly);
        await Until.SoAsync(async () => await card.StateAsync() is "Succeeded" or "Rejected", "the request's end");
        await story.QuietAsync();
        await OneDecisionAsync(story, card);
    }

    [Fact]
    public async Task T06_a_hundred_approvals_at_once_run_it_once()
    {
        await using var story = await Faulty.BeginAsync();
        var card = await story.AsksAsync(People.Ana, "open an issue in acme/web: approved a hundred times");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => story.World.Teams.DeliverAsync(card.MessageId, Press(story, card, People.Ben, "approve"), Story.Ct)));

        Assert.All(answers, IsFriendly);
        await card.ShowsAsync("Issue #");
        await story.QuietAsync();
        Assert.Single(story.World.Providers.Calls);
        await OneDecisionAsync(story, card);
    }

    private static JsonObject Press(Story story, Posted card, SandboxPerson by, string verb)
    {
        var action = CardActions.Find(card.Message.Card!, verb)!;
        return story.World.Teams.Activities.Press(by, card.Message, action, (JsonObject)action["data"]!.DeepClone());
    }

    private static void IsFriendly(InboundResult answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(answer.Card is not null || answer.Toast is { Length: > 10 }, answer.Body);
    }

    private static async Task OneDecisionAsync(Story story, Posted card)
    {
        var trail = await story.TrailAsync(card.RequestId);
        Assert.Single(trail, kind => kind is "decision-made" or "rejected");
        Assert.Single(trail, kind => kind is "approved" or "rejected");
        Assert.Equal(trail.Contains("approved") ? 1 : 0, story.World.Providers.Calls.Count);
        Assert.Equal(trail.Contains("approved") ? 1 : 0, story.Exchanges);
        Assert.Single(trail, kind => kind is "succeeded" or "rejected");
    }
}

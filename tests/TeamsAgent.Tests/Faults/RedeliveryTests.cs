using System.Net;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>The platform delivers late, twice, three times and in another order.</summary>
public sealed class RedeliveryTests
{
    private const int Requests = 8;

    [Theory]
    [InlineData(7)]
    [InlineData(4711)]
    public async Task T36_every_delivery_one_to_three_times_in_any_order_comes_to_the_same_end(int seed)
    {
        var random = new Random(seed);
        await using var story = await Faulty.BeginAsync();
        var thread = await Faulty.ThreadAsync(story);
        var asked = Enumerable.Range(0, Requests).Select(i => Faulty.Ask(story, thread, i, $"open an issue in acme/web: delivery {i}")).ToList();

        await DeliverAsync(story, asked, random, HttpStatusCode.Accepted);
        var cards = new List<Posted>();
        for (var i = 0; i < Requests; i++)
        {
            cards.Add(new Posted(story, (await story.CardAsync(m => CardText.Of(m.Card).Contains($"“delivery {i}”", StringComparison.Ordinal), $"card {i}")).Id));
        }

        await DeliverAsync(story, cards.Select((card, i) => Press(story, card, i % 2 == 0 ? "approve" : "reject")).ToList(), random, HttpStatusCode.OK);
        foreach (var (i, card) in cards.Index())
        {
            await card.ShowsAsync(i % 2 == 0 ? "Issue #" : "Rejected by Ben Weber");
        }

        await story.QuietAsync();
        Assert.Equal(Requests, await new ProductFile(story).ReadAsync<int>("SELECT COUNT(*) FROM requests"));
        Assert.Equal(Requests / 2, story.World.Providers.Calls.Count);
        Assert.Equal(Requests, story.World.Teams.Messages.Count(m => m.From == "bot" && CardText.Of(m.Card).Contains("“delivery ", StringComparison.Ordinal)));
    }

    private static JsonObject Press(Story story, Posted card, string verb)
    {
        var action = CardActions.Find(card.Message.Card!, verb)!;
        return story.World.Teams.Activities.Press(People.Ben, card.Message, action, (JsonObject)action["data"]!.DeepClone());
    }

    private static async Task DeliverAsync(Story story, IReadOnlyList<JsonObject> activities, Random random, HttpStatusCode expected)
    {
        var deliveries = activities.SelectMany(activity => Enumerable.Repeat(activity, random.Next(1, 4))).ToArray();
        random.Shuffle(deliveries);
        var answers = new List<InboundResult>();
        foreach (var together in deliveries.Chunk(4))
        {
            answers.AddRange(await Task.WhenAll(together.Select(activity => story.World.Teams.DeliverAsync("", activity, Story.Ct))));
        }

        Assert.All(answers, answer => Assert.Equal(expected, answer.Status));
    }
}

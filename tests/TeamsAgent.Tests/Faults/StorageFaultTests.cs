using System.Net;
using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>The database cannot be written for a while.</summary>
public sealed class StorageFaultTests
{
    [Fact]
    public async Task T41_what_cannot_be_stored_is_not_acknowledged_and_its_retry_is_handled_once()
    {
        await using var story = await Faulty.BeginAsync();
        var ask = Faulty.Ask(story, await Faulty.ThreadAsync(story), 1, "open an issue in acme/web: asked while it was locked");
        await using (await new ProductFile(story).LockAsync())
        {
            var refused = await story.World.Teams.PostRawAsync(ask.ToJsonString(), story.World.Teams.Tokens.Mint(story.World.Teams.ServiceUrl), Story.Ct);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        }

        for (var retry = 0; retry < 3; retry++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await story.World.Teams.DeliverAsync("", ask, Story.Ct)).Status);
        }

        await story.CardAsync(m => CardText.Of(m.Card).Contains("“asked while it was locked”", StringComparison.Ordinal), "the card");
        await story.QuietAsync();
        Assert.Equal(1, await new ProductFile(story).ReadAsync<int>("SELECT COUNT(*) FROM requests"));
        Assert.Single(story.World.Teams.Messages, m => CardText.Of(m.Card).Contains("“asked while it was locked”", StringComparison.Ordinal));
    }

    [Fact]
    public async Task T41_a_press_that_cannot_be_stored_decides_nothing_and_can_be_made_again()
    {
        await using var story = await Faulty.BeginAsync(("Chat:HandlingLease", "00:00:02"));
        var card = await story.AsksAsync(People.Ana, "open an issue in acme/web: pressed while it was locked");
        await using (await new ProductFile(story).LockAsync())
        {
            Assert.NotEqual(HttpStatusCode.OK, (await card.PressAsync(People.Ben, "approve")).Status);
            Assert.Equal("AwaitingDecision", await card.StateAsync());
        }

        await story.QuietAsync();
        Assert.Equal("AwaitingDecision", await card.StateAsync());
        Assert.Empty(story.World.Providers.Calls);
        Assert.Equal(HttpStatusCode.OK, (await card.PressAsync(People.Ben, "approve")).Status);
        await card.ShowsAsync("Issue #");
        Assert.Single(story.World.Providers.Calls);
    }
}

using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Journeys;

public sealed class ApprovedTests
{
    [Fact]
    public async Task An_issue_is_opened_exactly_as_it_was_shown()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, "open an issue in acme/web: checkout fails in Safari");

        Assert.Contains("Open issue “checkout fails in Safari” in acme/web", card.Text, StringComparison.Ordinal);
        Assert.Contains("Ana Ortiz", card.Text, StringComparison.Ordinal);
        Assert.Equal(0, story.Exchanges);

        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Issue #");

        var call = Assert.Single(story.World.Providers.Calls);
        Assert.Equal("POST", call.Method);
        Assert.Equal(1, story.Exchanges);
        Assert.Contains(story.World.Providers.Issues, issue => issue.Title == "checkout fails in Safari");
        Assert.Equal("Succeeded", await card.StateAsync());
        Assert.Equal(["submitted", "decision-made", "approved", "step-claimed", "sending-began", "step-succeeded", "succeeded"], await story.TrailAsync(card.RequestId));
    }
}

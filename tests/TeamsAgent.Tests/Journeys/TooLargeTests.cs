using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Journeys;

public sealed class TooLargeTests
{
    [Fact]
    public async Task T12_A_plan_that_cannot_be_shown_whole_is_not_put_up()
    {
        await using var story = await Story.BeginAsync(options => options with
        {
            Settings = new Dictionary<string, string?>(options.Settings) { ["Planning:MaxSteps"] = "20" },
        });
        // Twelve issues with titles of 250 letters: every title is decisive, together they are more than a card holds.
        var title = new string('ä', 250);
        await story.SaysAsync(People.Ana, string.Join("; ", Enumerable.Range(1, 12).Select(i => $"open an issue in acme/web: {i}{title}"[..270])));

        await story.HearsAsync("too large for one card");
        Assert.DoesNotContain(story.World.Teams.Messages, message => message.Card is { } card && CardActions.Find(card, "approve") is not null);
        Assert.Equal("[]", (await story.AdminAsync("/admin/requests"))!.ToJsonString());
    }
}

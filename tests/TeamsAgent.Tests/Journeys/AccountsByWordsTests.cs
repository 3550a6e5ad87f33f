using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Journeys;

public sealed class AccountsByWordsTests
{
    [Fact]
    public async Task Accounts_are_listed_disconnected_and_the_link_is_forgotten_by_words()
    {
        await using var story = await Story.BeginAsync();

        await story.SaysAsync(People.Ana, "my accounts", privately: true);
        await story.HearsAsync("You have connected: GitHub, Google, Payments.");

        await story.SaysAsync(People.Ana, "disconnect github", privately: true);
        await story.HearsAsync("GitHub");
        await story.SaysAsync(People.Ana, "my accounts", privately: true);
        await story.HearsAsync("You have connected: Google, Payments.");

        await story.SaysAsync(People.Ana, "unlink", privately: true);
        await story.HearsAsync("no longer linked");
        await story.SaysAsync(People.Ana, "status", privately: true);
        await story.HearsAsync("Your chat account is not linked to a login yet.");
        Assert.Contains(story.World.Tenant.Calls, call => call.Path.EndsWith("/oauth/revoke", StringComparison.Ordinal));
    }
}

using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>The clock stands a moment before, at and after the end of the time. The sweep sleeps, so that nothing but the check itself decides.</summary>
public sealed class ExpiryTests : IAsyncLifetime
{
    private Story? _story;

    private Story Story => _story!;

    public async ValueTask InitializeAsync() => _story = await Faulty.BeginAsync(("Sweep:Every", "10:00:00"));

    public ValueTask DisposeAsync() => Story.DisposeAsync();

    [Fact]
    public async Task T07_a_press_counts_until_the_last_millisecond_and_not_from_then_on()
    {
        foreach (var (milliseconds, inTime) in new[] { (-300_000, true), (-1, true), (0, false), (1, false), (300_000, false) })
        {
            var (calls, exchanges) = (Story.World.Providers.Calls.Count, Story.Exchanges);
            var card = await Story.AsksAsync(People.Ana, $"open an issue in acme/web: pressed at {milliseconds}");
            var end = (await new ProductFile(Story).RequestAsync(card.RequestId)).ExpiresAt;
            Story.Clock.StandAt(end + TimeSpan.FromMilliseconds(milliseconds));

            var answer = await card.PressAsync(People.Ben, "approve");
            if (inTime)
            {
                await card.ShowsAsync("Issue #");
            }
            else
            {
                Assert.Equal("This request has expired. Ask again if it is still needed.", answer.Toast);
                await Story.QuietAsync();
                Assert.Equal("AwaitingDecision", await card.StateAsync());
            }

            Assert.Equal(inTime ? 1 : 0, Story.World.Providers.Calls.Count - calls);
            Assert.Equal(inTime ? 1 : 0, Story.Exchanges - exchanges);
        }
    }

    [Fact]
    public async Task T07_what_was_approved_in_time_begins_until_the_last_millisecond_and_not_from_then_on()
    {
        foreach (var (milliseconds, inTime) in new[] { (-300_000, true), (-1, true), (0, false), (1, false), (300_000, false) })
        {
            var calls = Story.World.Providers.Calls.Count;
            var card = await Story.AsksAsync(People.Ana, $"open an issue in acme/web: claimed at {milliseconds}");
            var end = (await new ProductFile(Story).RequestAsync(card.RequestId)).ExpiresAt;
            await Faulty.ApproveWhileTheTenantIsDownAsync(Story, card);
            await card.ShowsAsync("Waiting to begin");
            var exchanges = Story.Exchanges;
            Story.Clock.StandAt(end + TimeSpan.FromMilliseconds(milliseconds));
            Story.World.Tenant.Faults.Clear();

            await card.ShowsAsync(inTime ? "Issue #" : "It was approved, but the time was over before all of it had run.");
            await Story.QuietAsync();
            Assert.Equal(inTime ? "Succeeded" : "Expired", await card.StateAsync());
            Assert.Equal(inTime ? 1 : 0, Story.World.Providers.Calls.Count - calls);
            Assert.Equal(inTime ? 1 : 0, Story.Exchanges - exchanges);
        }
    }
}

using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>The tenant is down at the very moment of an execution.</summary>
[Collection(InFaultyWorld.Name)]
public sealed class TenantDownTests(FaultyWorld world)
{
    private readonly Story _story = world.Story;

    [Fact]
    public async Task T33_a_tenant_that_is_down_is_asked_again_after_pauses_and_the_approval_is_kept()
    {
        var (exchanges, calls) = (_story.Exchanges, _story.World.Providers.Calls.Count);
        var card = await _story.AsksAsync(People.Ana, "open an issue in acme/web: the tenant comes back");
        try
        {
            await Faulty.ApproveWhileTheTenantIsDownAsync(_story, card);
            await Task.Delay(TimeSpan.FromSeconds(1.5), Story.Ct);

            Assert.Equal(1, _story.Exchanges - exchanges);
        }
        finally
        {
            _story.World.Tenant.Faults.Clear();
        }

        await card.ShowsAsync("Issue #");
        Assert.Equal(1, _story.World.Providers.Calls.Count - calls);
    }
}

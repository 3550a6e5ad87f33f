using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>Somebody with the database file changes what people approved.</summary>
[Collection(InFaultyWorld.Name)]
public sealed class AlteredSealTests(FaultyWorld world)
{
    private const string Sentence = "The sealed call was altered after it was shown; nothing was sent.";
    private readonly Story _story = world.Story;
    private readonly ProductFile _file = new(world.Story);

    [Fact]
    public async Task T11_a_byte_changed_after_the_approval_is_never_sent()
    {
        var calls = _story.World.Providers.Calls.Count;
        var card = await _story.AsksAsync(People.Ana, "open an issue in acme/web: approved as this");
        await Faulty.ApproveWhileTheTenantIsDownAsync(_story, card);
        await _file.AlterAsync(card.RequestId, "/repos/acme/web/issues", "/repos/acme/wed/issues");
        var exchanges = _story.Exchanges;
        _story.World.Tenant.Faults.Clear();

        await RefusedAsync(card, calls);
        Assert.Equal(exchanges, _story.Exchanges);
    }

    [Fact]
    public async Task T11_a_byte_changed_before_the_decision_is_never_sent()
    {
        var (calls, exchanges) = (_story.World.Providers.Calls.Count, _story.Exchanges);
        var card = await _story.AsksAsync(People.Ana, "open an issue in acme/web: shown as this");
        await _file.AlterAsync(card.RequestId, "/repos/acme/web/issues", "/repos/acme/wed/issues");
        await card.PressAsync(People.Ben, "approve");

        await RefusedAsync(card, calls);
        Assert.Equal(exchanges, _story.Exchanges);
    }

    [Fact]
    public async Task T11_a_change_that_also_replaces_the_stored_hash_loses_the_decisions_that_were_made_for_the_old_one()
    {
        var calls = _story.World.Providers.Calls.Count;
        var card = await _story.AsksAsync(People.Ana, "open an issue in acme/web: approved under this hash");
        await Faulty.ApproveWhileTheTenantIsDownAsync(_story, card);
        var request = await _file.RequestAsync(card.RequestId);
        var step = request.Plan.Steps[0];
        var plan = request.Plan with { Steps = [step with { Call = step.Call with { Url = step.Call.Url.Replace("/web/", "/wed/", StringComparison.Ordinal) } }] };
        await _file.AlterAsync(card.RequestId, step.Call.Url, plan.Steps[0].Call.Url);
        await _file.AlterAsync(card.RequestId, $"\"PlanHash\":\"{request.PlanHash.Hex}\"", $"\"PlanHash\":\"{plan.Hash().Hex}\"");
        _story.World.Tenant.Faults.Clear();

        await card.ShowsAsync("Approval needed");
        await _story.QuietAsync();
        Assert.Equal("AwaitingDecision", await card.StateAsync());
        Assert.Contains("decision-voided", await _story.TrailAsync(card.RequestId));
        Assert.Equal(calls, _story.World.Providers.Calls.Count);
    }

    private async Task RefusedAsync(Posted card, int calls)
    {
        await card.ShowsAsync(Sentence);
        await _story.QuietAsync();
        Assert.Equal("Failed", await card.StateAsync());
        Assert.Contains("seal-altered", await _story.TrailAsync(card.RequestId));
        Assert.Equal(calls, _story.World.Providers.Calls.Count);
    }
}

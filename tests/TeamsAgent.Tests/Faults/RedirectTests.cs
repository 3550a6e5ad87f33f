using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Providers;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>The provider points elsewhere.</summary>
[Collection(InFaultyWorld.Name)]
public sealed class RedirectTests(FaultyWorld world)
{
    private readonly Story _story = world.Story;

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task T14_a_redirect_is_never_followed_with_the_token(int status)
    {
        var calls = _story.World.Providers.Calls.Count;
        var card = await _story.AsksAsync(People.Ana, $"open an issue in acme/web: redirect {status}");
        _story.World.Providers.Arm(ProviderNames.GitHub, new ProviderFault(ProviderFaultKind.Redirect) { RedirectStatus = status });
        await card.PressAsync(People.Ben, "approve");

        await card.ShowsAsync($"GitHub answered with a redirect ({status}). Redirects are not followed with a token.");
        await _story.QuietAsync();
        Assert.Single(_story.World.Providers.Calls.Skip(calls));
        Assert.Empty(_story.World.Providers.OtherHost.Visits);
        Assert.Equal("Failed", await card.StateAsync());
    }
}

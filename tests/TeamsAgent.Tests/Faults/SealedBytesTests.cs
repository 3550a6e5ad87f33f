using TeamsAgent.Domain.Plans;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Providers;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>What arrived at the provider is, byte for byte, what the card's hash stands for.</summary>
[Collection(InFaultyWorld.Name)]
public sealed class SealedBytesTests(FaultyWorld world)
{
    private readonly Story _story = world.Story;

    [Theory]
    [InlineData("open an issue in acme/web: plain words")]
    [InlineData("open an issue in acme/web: “quotes” \\ back\\slash & <b>tags</b> 🚀 Ünïcode é é")]
    [InlineData("comment on issue 1 in acme/web: a + b = 100%")]
    [InlineData("put a 30 minute triage with Ben in the calendar tomorrow at 10")]
    [InlineData("send a mail to ben@contoso.example saying: Zahlen für März — thanks")]
    public async Task T15_the_bytes_that_the_provider_received_have_the_hash_on_the_card(string words)
    {
        var calls = _story.World.Providers.Calls.Count;
        var card = await _story.AsksAsync(People.Ana, words);
        var shown = card.Text.Replace(" ", "", StringComparison.Ordinal);
        var approved = (await new ProductFile(_story).RequestAsync(card.RequestId)).Plan.Steps[0].Call;
        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Done");

        var call = Assert.Single(_story.World.Providers.Calls.Skip(calls));
        Assert.Contains(Received(call, approved).Hash().Hex, shown, StringComparison.Ordinal);
    }

    // Built from what came in alone; of the stored call only what no provider can see: which headers are sealed, connection and scopes.
    private SealedCall Received(ProviderCall call, SealedCall approved) => new()
    {
        Method = call.Method,
        Url = _story.World.Providers.Address + call.Target,
        Headers = [.. approved.Headers.Select(header => new CallHeader(header.Name, call.Headers[header.Name]))],
        Body = call.Body,
        Connection = approved.Connection,
        Scopes = approved.Scopes,
    };
}

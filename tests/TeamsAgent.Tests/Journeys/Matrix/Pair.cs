using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Journeys;

/// <summary>A story in which Ana asks on one platform and Ben, who may be on another, decides.</summary>
internal sealed class Pair : IAsyncDisposable
{
    private Pair(Story story, string asks, string approves) =>
        (Story, Requester, Approver) = (story, Surface.Of(story, asks), Surface.Of(story, approves));

    public Story Story { get; }

    public World World => Story.World;

    /// <summary>Where Ana is.</summary>
    public Surface Requester { get; }

    /// <summary>Where Ben is.</summary>
    public Surface Approver { get; }

    public static async Task<Pair> BeginAsync(string asks, string approves) =>
        new(await Story.BeginAsync(options => options with
        {
            Slack = true, Onboarded = On("teams", asks, approves), OnSlack = On("slack", asks, approves),
        }), asks, approves);

    /// <summary>Ana asks in the channel; her card, and the one that Ben sees.</summary>
    public async Task<(SurfaceCard Own, SurfaceCard Seen)> AskAsync(string text, string says)
    {
        var (own, other) = (Requester.Mark(), Approver.Mark());
        await Requester.SaysAsync(People.Ana, text);
        var asked = await Requester.SeesCardAsync(People.Ana, says, own);
        var seen = await Approver.SeesCardAsync(People.Ben, says, other);
        await Story.QuietAsync();
        return (asked, seen);
    }

    public Task AssertPromisesAsync() => Story.AssertPromisesAsync();

    public ValueTask DisposeAsync() => Story.DisposeAsync();

    private static IReadOnlyList<SandboxPerson> On(string platform, string asks, string approves) =>
        [.. new[] { (People.Ana, asks), (People.Ben, approves) }.Where(pair => pair.Item2 == platform).Select(pair => pair.Item1)];
}

using System.Net;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Sandbox.Providers;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>People ask and approve while the process is killed again and again at moments that a seed picks.</summary>
public sealed class SoakTests
{
    private const int Requests = 20;
    private const int Kills = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task T39_killed_ten_times_at_random_under_load_nothing_is_lost_and_nothing_is_done_twice()
    {
        await using var story = await Faulty.InItsOwnProcessAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Story.Ct);
        var thread = await Faulty.ThreadAsync(story);
        var killing = KillAsync(story, new Random(39));
        var pressing = PressEverythingAsync(story, stop.Token);
        for (var i = 0; i < Requests; i++)
        {
            await DeliverUntilAcknowledgedAsync(story, thread, i);
            await Task.Delay(400, Story.Ct);
            Assert.False(killing.IsFaulted, killing.Exception?.Message);
        }

        await killing;
        var file = new ProductFile(story);
        await Until.SoAsync(async () => await SettledAsync(file) == Requests, "every request settled", Patience);
        await stop.CancelAsync();
        await pressing;
        await story.QuietAsync();

        await CountAsync(story, file);
    }

    // What counts in the end: one request for each message, one effect at the most for each request, and as many as are said.
    private static async Task CountAsync(Story story, ProductFile file)
    {
        var requests = new List<ApprovalRequest>();
        foreach (var id in await file.AllAsync("SELECT \"Id\" FROM requests ORDER BY \"Number\""))
        {
            requests.Add(await file.RequestAsync(id));
        }

        Assert.Equal(Enumerable.Range(0, Requests).Select(Title).Order(), requests.Select(TitleOf).Order());
        var done = story.World.Providers.Issues.CountBy(issue => issue.Title).ToDictionary();
        foreach (var request in requests)
        {
            var times = done.GetValueOrDefault(TitleOf(request));
            switch (request.State)
            {
                case RequestState.Succeeded:
                    Assert.Equal(1, times);
                    break;
                case RequestState.Unknown:
                    Assert.InRange(times, 0, 1);
                    break;
                default:
                    Assert.Fail($"{TitleOf(request)} ended as {request.State}; it was done {times} times.");
                    break;
            }
        }

        Assert.True(story.World.Providers.Calls.Count <= Requests);
        Assert.Equal(story.World.Providers.EffectsOf(ProviderNames.GitHub), requests.Sum(request => done.GetValueOrDefault(TitleOf(request))));
        Assert.Null((string?)(await story.AdminAsync("/admin/audit/verification"))!["fault"]);
    }

    private static string Title(int number) => $"soak {number:00}";

    private static string TitleOf(ApprovalRequest request) => request.Plan.Steps[0].Facts.First(fact => fact.Label == "Title").Value;

    private static async Task<int> SettledAsync(ProductFile file) =>
        await file.ReadAsync<int>("SELECT COUNT(*) FROM requests WHERE \"State\" IN ('Succeeded', 'Unknown', 'Failed', 'Expired', 'Rejected')");

    private static async Task KillAsync(Story story, Random random)
    {
        for (var i = 0; i < Kills; i++)
        {
            await Task.Delay(random.Next(50, 1800), Story.Ct);
            await Faulty.KillAndStartAsync(story);
        }
    }

    // As the platform does: the same activity again until it is acknowledged.
    private static async Task DeliverUntilAcknowledgedAsync(Story story, string thread, int number)
    {
        var activity = Faulty.Ask(story, thread, number, $"open an issue in acme/web: {Title(number)}");
        await Until.SoAsync(async () => await TryAsync(() => story.World.Teams.DeliverAsync("", activity, Story.Ct)) is HttpStatusCode.Accepted, $"message {number} acknowledged", Patience);
    }

    // As people do: whatever card still asks is pressed again.
    private static async Task PressEverythingAsync(Story story, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var message in story.World.Teams.Messages.Where(m => m.From == "bot" && m.Card is { } card && CardActions.Find(card, "approve") is not null))
            {
                await TryAsync(() => story.World.Teams.PressAsync(People.Ben, message.Id, "approve", cancellationToken: Story.Ct));
            }

            await Task.Delay(100, CancellationToken.None);
        }
    }

    private static async Task<HttpStatusCode?> TryAsync(Func<Task<InboundResult>> send)
    {
        try
        {
            return (await send()).Status;
        }
        catch (Exception down) when (down is HttpRequestException or InvalidOperationException or OperationCanceledException)
        {
            return null;
        }
    }
}

using Microsoft.Extensions.Time.Testing;
using TeamsAgent.Chat.Teams.Sending;

namespace TeamsAgent.Tests.Chat.Teams;

public sealed class SendPaceTests
{
    private static readonly (TimeSpan Span, int Most)[] OfTeams =
        [(TimeSpan.FromSeconds(1), 7), (TimeSpan.FromSeconds(2), 8), (TimeSpan.FromSeconds(30), 60), (TimeSpan.FromHours(1), 1800)];

    private readonly FakeTimeProvider _clock = new();
    private readonly List<DateTimeOffset> _sent = [];

    [Theory]
    [InlineData(10, 200)]
    [InlineData(250, 60)]
    [InlineData(1500, 3000)]
    public async Task However_much_is_offered_no_window_of_teams_is_ever_exceeded(int everyMilliseconds, int offers)
    {
        var pace = new SendPace(_clock);
        var waiting = new List<Task>();
        for (var i = 0; i < offers; i++)
        {
            waiting.Add(SendAsync(pace, "t", "19:a"));
            await StepAsync(TimeSpan.FromMilliseconds(everyMilliseconds));
        }

        while (waiting.Exists(task => !task.IsCompleted))
        {
            await StepAsync(TimeSpan.FromMilliseconds(100));
        }

        Assert.NotEmpty(_sent);
        foreach (var (span, most) in OfTeams)
        {
            Assert.All(_sent, at => Assert.InRange(_sent.Count(other => other > at - span && other <= at), 1, most));
        }
    }

    [Fact]
    public async Task A_burst_goes_at_once_the_next_waits_and_what_would_wait_long_is_told_when_to_come_again()
    {
        var pace = new SendPace(_clock);
        var first = Enumerable.Range(0, 6).Select(_ => SendAsync(pace, "t", "19:a")).ToList();
        Assert.All(first, task => Assert.True(task.IsCompleted));

        var seventh = SendAsync(pace, "t", "19:a");
        Assert.False(seventh.IsCompleted);
        await StepAsync(TimeSpan.FromSeconds(1));
        Assert.Null(await seventh);

        pace.Pause("19:a", TimeSpan.FromSeconds(20));
        Assert.InRange((await SendAsync(pace, "t", "19:a"))!.Value, TimeSpan.FromSeconds(19), TimeSpan.FromSeconds(20));
        Assert.Equal(7, _sent.Count);

        await StepAsync(TimeSpan.FromSeconds(20));
        Assert.Null(await SendAsync(pace, "t", "19:a"));
    }

    [Fact]
    public async Task A_busy_conversation_holds_up_no_other_one_and_a_tenant_takes_25_a_second()
    {
        var pace = new SendPace(_clock);
        var busy = Enumerable.Range(0, 9).Select(_ => SendAsync(pace, "t", "19:busy")).ToList();
        Assert.Equal(6, _sent.Count);

        var others = Enumerable.Range(0, 30).Select(i => SendAsync(pace, "t", $"19:other-{i}")).ToList();
        Assert.Equal(25, _sent.Count);
        Assert.True(SendAsync(pace, "another tenant", "19:else").IsCompleted);

        for (var i = 0; i < 40; i++)
        {
            await StepAsync(TimeSpan.FromMilliseconds(100));
        }

        Assert.All(busy.Concat(others), task => Assert.True(task.IsCompleted));
        Assert.All(_sent, at => Assert.InRange(_sent.Count(other => other > at - TimeSpan.FromSeconds(1) && other <= at), 1, 26));
    }

    [Fact]
    public async Task Calls_into_one_conversation_are_made_one_after_the_other_in_the_order_in_which_they_came()
    {
        var pace = new SendPace(_clock);
        var gates = Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource()).ToList();
        var begun = new List<int>();
        var calls = gates.Select((gate, index) => pace.RunAsync(
            "t", "19:a", SendLimits.Messages,
            async () =>
            {
                begun.Add(index);
                await gate.Task;
                return index;
            },
            _ => -1, TestContext.Current.CancellationToken)).ToList();

        for (var i = 0; i < gates.Count; i++)
        {
            Assert.Equal(Enumerable.Range(0, i + 1), begun);
            gates[i].SetResult();
            Assert.Equal(i, await calls[i]);
            while (begun.Count < Math.Min(i + 2, gates.Count))
            {
                await Task.Yield();
            }
        }
    }

    private async Task<TimeSpan?> SendAsync(SendPace pace, string tenant, string conversation) => await pace.RunAsync<TimeSpan?>(
        tenant, conversation, SendLimits.Messages,
        () =>
        {
            lock (_sent)
            {
                _sent.Add(_clock.GetUtcNow());
            }

            return Task.FromResult<TimeSpan?>(null);
        },
        later => later, TestContext.Current.CancellationToken);

    // Moved on, and everybody whose time has come has gone on.
    private async Task StepAsync(TimeSpan by)
    {
        _clock.Advance(by);
        await Task.Delay(1, TestContext.Current.CancellationToken);
    }
}

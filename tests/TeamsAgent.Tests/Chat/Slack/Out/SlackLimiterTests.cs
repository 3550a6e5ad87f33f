using Microsoft.Extensions.Time.Testing;
using TeamsAgent.Chat.Slack;
using Xunit;

namespace TeamsAgent.Tests.Chat.Slack.Out;

/// <summary>Calls are kept within Slack's limits before Slack has to.</summary>
public sealed class SlackLimiterTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    [Theory]
    [InlineData("apps.connections.open", 1)]
    [InlineData("some.method", 20)]
    [InlineData("chat.update", 50)]
    [InlineData("conversations.info", 50)]
    [InlineData("views.publish", 100)]
    [InlineData("users.info", 100)]
    [InlineData("auth.test", 600)]
    public void A_method_is_called_so_often_a_minute_in_one_workspace(string method, int perMinute)
    {
        var limiter = new SlackLimiter(_clock);
        for (var i = 0; i < perMinute; i++)
        {
            Assert.Equal((TimeSpan.Zero, true), limiter.Take(method, "T1", null));
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        var (wait, taken) = limiter.Take(method, "T1", null);
        Assert.False(taken);
        Assert.InRange(wait, TimeSpan.FromSeconds(50), TimeSpan.FromMinutes(1));
        Assert.True(limiter.Take(method, "T2", null).Taken);
        _clock.Advance(wait);
        Assert.True(limiter.Take(method, "T1", null).Taken);
    }

    [Fact]
    public void Postings_into_one_channel_are_a_second_apart_and_a_long_queue_is_left_to_the_caller()
    {
        var limiter = new SlackLimiter(_clock);
        Assert.Equal([(0, true), (1, true), (2, true), (3, false)], Enumerable.Range(0, 4).Select(_ => Seconds(limiter.Take("chat.postMessage", "T1", "C1"))));
        Assert.Equal((0, true), Seconds(limiter.Take("chat.postMessage", "T1", "C2")));
        Assert.Equal((0, true), Seconds(limiter.Take("chat.update", "T1", "C1")));
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((0, true), Seconds(limiter.Take("chat.postMessage", "T1", "C1")));
    }

    [Fact]
    public void A_workspace_takes_several_hundred_postings_a_minute()
    {
        var limiter = new SlackLimiter(_clock);
        Assert.All(Enumerable.Range(0, 300), i => Assert.True(limiter.Take("chat.postMessage", "T1", $"C{i}").Taken));
        Assert.False(limiter.Take("chat.postMessage", "T1", "C300").Taken);
        Assert.True(limiter.Take("chat.postMessage", "T2", "C300").Taken);
    }

    [Fact]
    public void Never_more_than_the_limit_in_any_minute()
    {
        var limiter = new SlackLimiter(_clock);
        var calls = new List<DateTimeOffset>();
        for (var i = 0; i < 6000; i++)
        {
            if (limiter.Take("chat.update", "T1", null).Taken)
            {
                calls.Add(_clock.GetUtcNow());
            }

            _clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        Assert.All(calls, at => Assert.InRange(calls.Count(other => other > at - TimeSpan.FromMinutes(1) && other <= at), 1, 50));
        Assert.InRange(calls.Count, 240, 300);
    }

    [Fact]
    public void A_clock_that_goes_back_blocks_nobody_for_long()
    {
        var limiter = new SlackLimiter(new Back(_clock));
        Assert.True(limiter.Take("apps.connections.open", "T1", null).Taken);
        Back.By = TimeSpan.FromHours(-2);
        Assert.True(limiter.Take("apps.connections.open", "T1", null).Taken);
    }

    private static (int, bool) Seconds((TimeSpan Wait, bool Taken) place) => ((int)place.Wait.TotalSeconds, place.Taken);

    private sealed class Back(TimeProvider clock) : TimeProvider
    {
        public static TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + By;
    }
}

namespace TeamsAgent.Sandbox.Slack.Web;

/// <summary>
/// How often a method may be called for a workspace, per minute; messages also per channel, about one a second with short bursts.
/// https://docs.slack.dev/apis/web-api/rate-limits
/// </summary>
internal sealed class RateLimits(TimeProvider clock)
{
    private const int Burst = 5;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _calls = [];
    private readonly Dictionary<string, (double Left, DateTimeOffset At)> _channels = [];

    /// <summary>Counts a call; or says after how many seconds it may be tried again.</summary>
    /// <param name="key">The method and the workspace.</param>
    /// <param name="perMinute">How many in a minute.</param>
    /// <param name="channel">The channel that a message goes to.</param>
    public int? Exceeded(string key, int perMinute, string? channel)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            var calls = _calls.TryGetValue(key, out var kept) ? kept : _calls[key] = new Queue<DateTimeOffset>();
            while (calls.TryPeek(out var oldest) && now - oldest >= Minute)
            {
                calls.Dequeue();
            }

            if (calls.Count >= perMinute)
            {
                return Math.Max(1, (int)Math.Ceiling((Minute - (now - calls.Peek())).TotalSeconds));
            }

            if (channel is not null)
            {
                var (left, at) = _channels.GetValueOrDefault(channel, (Burst, now));
                left = Math.Min(Burst, left + (now - at).TotalSeconds);
                if (left < 1)
                {
                    _channels[channel] = (left, now);
                    return 1;
                }

                _channels[channel] = (left - 1, now);
            }

            calls.Enqueue(now);
            return null;
        }
    }
}

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Keeps calls within Slack's limits: counted by method and installation over the last minute, and a posting a second into one channel. Where
/// Slack itself said “later”, that method of that installation waits, and nothing else does.
/// </summary>
internal sealed class SlackLimiter(TimeProvider clock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);
    private const int MostChannels = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Method, string Route), Window> _windows = [];
    private readonly Dictionary<(string Route, string Channel), DateTimeOffset> _channels = [];

    /// <summary>Takes a place for a call.</summary>
    /// <param name="method">The method.</param>
    /// <param name="route">The installation.</param>
    /// <param name="channel">The channel that is posted into, if any.</param>
    /// <returns>How long to wait for one's place, and whether it was taken: a long wait is left to the caller, who comes again then.</returns>
    public (TimeSpan Wait, bool Taken) Take(string method, string route, string? channel)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var window = _windows.TryGetValue((method, route), out var known) ? known : _windows[(method, route)] = new Window(SlackTiers.Of(method));
            if (window.Wait(now) is { Ticks: > 0 } full)
            {
                return (full, false);
            }

            if (channel is null || !SlackTiers.IsPacedByChannel(method))
            {
                window.Take(now);
                return (TimeSpan.Zero, true);
            }

            var place = _channels.TryGetValue((route, channel), out var next) && next > now ? next : now;
            if (place - now > LongestWait)
            {
                return (place - now, false);
            }

            ForgetOld(now);
            _channels[(route, channel)] = place + Pace;
            window.Take(place);
            return (place - now, true);
        }
    }

    /// <summary>Slack asked for a pause.</summary>
    public void Block(string method, string route, TimeSpan pause)
    {
        lock (_lock)
        {
            var window = _windows.TryGetValue((method, route), out var known) ? known : _windows[(method, route)] = new Window(SlackTiers.Of(method));
            window.Block(clock.GetUtcNow() + pause);
        }
    }

    private void ForgetOld(DateTimeOffset now)
    {
        if (_channels.Count >= MostChannels)
        {
            foreach (var (key, _) in _channels.Where(entry => entry.Value <= now).ToList())
            {
                _channels.Remove(key);
            }
        }
    }

    private sealed class Window(int perMinute)
    {
        private readonly Queue<DateTimeOffset> _calls = new();
        private DateTimeOffset _blocked;

        public TimeSpan Wait(DateTimeOffset now)
        {
            while (_calls.TryPeek(out var first) && (first <= now - Minute || first > now + Minute))
            {
                _calls.Dequeue();
            }

            var free = _calls.Count < perMinute ? now : _calls.Peek() + Minute;
            return (free > _blocked ? free : _blocked) - now;
        }

        public void Take(DateTimeOffset at) => _calls.Enqueue(at);

        public void Block(DateTimeOffset until) => _blocked = until > _blocked ? until : _blocked;
    }
}

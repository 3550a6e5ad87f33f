namespace TeamsAgent.Chat.Teams.Sending;

/// <summary>
/// Keeps below what Teams takes from one bot (<see href="https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit"/>): one call
/// at a time into a conversation, in the order in which they came, no more in a second, two, thirty and an hour than are allowed there, and no
/// more in a second than a tenant allows. Waiting is short; what would take longer is told when to come again.
/// </summary>
internal sealed class SendPace(TimeProvider clock)
{
    /// <summary>How long a call waits at most.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    private const int ManyLanes = 2_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SendWindows> _tenants = new(StringComparer.Ordinal);
    private readonly long _start = clock.GetTimestamp();

    /// <summary>Calls when it is the call's turn.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="lane">What is done one after the other: a conversation, thread included.</param>
    /// <param name="limits">How much of it.</param>
    /// <param name="call">The call.</param>
    /// <param name="later">What is answered when the turn is too far away.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<T> RunAsync<T>(
        string tenant, string lane, SendLimits limits, Func<Task<T>> call, Func<TimeSpan, T> later, CancellationToken cancellationToken)
    {
        var own = Enter(lane, limits);
        try
        {
            if (!await own.Turn.WaitAsync(LongestWait, cancellationToken))
            {
                return later(LongestWait);
            }

            try
            {
                // First the conversation's turn, then the tenant's: who waits for a busy conversation holds up no other one.
                foreach (var reserve in new[] { () => Reserve(own.Windows, own.PausedUntil), () => Reserve(Of(tenant), DateTimeOffset.MinValue) })
                {
                    var wait = reserve();
                    if (wait > LongestWait)
                    {
                        return later(wait);
                    }

                    if (wait > TimeSpan.Zero)
                    {
                        await Task.Delay(wait, clock, cancellationToken);
                    }
                }

                return await call();
            }
            finally
            {
                own.Turn.Release();
            }
        }
        finally
        {
            Leave(own);
        }
    }

    /// <summary>The platform said how long it takes nothing more there.</summary>
    public void Pause(string name, TimeSpan pause)
    {
        lock (_lock)
        {
            if (_lanes.TryGetValue(name, out var lane) && clock.GetUtcNow() + pause is var until && until > lane.PausedUntil)
            {
                lane.PausedUntil = until;
            }
        }
    }

    private TimeSpan Now => clock.GetElapsedTime(_start);

    // How long to wait; the moment is taken unless that is too long.
    private TimeSpan Reserve(SendWindows windows, DateTimeOffset notBefore)
    {
        lock (_lock)
        {
            var now = Now;
            var (turn, pause) = (windows.Next(now) - now, notBefore - clock.GetUtcNow());
            var wait = turn > pause ? turn : pause;
            if (wait <= LongestWait)
            {
                windows.Take(now + wait, now);
            }

            return wait;
        }
    }

    private SendWindows Of(string tenant)
    {
        lock (_lock)
        {
            if (!_tenants.TryGetValue(tenant, out var all))
            {
                _tenants.Add(tenant, all = new SendWindows(SendLimits.Tenant));
            }

            return all;
        }
    }

    private Lane Enter(string name, SendLimits limits)
    {
        lock (_lock)
        {
            if (!_lanes.TryGetValue(name, out var lane))
            {
                ForgetIdle();
                _lanes.Add(name, lane = new Lane(limits));
            }

            lane.Users++;
            return lane;
        }
    }

    private void Leave(Lane lane)
    {
        lock (_lock)
        {
            lane.Users--;
        }
    }

    private void ForgetIdle()
    {
        if (_lanes.Count < ManyLanes)
        {
            return;
        }

        var before = Now - TimeSpan.FromMinutes(1);
        foreach (var (name, lane) in _lanes.Where(entry => entry.Value.Users == 0 && entry.Value.Windows.Newest < before && entry.Value.PausedUntil < clock.GetUtcNow()).ToList())
        {
            _lanes.Remove(name);
        }
    }

    private sealed class Lane(SendLimits limits)
    {
        public SemaphoreSlim Turn { get; } = new(limits.AtOnce);

        public SendWindows Windows { get; } = new(limits.Windows);

        public DateTimeOffset PausedUntil { get; set; }

        public int Users { get; set; }
    }
}

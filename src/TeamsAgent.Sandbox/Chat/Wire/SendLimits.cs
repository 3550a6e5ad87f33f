namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>
/// How much one bot may send into one thread, by sliding windows.
/// https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
/// </summary>
internal sealed class SendLimits(TimeProvider clock)
{
    private static readonly (TimeSpan Window, int Most)[] Windows =
    [
        (TimeSpan.FromSeconds(1), 7), (TimeSpan.FromSeconds(2), 8), (TimeSpan.FromSeconds(30), 60), (TimeSpan.FromHours(1), 1800),
    ];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _sends = [];

    /// <summary>Counts a send; or says after how many seconds it may be tried again.</summary>
    public int? Exceeded(string thread)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            if (!_sends.TryGetValue(thread, out var sends))
            {
                _sends[thread] = sends = new Queue<DateTimeOffset>();
            }

            while (sends.TryPeek(out var oldest) && now - oldest >= Windows[^1].Window)
            {
                sends.Dequeue();
            }

            foreach (var (window, most) in Windows)
            {
                var inside = sends.Where(at => now - at < window).ToList();
                if (inside.Count >= most)
                {
                    return Math.Max(1, (int)Math.Ceiling((window - (now - inside[0])).TotalSeconds));
                }
            }

            sends.Enqueue(now);
            return null;
        }
    }
}

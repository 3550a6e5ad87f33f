namespace TeamsAgent.Chat.Teams.Sending;

/// <summary>How many calls may begin within each of several spans of time; hands out the earliest moments that keep to all of them.</summary>
internal sealed class SendWindows(IReadOnlyList<(TimeSpan Span, int Most)> windows)
{
    // Oldest first; the newest may lie in the future, where somebody waits for it.
    private readonly List<TimeSpan> _taken = [];

    /// <summary>The newest moment that was handed out.</summary>
    public TimeSpan Newest => _taken.Count > 0 ? _taken[^1] : TimeSpan.MinValue;

    /// <summary>The earliest moment for another call; nothing is taken yet.</summary>
    public TimeSpan Next(TimeSpan now)
    {
        var next = now > Newest ? now : Newest;
        foreach (var (span, most) in windows)
        {
            if (_taken.Count >= most && _taken[^most] + span is var free && free > next)
            {
                next = free;
            }
        }

        return next;
    }

    /// <summary>Takes a moment that <see cref="Next"/> named.</summary>
    public void Take(TimeSpan moment, TimeSpan now)
    {
        var longest = windows[^1].Span;
        var old = _taken.FindIndex(at => now - at < longest);
        _taken.RemoveRange(0, old < 0 ? _taken.Count : old);
        _taken.Add(moment);
    }
}

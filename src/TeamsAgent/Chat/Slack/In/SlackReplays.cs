using System.Collections.Concurrent;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Signatures of commands and interactions that were taken: Slack never repeats one of those, so whoever sends the same signed bytes again has
/// recorded them. Kept while the signature's time is in the window. What matters is also keyed in the inbox, on every replica and for longer.
/// </summary>
internal sealed class SlackReplays(TimeProvider clock)
{
    private const int Most = 100_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);

    /// <summary>Remembers a signature; false if it was seen before.</summary>
    public bool IsNew(string signature)
    {
        if (_seen.Count >= Most)
        {
            Forget(clock.GetUtcNow() - Kept);
        }

        return _seen.TryAdd(signature, clock.GetUtcNow());
    }

    /// <summary>It was not taken after all.</summary>
    public void Forget(string signature) => _seen.TryRemove(signature, out _);

    // Whatever is too many goes, too: the inbox still knows it.
    private void Forget(DateTimeOffset before)
    {
        foreach (var (signature, at) in _seen)
        {
            if (at < before || _seen.Count >= Most)
            {
                _seen.TryRemove(signature, out _);
            }
        }
    }
}

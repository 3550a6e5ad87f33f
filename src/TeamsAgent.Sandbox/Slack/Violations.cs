using System.Collections.Concurrent;

namespace TeamsAgent.Sandbox.Slack;

/// <summary>What the app did that Slack lets pass, or cannot see, and that it must not do.</summary>
internal sealed class Violations
{
    private readonly ConcurrentQueue<string> _found = new();

    public IReadOnlyList<string> All => [.. _found];

    public void Note(string sentence) => _found.Enqueue(sentence);
}

namespace TeamsAgent.Tests.Planning;

/// <summary>The machine's clock, moved by a test; waits take their real time.</summary>
internal sealed class MovedClock : TimeProvider
{
    private TimeSpan _moved;

    public void Advance(TimeSpan by) => _moved += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _moved;
}

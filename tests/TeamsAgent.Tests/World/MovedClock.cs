namespace TeamsAgent.Tests.Worlds;

/// <summary>The machine's clock, moved: what is due comes at once, while pauses and time-outs go on by themselves.</summary>
internal sealed class MovedClock : TimeProvider
{
    private long _offset;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _offset));
}

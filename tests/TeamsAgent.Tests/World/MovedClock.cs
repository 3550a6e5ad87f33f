namespace TeamsAgent.Tests.Worlds;

/// <summary>The machine's clock, moved: what is due comes at once, while pauses and time-outs go on by themselves.</summary>
internal sealed class MovedClock : TimeProvider
{
    private long _offset;
    private long _standing;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    /// <summary>Stops at a moment, to the millisecond.</summary>
    public void StandAt(DateTimeOffset moment) => Interlocked.Exchange(ref _standing, moment.UtcTicks);

    public override DateTimeOffset GetUtcNow() => Interlocked.Read(ref _standing) is > 0 and var at
        ? new DateTimeOffset(at, TimeSpan.Zero)
        : base.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _offset));
}

namespace TeamsAgent.Tests.Worlds;

/// <summary>The machine's clock, moved: what is due comes at once, while pauses and time-outs go on by themselves.</summary>
internal sealed class MovedClock : TimeProvider
{
    private long _offset;
    private long _held = -1;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    /// <summary>Stands still at a moment, until it is moved on.</summary>
    public void HoldAt(DateTimeOffset moment) => Interlocked.Exchange(ref _held, moment.UtcTicks);

    public override DateTimeOffset GetUtcNow() => Interlocked.Read(ref _held) is var held and >= 0
        ? new DateTimeOffset(held, TimeSpan.Zero)
        : base.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _offset));
}

namespace TeamsAgent.Sandbox;

/// <summary>What may happen by chance.</summary>
internal enum Mishap
{
    /// <summary>A call is throttled.</summary>
    Throttle,

    /// <summary>A call is done and its answer lost.</summary>
    DoneThenDrop,

    /// <summary>A delivery is lost at one attempt.</summary>
    Drop,

    /// <summary>A delivery comes twice.</summary>
    Duplicate,

    /// <summary>A delivery is late, so that others overtake it.</summary>
    Reorder,
}

/// <summary>How often a platform fails by chance, each from 0 to 1; the same seed gives the same luck.</summary>
/// <param name="seed">Where chance begins.</param>
public sealed class Weather(int seed)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);

    /// <summary>Calls that are throttled.</summary>
    public double Throttle { get; init; }

    /// <summary>Calls that are done and whose answer is lost.</summary>
    public double DoneThenDrop { get; init; }

    /// <summary>Deliveries that are lost at one attempt.</summary>
    public double Drop { get; init; }

    /// <summary>Deliveries that come twice.</summary>
    public double Duplicate { get; init; }

    /// <summary>Deliveries that are late, so that others overtake them.</summary>
    public double Reorder { get; init; }

    /// <summary>How late, at most.</summary>
    public TimeSpan Latest { get; init; } = TimeSpan.FromMilliseconds(250);

    internal bool Happens(Mishap mishap) => Draw() < mishap switch
    {
        Mishap.Throttle => Throttle,
        Mishap.DoneThenDrop => DoneThenDrop,
        Mishap.Drop => Drop,
        Mishap.Duplicate => Duplicate,
        _ => Reorder,
    };

    /// <summary>What strikes a call, if anything does.</summary>
    internal Mishap? Strike() => Happens(Mishap.Throttle) ? Mishap.Throttle : Happens(Mishap.DoneThenDrop) ? Mishap.DoneThenDrop : null;

    /// <summary>How late a delivery is.</summary>
    internal TimeSpan Lateness() => Happens(Mishap.Reorder) ? Latest * Draw() : TimeSpan.Zero;

    private double Draw()
    {
        lock (_lock)
        {
            return _random.NextDouble();
        }
    }
}

namespace TeamsAgent.Chat.Teams.Cards;

/// <summary>How much room is given to what may be cut. What people decide by is in none of it: that is never cut.</summary>
internal sealed record Measure
{
    /// <summary>Names and values in columns; below that one line each, which takes half the bytes.</summary>
    public bool Columns { get; init; } = true;

    /// <summary>Characters of a text from outside.</summary>
    public required int Text { get; init; }

    /// <summary>Characters of a call's body; negative to leave the folded details out.</summary>
    public required int Body { get; init; }

    /// <summary>Names and values that nobody decides by, per list.</summary>
    public int Rows { get; init; } = 60;

    /// <summary>Links to results.</summary>
    public int Links { get; init; } = 20;

    /// <summary>Whether details are shown at all.</summary>
    public bool Details => Body >= 0;

    public static Measure Smallest { get; } = new() { Columns = false, Text = 30, Body = -1, Rows = 0, Links = 1 };

    public static IReadOnlyList<Measure> FromLargeToSmall { get; } =
    [
        new() { Text = 1500, Body = 12_000 },
        new() { Text = 1200, Body = 5_000 },
        new() { Text = 800, Body = 1_500 },
        new() { Text = 400, Body = 400, Rows = 30 },
        new() { Text = 240, Body = 80, Rows = 20, Links = 5 },
        new() { Text = 160, Body = -1, Rows = 20, Links = 5 },
        new() { Columns = false, Text = 120, Body = -1, Rows = 10, Links = 3 },
        Smallest,
    ];
}

namespace TeamsAgent.Chat.Slack.Cards;

/// <summary>How much room is given to what may be cut. What people decide by is in none of it: that is never cut.</summary>
internal sealed record SlackMeasure
{
    /// <summary>Characters of a text from outside.</summary>
    public required int Text { get; init; }

    /// <summary>Names and values that nobody decides by, per list.</summary>
    public required int Rows { get; init; }

    /// <summary>Links to results.</summary>
    public required int Links { get; init; }

    /// <summary>Whether there are lines between groups.</summary>
    public bool Dividers { get; init; } = true;

    /// <summary>Characters of a call's body.</summary>
    public int Body { get; init; }

    /// <summary>Whether it is for the view of details, where a text is as long as it may be.</summary>
    public bool IsWhole => Body > 0;

    /// <summary>The characters of a text that is kept shorter than others on a card.</summary>
    public int AtMost(int max) => IsWhole ? Text : Math.Min(Text, max);

    /// <summary>For a message.</summary>
    public static IReadOnlyList<SlackMeasure> OfMessages { get; } =
    [
        new() { Text = 1500, Rows = 60, Links = 15 },
        new() { Text = 800, Rows = 40, Links = 15 },
        new() { Text = 400, Rows = 25, Links = 10 },
        new() { Text = 200, Rows = 15, Links = 5 },
        new() { Text = 100, Rows = 5, Links = 3, Dividers = false },
        new() { Text = 30, Rows = 0, Links = 1, Dividers = false },
    ];

    /// <summary>For a view of details.</summary>
    public static IReadOnlyList<SlackMeasure> OfDetails { get; } =
    [
        new() { Text = 12_000, Rows = 100, Links = 0, Body = 60_000 },
        new() { Text = 4000, Rows = 100, Links = 0, Body = 20_000 },
        new() { Text = 1500, Rows = 60, Links = 0, Body = 6000 },
        new() { Text = 400, Rows = 30, Links = 0, Body = 2000 },
        new() { Text = 100, Rows = 10, Links = 0, Body = 500, Dividers = false },
        new() { Text = 30, Rows = 2, Links = 0, Body = 100, Dividers = false },
    ];
}

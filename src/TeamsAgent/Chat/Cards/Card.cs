using TeamsAgent.Words;

namespace TeamsAgent.Chat.Cards;

/// <summary>
/// A message that people read and press, as kinds of content: no layout, no platform. A pure function of a request makes it, a
/// renderer per platform draws it.
/// </summary>
public sealed record Card
{
    /// <summary>The content from top to bottom.</summary>
    public required IReadOnlyList<CardPart> Parts { get; init; }

    /// <summary>The buttons, the most important one first.</summary>
    public IReadOnlyList<CardButton> Buttons { get; init; } = [];

    /// <summary>The language that it speaks; what a renderer adds is in the same.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>Who sees a view of their own, where the platform has such; null where everybody sees the same. A view decides nothing.</summary>
    public OwnViews? OwnViews { get; init; }

    /// <summary>One line of plain text with all that people decide by: for notifications, and for whoever cannot see the card.</summary>
    public required string Summary { get; init; }
}

/// <summary>People who are shown the card as it is for them.</summary>
/// <param name="Data">What their clients ask with.</param>
/// <param name="UserIds">The platform's ids of their accounts.</param>
public sealed record OwnViews(PressData Data, IReadOnlyList<string> UserIds);

/// <summary>How something is meant; never told by colour alone.</summary>
public enum CardTone
{
    /// <summary>Plain.</summary>
    Plain,

    /// <summary>Less important.</summary>
    Quiet,

    /// <summary>Stands out.</summary>
    Strong,

    /// <summary>Under way, or somebody's turn.</summary>
    Active,

    /// <summary>Well.</summary>
    Good,

    /// <summary>Look out.</summary>
    Warning,

    /// <summary>Bad.</summary>
    Bad,
}

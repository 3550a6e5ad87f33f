namespace TeamsAgent.Chat.Cards;

/// <summary>What a button means.</summary>
public enum ButtonKind
{
    /// <summary>One of several.</summary>
    Plain,

    /// <summary>The good way on.</summary>
    Positive,

    /// <summary>Ends something.</summary>
    Destructive,
}

/// <summary>What goes back with a press. Whoever can see a card can send anything: it says which card was pressed, and proves nothing.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Nonce">The nonce of the posted message.</param>
/// <param name="Plan">The hash of the plan on the card, in full.</param>
/// <param name="Step">The step's index, where one is meant.</param>
public sealed record PressData(string RequestId, string Nonce, string Plan, int? Step = null);

/// <summary>A button.</summary>
public abstract record CardButton
{
    private CardButton(string title) => Title = title;

    /// <summary>Its words; ours.</summary>
    public string Title { get; }

    /// <summary>What it means.</summary>
    public ButtonKind Kind { get; init; }

    /// <summary>Whether it may be put into a menu.</summary>
    public bool InMenu { get; init; }

    /// <summary>Sends a verb.</summary>
    public sealed record Press(string Title, string Verb, PressData Data) : CardButton(Title);

    /// <summary>Asks for a reason, then sends a verb with it.</summary>
    public sealed record PressWithReason(string Title, string Verb, PressData Data, ReasonInput Input) : CardButton(Title);

    /// <summary>Opens a page.</summary>
    public sealed record OpenLink(string Title, Uri Url) : CardButton(Title);

    /// <summary>Unfolds a <see cref="CardPart.Detail"/>; a platform that cannot do that by itself is asked for it with the data.</summary>
    public sealed record Unfold(string Title, string DetailId, PressData? Data = null) : CardButton(Title);
}

/// <summary>A reason to be given in one's own words.</summary>
/// <param name="InputId">The name under which it comes back.</param>
/// <param name="Label">What to write.</param>
/// <param name="Error">What is said when it is missing or too long.</param>
/// <param name="MaxLength">How long it may be.</param>
public sealed record ReasonInput(string InputId, string Label, string Error, int MaxLength);

using System.Text.Json.Serialization;

namespace AdaptiveCards;

/// <summary>What a button does.</summary>
[JsonDerivedType(typeof(AdaptiveExecuteAction))]
[JsonDerivedType(typeof(AdaptiveOpenUrlAction))]
[JsonDerivedType(typeof(AdaptiveShowCardAction))]
[JsonDerivedType(typeof(AdaptiveSubmitAction))]
[JsonDerivedType(typeof(AdaptiveToggleVisibilityAction))]
public abstract class AdaptiveAction : AdaptiveTypedElement
{
    /// <summary>The button's words.</summary>
    [JsonPropertyOrder(-8)]
    public string? Title { get; set; }

    /// <summary><c>default</c>, <c>positive</c> or <c>destructive</c>.</summary>
    [JsonPropertyOrder(-7)]
    public string? Style { get; set; }

    /// <summary>Button or menu.</summary>
    [JsonPropertyOrder(-6)]
    public AdaptiveActionMode Mode { get; set; }

    /// <summary>More words, for whoever hovers or listens.</summary>
    [JsonPropertyOrder(-5)]
    public string? Tooltip { get; set; }

    /// <summary>What stands here for hosts that do not know this action.</summary>
    [JsonPropertyOrder(10)]
    public AdaptiveFallbackElement? Fallback { get; set; }
}

/// <summary>
/// Sends the card's data to the bot and awaits a card (<see href="https://adaptivecards.io/explorer/Action.Execute.html"/>). Without a
/// verb Teams sends nothing at all.
/// </summary>
public sealed class AdaptiveExecuteAction : AdaptiveAction
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-10)]
    public override string Type => "Action.Execute";

    /// <summary>What is to be done.</summary>
    public string? Verb { get; set; }

    /// <summary>What goes along; a JSON object.</summary>
    public object? Data { get; set; }

    /// <summary>Which inputs go along.</summary>
    public AdaptiveAssociatedInputs AssociatedInputs { get; set; }
}

/// <summary>Sends the card's data to the bot (<see href="https://adaptivecards.io/explorer/Action.Submit.html"/>).</summary>
public sealed class AdaptiveSubmitAction : AdaptiveAction
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-10)]
    public override string Type => "Action.Submit";

    /// <summary>What goes along; a JSON object.</summary>
    public object? Data { get; set; }

    /// <summary>Which inputs go along.</summary>
    public AdaptiveAssociatedInputs AssociatedInputs { get; set; }
}

/// <summary>Opens a page (<see href="https://adaptivecards.io/explorer/Action.OpenUrl.html"/>).</summary>
public sealed class AdaptiveOpenUrlAction : AdaptiveAction
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-10)]
    public override string Type => "Action.OpenUrl";

    /// <summary>The page.</summary>
    public Uri? Url { get; set; }
}

/// <summary>Unfolds a card below the buttons (<see href="https://adaptivecards.io/explorer/Action.ShowCard.html"/>).</summary>
public sealed class AdaptiveShowCardAction : AdaptiveAction
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-10)]
    public override string Type => "Action.ShowCard";

    /// <summary>The card.</summary>
    public AdaptiveCard? Card { get; set; }
}

/// <summary>Shows or hides elements (<see href="https://adaptivecards.io/explorer/Action.ToggleVisibility.html"/>).</summary>
public sealed class AdaptiveToggleVisibilityAction : AdaptiveAction
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-10)]
    public override string Type => "Action.ToggleVisibility";

    /// <summary>The elements.</summary>
    public IList<AdaptiveTargetElement> TargetElements { get; set; } = [];
}

/// <summary>An element to show or to hide.</summary>
/// <param name="elementId">Its id.</param>
public sealed class AdaptiveTargetElement(string elementId)
{
    /// <summary>Its id.</summary>
    public string ElementId { get; set; } = elementId;

    /// <summary>Shown or hidden from now on; null for the other way round.</summary>
    public bool? IsVisible { get; set; }
}

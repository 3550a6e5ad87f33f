using System.Text.Json.Serialization;

namespace AdaptiveCards;

/// <summary>Buttons in the body (<see href="https://adaptivecards.io/explorer/ActionSet.html"/>).</summary>
public sealed class AdaptiveActionSet : AdaptiveElement
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-10)]
    public override string Type => "ActionSet";

    /// <summary>The buttons.</summary>
    public IList<AdaptiveAction> Actions { get; set; } = [];
}

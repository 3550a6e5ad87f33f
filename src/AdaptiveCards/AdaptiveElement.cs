using System.Text.Json.Serialization;

namespace AdaptiveCards;

/// <summary>What can stand in a card's body.</summary>
[JsonDerivedType(typeof(AdaptiveActionSet))]
[JsonDerivedType(typeof(AdaptiveChoiceSetInput))]
[JsonDerivedType(typeof(AdaptiveColumn))]
[JsonDerivedType(typeof(AdaptiveColumnSet))]
[JsonDerivedType(typeof(AdaptiveContainer))]
[JsonDerivedType(typeof(AdaptiveFactSet))]
[JsonDerivedType(typeof(AdaptiveRichTextBlock))]
[JsonDerivedType(typeof(AdaptiveTextBlock))]
[JsonDerivedType(typeof(AdaptiveTextInput))]
public abstract class AdaptiveElement : AdaptiveTypedElement
{
    /// <summary>The space above.</summary>
    [JsonPropertyOrder(10)]
    public AdaptiveSpacing Spacing { get; set; }

    /// <summary>A line above.</summary>
    [JsonPropertyOrder(11)]
    public bool Separator { get; set; }

    /// <summary>Whether it is seen before anything is toggled.</summary>
    [JsonIgnore]
    public bool IsVisible { get; set; } = true;

    // "true" is the schema's default and not written.
    [JsonInclude]
    [JsonPropertyName("isVisible")]
    [JsonPropertyOrder(12)]
    internal bool? WrittenVisibility => IsVisible ? null : false;
}

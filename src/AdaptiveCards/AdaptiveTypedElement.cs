using System.Text.Json.Serialization;

namespace AdaptiveCards;

/// <summary>Everything in a card that says its <c>type</c>.</summary>
public abstract class AdaptiveTypedElement
{
    /// <summary>The name in JSON.</summary>
    public abstract string Type { get; }

    /// <summary>A name that is unique in the card; inputs come back under it.</summary>
    [JsonPropertyOrder(-9)]
    public string? Id { get; set; }

    /// <summary>What hosts add to the schema, <c>msteams</c> for one; written as it is.</summary>
    [JsonExtensionData]
    public IDictionary<string, object> AdditionalProperties { get; set; } = new Dictionary<string, object>(0);
}

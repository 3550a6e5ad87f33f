using System.Text.Json.Serialization;

namespace AdaptiveCards;

/// <summary>Elements that belong together (<see href="https://adaptivecards.io/explorer/Container.html"/>).</summary>
public sealed class AdaptiveContainer : AdaptiveElement
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-10)]
    public override string Type => "Container";

    /// <summary>The background.</summary>
    public AdaptiveContainerStyle? Style { get; set; }

    /// <summary>Whether the background reaches the card's edge.</summary>
    public bool Bleed { get; set; }

    /// <summary>The elements.</summary>
    public IList<AdaptiveElement> Items { get; set; } = [];
}

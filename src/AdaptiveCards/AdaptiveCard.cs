using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdaptiveCards;

/// <summary>A card (<see href="https://adaptivecards.io/explorer/AdaptiveCard.html"/>).</summary>
/// <param name="version">The version of the schema that it needs.</param>
public sealed class AdaptiveCard(AdaptiveSchemaVersion version) : AdaptiveTypedElement
{
    /// <summary>The media type of an attachment that holds a card.</summary>
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    /// <summary>Where the schema is; for the outermost card.</summary>
    public const string SchemaUrl = "http://adaptivecards.io/schemas/adaptive-card.json";

    /// <inheritdoc/>
    [JsonPropertyOrder(-10)]
    public override string Type => "AdaptiveCard";

    /// <summary>Where the schema is.</summary>
    [JsonPropertyName("$schema")]
    [JsonPropertyOrder(-8)]
    public string? JsonSchema { get; set; }

    /// <summary>The version of the schema that it needs.</summary>
    [JsonPropertyOrder(-7)]
    public AdaptiveSchemaVersion Version { get; set; } = version;

    /// <summary>What hosts show that cannot draw the card.</summary>
    public string? FallbackText { get; set; }

    /// <summary>How clients fetch a newer version.</summary>
    public AdaptiveRefresh? Refresh { get; set; }

    /// <summary>The elements.</summary>
    public IList<AdaptiveElement> Body { get; set; } = [];

    /// <summary>The buttons below.</summary>
    public IList<AdaptiveAction>? Actions { get; set; }

    /// <summary>The card as JSON: the same members in the same order every time, without what is null or the schema's default.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, WrittenJson.Context.AdaptiveCard);
}

/// <summary>How clients fetch a newer version of a card (<see href="https://adaptivecards.io/explorer/Refresh.html"/>).</summary>
public sealed class AdaptiveRefresh
{
    /// <summary>What they send.</summary>
    public AdaptiveExecuteAction? Action { get; set; }

    /// <summary>Whose clients do so by themselves, 60 at most; empty for nobody's.</summary>
    public IList<string>? UserIds { get; set; }
}

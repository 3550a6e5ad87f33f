using System.Text.Json.Serialization;

namespace AdaptiveCards;

/// <summary>Names and values in two columns, both read as Markdown (<see href="https://adaptivecards.io/explorer/FactSet.html"/>).</summary>
public sealed class AdaptiveFactSet : AdaptiveElement
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-10)]
    public override string Type => "FactSet";

    /// <summary>The rows.</summary>
    public IList<AdaptiveFact> Facts { get; set; } = [];
}

/// <summary>One row of a <see cref="AdaptiveFactSet"/>.</summary>
/// <param name="title">The name.</param>
/// <param name="value">The value.</param>
public sealed class AdaptiveFact(string title, string value)
{
    /// <summary>The name.</summary>
    public string Title { get; set; } = title;

    /// <summary>The value.</summary>
    public string Value { get; set; } = value;
}

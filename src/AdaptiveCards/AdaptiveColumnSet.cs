using System.Text.Json.Serialization;

namespace AdaptiveCards;

/// <summary>Columns side by side (<see href="https://adaptivecards.io/explorer/ColumnSet.html"/>).</summary>
public sealed class AdaptiveColumnSet : AdaptiveElement
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-10)]
    public override string Type => "ColumnSet";

    /// <summary>The columns.</summary>
    public IList<AdaptiveColumn> Columns { get; set; } = [];
}

/// <summary>One column of an <see cref="AdaptiveColumnSet"/> (<see href="https://adaptivecards.io/explorer/Column.html"/>).</summary>
public sealed class AdaptiveColumn : AdaptiveElement
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-10)]
    public override string Type => "Column";

    /// <summary><c>auto</c>, <c>stretch</c>, a weight, or pixels as <c>110px</c>.</summary>
    public string? Width { get; set; }

    /// <summary>Where the elements stand from top to bottom.</summary>
    public AdaptiveVerticalContentAlignment VerticalContentAlignment { get; set; }

    /// <summary>The elements.</summary>
    public IList<AdaptiveElement> Items { get; set; } = [];
}

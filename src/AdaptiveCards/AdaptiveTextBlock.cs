using System.Text.Json.Serialization;

namespace AdaptiveCards;

/// <summary>
/// A text that the host reads as Markdown (<see href="https://adaptivecards.io/explorer/TextBlock.html"/>): for words of our own alone.
/// </summary>
public sealed class AdaptiveTextBlock : AdaptiveElement
{
    /// <summary>Makes an empty one.</summary>
    public AdaptiveTextBlock()
    {
    }

    /// <summary>Makes one with a text.</summary>
    public AdaptiveTextBlock(string text) => Text = text;

    /// <inheritdoc/>
    [JsonPropertyOrder(-10)]
    public override string Type => "TextBlock";

    /// <summary>The text.</summary>
    public string Text { get; set; } = "";

    /// <summary>Paragraph or heading.</summary>
    public AdaptiveTextBlockStyle Style { get; set; }

    /// <summary>The size.</summary>
    public AdaptiveTextSize Size { get; set; }

    /// <summary>The weight.</summary>
    public AdaptiveTextWeight Weight { get; set; }

    /// <summary>The colour.</summary>
    public AdaptiveTextColor Color { get; set; }

    /// <summary>Paler.</summary>
    public bool IsSubtle { get; set; }

    /// <summary>Whether it goes on in the next line; otherwise it is cut.</summary>
    public bool Wrap { get; set; }

    /// <summary>Where it stands.</summary>
    public AdaptiveHorizontalAlignment HorizontalAlignment { get; set; }
}

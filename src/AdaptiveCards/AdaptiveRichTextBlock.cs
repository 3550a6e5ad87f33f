using System.Text.Json.Serialization;

namespace AdaptiveCards;

/// <summary>
/// A text of differently formatted runs, none of which is read as Markdown (<see href="https://adaptivecards.io/explorer/RichTextBlock.html"/>).
/// </summary>
public sealed class AdaptiveRichTextBlock : AdaptiveElement
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-10)]
    public override string Type => "RichTextBlock";

    /// <summary>The runs.</summary>
    public IList<AdaptiveInline> Inlines { get; set; } = [];

    /// <summary>Where it stands.</summary>
    public AdaptiveHorizontalAlignment HorizontalAlignment { get; set; }
}

/// <summary>What can stand in a rich text.</summary>
[JsonDerivedType(typeof(AdaptiveTextRun))]
public abstract class AdaptiveInline : AdaptiveTypedElement;

/// <summary>Plain text in one format (<see href="https://adaptivecards.io/explorer/TextRun.html"/>).</summary>
public sealed class AdaptiveTextRun : AdaptiveInline
{
    /// <summary>Makes an empty one.</summary>
    public AdaptiveTextRun()
    {
    }

    /// <summary>Makes one with a text.</summary>
    public AdaptiveTextRun(string text) => Text = text;

    /// <inheritdoc/>
    [JsonPropertyOrder(-10)]
    public override string Type => "TextRun";

    /// <summary>The text.</summary>
    public string Text { get; set; } = "";

    /// <summary>The size.</summary>
    public AdaptiveTextSize Size { get; set; }

    /// <summary>The weight.</summary>
    public AdaptiveTextWeight Weight { get; set; }

    /// <summary>The colour.</summary>
    public AdaptiveTextColor Color { get; set; }

    /// <summary>The kind of letters.</summary>
    public AdaptiveFontType FontType { get; set; }

    /// <summary>Paler.</summary>
    public bool IsSubtle { get; set; }

    /// <summary>Slanted.</summary>
    public bool Italic { get; set; }
}

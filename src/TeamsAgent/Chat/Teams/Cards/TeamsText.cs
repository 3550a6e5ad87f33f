using System.Text;
using System.Text.RegularExpressions;
using AdaptiveCards;
using TeamsAgent.Chat.Cards;

namespace TeamsAgent.Chat.Teams.Cards;

/// <summary>Sentences as Teams shows them.</summary>
internal static partial class TeamsText
{
    private const string MarkdownSigns = @"\`*_[]<~{";

    /// <summary>A sentence of ours alone is a text block; with text from outside it is a rich text, which no client reads as Markdown.</summary>
    public static AdaptiveElement Block(Sentence sentence, TextLook look, int max) => sentence.IsFixed
        ? new AdaptiveTextBlock(sentence.Plain())
        {
            Wrap = true, Size = look.Size, Weight = look.Weight, Color = look.Color, IsSubtle = look.IsSubtle, Style = look.Style, Spacing = look.Spacing,
        }
        : Rich(Runs(sentence, look, max), look);

    /// <summary>Runs as one rich text.</summary>
    public static AdaptiveRichTextBlock Rich(IEnumerable<AdaptiveTextRun> runs, TextLook look) =>
        new() { Spacing = look.Spacing, Inlines = [.. runs] };

    /// <summary>A sentence as runs.</summary>
    public static IEnumerable<AdaptiveTextRun> Runs(Sentence sentence, TextLook look, int max) => Runs(sentence.Plain(max), look);

    /// <summary>
    /// Visible text as runs. Clients replace <c>{{DATE(…)}}</c> and <c>{{TIME(…)}}</c> in runs too, so what looks like one
    /// is broken in two.
    /// </summary>
    public static IEnumerable<AdaptiveTextRun> Runs(string visible, TextLook look) =>
        Macro().Split(visible).Where(piece => piece.Length > 0).Select(piece => new AdaptiveTextRun(piece)
        {
            Size = look.Size, Weight = look.Weight, Color = look.Color, IsSubtle = look.IsSubtle, FontType = look.Font,
        });

    /// <summary>One line for a place that is read as Markdown, so that it is seen as it is.</summary>
    public static string AsMarkdown(string line)
    {
        var escaped = new StringBuilder(line.Length + 16);
        foreach (var (index, c) in line.Index())
        {
            var isSign = MarkdownSigns.Contains(c, StringComparison.Ordinal) || (c == '&' && Entity().IsMatch(line.AsSpan(index)));
            escaped.Append(isSign ? "\\" : "").Append(c);
        }

        return escaped.ToString();
    }

    [GeneratedRegex(@"^&#?\w{1,32};", RegexOptions.CultureInvariant)]
    private static partial Regex Entity();

    [GeneratedRegex(@"(?<=\{)(?=\{(?:DATE|TIME)\(\d{4}-)", RegexOptions.CultureInvariant)]
    private static partial Regex Macro();
}

/// <summary>How a text looks.</summary>
internal sealed record TextLook
{
    public static TextLook Plain { get; } = new();

    public static TextLook Quiet { get; } = new() { IsSubtle = true };

    public static TextLook Bold { get; } = new() { Weight = AdaptiveTextWeight.Bolder };

    public static TextLook Mono { get; } = new() { Font = AdaptiveFontType.Monospace, Size = AdaptiveTextSize.Small, Spacing = AdaptiveSpacing.Small };

    public AdaptiveTextSize Size { get; init; }

    public AdaptiveTextWeight Weight { get; init; }

    public AdaptiveTextColor Color { get; init; }

    public AdaptiveFontType Font { get; init; }

    public bool IsSubtle { get; init; }

    public AdaptiveTextBlockStyle Style { get; init; }

    public AdaptiveSpacing Spacing { get; init; }
}

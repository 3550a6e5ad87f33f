using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace TeamsAgent.Identity.Pages;

/// <summary>
/// Markup. It is made from literals of this code alone; every value between them is encoded, and there is no way to put one in
/// unencoded.
/// </summary>
public readonly struct Html
{
    private readonly string? _markup;

    internal Html(string markup) => _markup = markup;

    /// <summary>Markup from an interpolated text.</summary>
    public static Html Of(HtmlText content) => content.ToHtml();

    /// <summary>Pieces one after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces));

    /// <inheritdoc/>
    public override string ToString() => _markup ?? "";
}

/// <summary>What the compiler turns an interpolated text into: literals as they are, values encoded.</summary>
[InterpolatedStringHandler]
public readonly ref struct HtmlText(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

    /// <summary>A literal.</summary>
    public void AppendLiteral(string literal) => _text.Append(literal);

    /// <summary>Markup that is already made.</summary>
    public void AppendFormatted(Html html) => _text.Append(html.ToString());

    /// <summary>A text; encoded.</summary>
    public void AppendFormatted(string? text) => _text.Append(HtmlEncoder.Default.Encode(text ?? ""));

    /// <summary>A number.</summary>
    public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>An address, for an attribute; anything but http and https is left out.</summary>
    public void AppendFormatted(Uri address) =>
        _text.Append(address.IsAbsoluteUri && address.Scheme is "http" or "https" ? HtmlEncoder.Default.Encode(address.AbsoluteUri) : "about:blank");

    internal Html ToHtml() => new(_text.ToString());
}

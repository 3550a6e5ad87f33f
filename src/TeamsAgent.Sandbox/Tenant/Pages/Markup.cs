using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>HTML that is safe to send: whatever is put into a hole of <see cref="Of"/> is encoded, unless it is markup itself.</summary>
internal readonly record struct Markup(string Text)
{
    public static Markup Empty => new("");

    public static Markup Of(MarkupHandler handler) => new(handler.ToString());

    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(part => part.Text)));

    public override string ToString() => Text;
}

/// <summary>Builds <see cref="Markup"/> from an interpolated string.</summary>
[InterpolatedStringHandler]
internal readonly struct MarkupHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder _html = new(literalLength + (formattedCount * 16));

    public void AppendLiteral(string value) => _html.Append(value);

    public void AppendFormatted(string? value) => _html.Append(HtmlEncoder.Default.Encode(value ?? ""));

    public void AppendFormatted(int value) => _html.Append(value.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(Markup value) => _html.Append(value.Text);

    public override string ToString() => _html.ToString();
}

using System.Text;
using TeamsAgent.Actions.Arguments;
using TeamsAgent.Text.StrictYaml;

namespace TeamsAgent.Actions.Http;

/// <summary>A text with <c>{names}</c> in it, taken apart when the pack is read; values are put between the parts and never parsed again.</summary>
internal sealed record Template(IReadOnlyList<Template.Part> Parts)
{
    /// <summary>A piece: literal text, or the name of a value.</summary>
    internal readonly record struct Part(string Text, bool IsName);

    /// <summary>The names in it.</summary>
    public IEnumerable<string> Names => Parts.Where(part => part.IsName).Select(part => part.Text);

    /// <summary>The one name that the whole text is, or null.</summary>
    public string? Whole => Parts is [{ IsName: true } only] ? only.Text : null;

    /// <summary>Takes a text apart; an unpaired brace or an empty name is noted.</summary>
    public static Template Parse(TextNode node, Problems problems) => Parse(node.Value, reason => problems.Add(node, reason));

    /// <summary>Takes a text apart.</summary>
    public static Template Parse(string text, Action<string> problem)
    {
        var parts = new List<Part>();
        var at = 0;
        while (at < text.Length)
        {
            var brace = text.AsSpan(at).IndexOfAny('{', '}');
            if (brace != 0)
            {
                var literal = brace < 0 ? text[at..] : text.Substring(at, brace);
                parts.Add(new Part(literal, IsName: false));
                at += literal.Length;
                continue;
            }

            var end = text.IndexOf('}', at);
            var name = end > at ? text[(at + 1)..end] : "";
            if (text[at] == '}' || name.Length == 0 || name.Contains('{'))
            {
                problem($"the braces in “{text}” do not pair; a value is written as {{name}}");
                break;
            }

            parts.Add(new Part(name, IsName: true));
            at = end + 1;
        }

        return new Template(parts);
    }

    /// <summary>The text with the values in place, or null when one is absent.</summary>
    public string? Fill(Func<string, string?> value)
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
        {
            if ((part.IsName ? value(part.Text) : part.Text) is not { } piece)
            {
                return null;
            }

            text.Append(piece);
        }

        return text.ToString();
    }

    /// <summary>The text as it goes to the provider, or null when a value is absent.</summary>
    public string? Fill(ArgumentValues values) => Fill(values.Text);
}

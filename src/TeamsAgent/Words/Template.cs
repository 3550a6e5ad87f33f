using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TeamsAgent.Words;

/// <summary>A text of ours with named places for values: <c>{name} asked on {when}</c>.</summary>
public sealed partial class Template
{
    private Template(IReadOnlyList<Piece> pieces) => Pieces = pieces;

    /// <summary>A literal, or the name of a place.</summary>
    public readonly record struct Piece(string Text, bool IsPlace);

    /// <summary>The pieces in order.</summary>
    public IReadOnlyList<Piece> Pieces { get; }

    /// <summary>The names of the places, each once.</summary>
    public IEnumerable<string> Places => Pieces.Where(piece => piece.IsPlace).Select(piece => piece.Text).Distinct();

    /// <summary>The text as plain text.</summary>
    /// <exception cref="InvalidOperationException">A place has no value, or a value has no place.</exception>
    public string Fill(params ReadOnlySpan<(string Name, Value Value)> values)
    {
        if (values.IsEmpty && Pieces is [{ IsPlace: false } all])
        {
            return all.Text;
        }

        Check([.. values.ToArray().Select(value => value.Name)]);
        var text = new StringBuilder();
        foreach (var piece in Pieces)
        {
            text.Append(piece.IsPlace ? Find(values, piece.Text).Text : piece.Text);
        }

        return text.ToString();
    }

    /// <summary>Makes sure that there is exactly one value for each place: a text that lost a value would say less than it should.</summary>
    /// <exception cref="InvalidOperationException">There is not.</exception>
    internal void Check(IReadOnlyCollection<string> names)
    {
        if (!names.ToHashSet(StringComparer.Ordinal).SetEquals(Places))
        {
            throw new InvalidOperationException($"The text “{string.Concat(Pieces.Select(piece => piece.IsPlace ? $"{{{piece.Text}}}" : piece.Text))}” does not have the places {string.Join(", ", names)}.");
        }
    }

    internal static Template Parse(string text)
    {
        var pieces = new List<Piece>();
        var at = 0;
        foreach (var place in Place().EnumerateMatches(text))
        {
            if (place.Index > at)
            {
                pieces.Add(new Piece(text[at..place.Index], IsPlace: false));
            }

            pieces.Add(new Piece(text[(place.Index + 1)..(place.Index + place.Length - 1)], IsPlace: true));
            at = place.Index + place.Length;
        }

        if (at < text.Length)
        {
            pieces.Add(new Piece(text[at..], IsPlace: false));
        }

        return new Template(pieces);
    }

    private static Value Find(ReadOnlySpan<(string Name, Value Value)> values, string name)
    {
        foreach (var (candidate, value) in values)
        {
            if (candidate == name)
            {
                return value;
            }
        }

        return default;
    }

    [GeneratedRegex(@"\{[a-z]+\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}

/// <summary>What is put into a text: a text, or a number that is no quantity.</summary>
public readonly record struct Value
{
    private readonly string? _text;

    private Value(string? text) => _text = text;

    /// <summary>What stands there.</summary>
    public string Text => _text ?? "";

    /// <summary>A text.</summary>
    public static implicit operator Value(string? text) => new(text);

    /// <summary>A number as it is: a request's, a status, a step's.</summary>
    public static implicit operator Value(int number) => new(number.ToString(CultureInfo.InvariantCulture));
}

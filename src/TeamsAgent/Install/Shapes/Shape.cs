using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamsAgent.Install.Shapes;

/// <summary>What a piece of a manifest has to look like. Says every mistake as a sentence that begins with the place.</summary>
internal abstract record Shape
{
    /// <summary>The mistakes of a value.</summary>
    /// <param name="node">The value.</param>
    /// <param name="at">Where it stands: <c>bots[0].scopes</c>.</param>
    public abstract IEnumerable<string> Mistakes(JsonNode? node, string at);

    /// <summary>Any true or false.</summary>
    public static Shape Flag { get; } = new FlagShape();

    /// <summary>A whole number of these.</summary>
    public static Shape Number(params int[] allowed) => new NumberShape(allowed);

    /// <summary>A text with so many characters.</summary>
    public static TextShape Text(int min, int max) => new(min, max);

    /// <summary>One of these words.</summary>
    public static Shape OneOf(params string[] words) => new WordShape(words);

    /// <summary>A list with so many entries, none of them twice.</summary>
    public static Shape List(int min, int max, Shape entry) => new ListShape(min, max, entry);

    /// <summary>An object with these members and no others; a name that ends in <c>?</c> may be left out.</summary>
    public static Shape Object(params (string Name, Shape Shape)[] members) => new ObjectShape(members);

    private sealed record FlagShape : Shape
    {
        public override IEnumerable<string> Mistakes(JsonNode? node, string at) =>
            node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? [] : [$"{at} must be true or false."];
    }

    private sealed record NumberShape(int[] Allowed) : Shape
    {
        public override IEnumerable<string> Mistakes(JsonNode? node, string at) =>
            node is JsonValue value && value.TryGetValue<int>(out var number) && Allowed.Contains(number) ? [] : [$"{at} must be {string.Join(" or ", Allowed)}."];
    }

    private sealed record WordShape(string[] Words) : Shape
    {
        public override IEnumerable<string> Mistakes(JsonNode? node, string at) =>
            TextShape.Of(node) is { } word && Words.Contains(word, StringComparer.Ordinal) ? [] : [$"{at} must be {string.Join(" or ", Words.Select(allowed => $"“{allowed}”"))}."];
    }

    private sealed record ListShape(int Min, int Max, Shape Entry) : Shape
    {
        public override IEnumerable<string> Mistakes(JsonNode? node, string at)
        {
            if (node is not JsonArray list)
            {
                return [$"{at} must be a list."];
            }

            var count = list.Count < Min || list.Count > Max ? [$"{at} has {list.Count} entries; {Min} to {Max} are allowed."] : Array.Empty<string>();
            var doubled = list.Select(entry => entry?.ToJsonString()).GroupBy(text => text).Where(same => same.Count() > 1).Select(same => $"{at} has {same.Key} twice.");
            return [.. count, .. doubled, .. list.SelectMany((entry, index) => Entry.Mistakes(entry, $"{at}[{index}]"))];
        }
    }

    private sealed record ObjectShape((string Name, Shape Shape)[] Members) : Shape
    {
        public override IEnumerable<string> Mistakes(JsonNode? node, string at)
        {
            if (node is not JsonObject map)
            {
                return [$"{(at.Length > 0 ? at : "The document")} must be an object."];
            }

            var dot = at.Length > 0 ? at + "." : "";
            var known = Members.Select(member => member.Name.TrimEnd('?')).ToHashSet(StringComparer.Ordinal);
            var unknown = map.Where(member => !known.Contains(member.Key)).Select(member => $"{dot}{member.Key} is not known there.");
            var missing = Members.Where(member => !member.Name.EndsWith('?') && !map.ContainsKey(member.Name)).Select(member => $"{dot}{member.Name} is missing.");
            var wrong = Members.Select(member => (Name: member.Name.TrimEnd('?'), member.Shape)).Where(member => map.ContainsKey(member.Name))
                .SelectMany(member => member.Shape.Mistakes(map[member.Name], dot + member.Name));
            return [.. unknown, .. missing, .. wrong];
        }
    }
}

/// <summary>A text; characters are counted as the vendors' JSON Schemas count them, by code point.</summary>
internal sealed record TextShape(int Min, int Max) : Shape
{
    private Func<string, bool>? Holds { get; init; }

    private string? What { get; init; }

    /// <summary>It also has to match this.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="what">What the pattern means, after “must be”.</param>
    public TextShape Like(Regex pattern, string what) => this with { Holds = pattern.IsMatch, What = what };

    /// <summary>It also has to be this.</summary>
    /// <param name="holds">Whether it is.</param>
    /// <param name="what">What it has to be, after “must be”.</param>
    public TextShape That(Func<string, bool> holds, string what) => this with { Holds = holds, What = what };

    /// <inheritdoc/>
    public override IEnumerable<string> Mistakes(JsonNode? node, string at)
    {
        if (Of(node) is not { } text)
        {
            return [$"{at} must be a text."];
        }

        var length = text.EnumerateRunes().Count();
        return true switch
        {
            _ when length < Min || length > Max => [$"{at} has {length} characters; {Min} to {Max} are allowed."],
            _ when Holds?.Invoke(text) == false => [$"{at} must be {What}."],
            _ => [],
        };
    }

    /// <summary>The text, or null if it is none.</summary>
    public static string? Of(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

using System.Diagnostics.CodeAnalysis;

namespace TeamsAgent.Text.StrictYaml;

/// <summary>
/// Reads a map by what is expected in it. Notes what is missing, of the wrong kind or unknown, and goes on with a harmless value, so that
/// all mistakes of a file come to light in one go; whoever reads throws at the end.
/// </summary>
public sealed class MapReader(MapNode map, Problems problems)
{
    private readonly HashSet<string> _known = [];

    /// <summary>The map.</summary>
    public MapNode Map { get; } = map;

    /// <summary>Where mistakes are noted.</summary>
    public Problems Problems { get; } = problems;

    /// <summary>Whether a key is there.</summary>
    public bool Has(string key) => Optional(key) is not null;

    /// <summary>A value of any kind, or null.</summary>
    public Node? Optional(string key)
    {
        _known.Add(key);
        return Map.Find(key);
    }

    /// <summary>A value of any kind that must be there.</summary>
    public Node? Required(string key)
    {
        var node = Optional(key);
        if (node is null)
        {
            Problems.Add(Map, $"“{key}” is missing");
        }

        return node;
    }

    /// <summary>A text that must be there and not be empty.</summary>
    public string Text(string key, int most = 400) => Required(key) is { } node ? Scalars.Text(node, key, most, Problems) : "";

    /// <summary>A text, or null.</summary>
    public string? OptionalText(string key, int most = 400) => Optional(key) is { } node ? Scalars.Text(node, key, most, Problems) : null;

    /// <summary>One of some words, that must be there.</summary>
    public T OneOf<T>(string key, IReadOnlyDictionary<string, T> words) where T : struct, Enum =>
        Required(key) is { } node && Scalars.OneOf(node, key, words, Problems) is { } found ? found : default;

    /// <summary>One of some words, or null.</summary>
    public T? OptionalOneOf<T>(string key, IReadOnlyDictionary<string, T> words) where T : struct, Enum =>
        Optional(key) is { } node ? Scalars.OneOf(node, key, words, Problems) : null;

    /// <summary>Exactly <c>true</c> or <c>false</c>, or null.</summary>
    public bool? OptionalBoolean(string key) => Optional(key) is { } node ? Scalars.Boolean(node, key, Problems) : null;

    /// <summary>A map that must be there.</summary>
    public bool TryMap(string key, [NotNullWhen(true)] out MapReader? inner) => TryMap(Required(key), key, out inner);

    /// <summary>A map that may be there.</summary>
    public bool TryOptionalMap(string key, [NotNullWhen(true)] out MapReader? inner) => TryMap(Optional(key), key, out inner);

    /// <summary>The entries of a map whose keys are free, or none.</summary>
    public IReadOnlyList<MapEntry> Entries(string key, bool required = true) =>
        TryMap(required ? Required(key) : Optional(key), key, out var inner) ? inner.Map.Entries : [];

    /// <summary>The items of a list, or none.</summary>
    public IReadOnlyList<Node> Items(string key, bool required = true)
    {
        var node = required ? Required(key) : Optional(key);
        if (node is not null and not ListNode)
        {
            Problems.Add(node, $"“{key}” must be a list");
        }

        return node is ListNode list ? list.Items : [];
    }

    /// <summary>A list of texts, none empty, none twice.</summary>
    public IReadOnlyList<string> Texts(string key, bool required = true)
    {
        var texts = new List<string>();
        foreach (var item in Items(key, required))
        {
            var text = Scalars.Text(item, key, 400, Problems);
            if (texts.Contains(text, StringComparer.Ordinal))
            {
                Problems.Add(item, $"“{text}” is in “{key}” twice");
            }

            texts.Add(text);
        }

        if (Map.Find(key) is ListNode { Items.Count: 0 } empty)
        {
            Problems.Add(empty, $"“{key}” is empty");
        }

        return texts;
    }

    /// <summary>Notes the keys that nobody asked for.</summary>
    public void Done()
    {
        foreach (var entry in Map.Entries.Where(entry => !_known.Contains(entry.Name)))
        {
            Problems.Add(entry.Key, $"unknown key “{entry.Name}”{Nearest.Question(entry.Name, _known)}");
        }
    }

    private bool TryMap(Node? node, string key, [NotNullWhen(true)] out MapReader? inner)
    {
        if (node is not null and not MapNode)
        {
            Problems.Add(node, $"“{key}” must be a map of keys and values");
        }

        inner = node is MapNode found ? new MapReader(found, Problems) : null;
        return inner is not null;
    }
}

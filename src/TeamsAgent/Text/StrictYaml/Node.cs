namespace TeamsAgent.Text.StrictYaml;

/// <summary>One node of a document. It has no type of its own: whoever reads it says what is expected there.</summary>
/// <param name="Line">Where it begins, from 1.</param>
public abstract record Node(int Line);

/// <summary>A text.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Value">What it says.</param>
/// <param name="Plain">True when it was written without quotes and not as a block, so that it might be meant as a number or a truth value.</param>
public sealed record TextNode(int Line, string Value, bool Plain) : Node(Line);

/// <summary>A list.</summary>
public sealed record ListNode(int Line, IReadOnlyList<Node> Items) : Node(Line);

/// <summary>One key of a map with its value.</summary>
public sealed record MapEntry(TextNode Key, Node Value)
{
    /// <summary>The key's text.</summary>
    public string Name => Key.Value;
}

/// <summary>A map whose keys are texts, each there once.</summary>
public sealed record MapNode(int Line, IReadOnlyList<MapEntry> Entries) : Node(Line)
{
    /// <summary>The value of a key, or null.</summary>
    public Node? Find(string key) => Entries.FirstOrDefault(entry => entry.Name == key)?.Value;
}

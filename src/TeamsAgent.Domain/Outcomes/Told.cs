namespace TeamsAgent.Domain.Outcomes;

/// <summary>
/// What is said, by the key of its text, so that each reader can be told in their own language. Whoever has no text for it says the sentence that
/// stands beside it.
/// </summary>
/// <param name="Key">The text's key: <c>Execution.NotFound</c>.</param>
/// <param name="Values">What stands in its places; may contain untrusted text.</param>
public sealed record Told(string Key, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>What is said after it, if more is.</summary>
    public Told? Then { get; init; }

    /// <summary>A text without places.</summary>
    public static Told Of(string key) => new(key, new Dictionary<string, string>());

    /// <summary>A text with one place.</summary>
    public static Told Of(string key, string name, string value) => new(key, new Dictionary<string, string> { [name] = value });

    /// <summary>Two are the same when they say the same.</summary>
    public bool Equals(Told? other) => other is not null && Key == other.Key && Equals(Then, other.Then) && Values.Count == other.Values.Count
        && Values.All(pair => other.Values.TryGetValue(pair.Key, out var value) && value == pair.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Values.Count, Then);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using TeamsAgent.Text;

namespace TeamsAgent.Actions.Arguments;

/// <summary>Arguments that fit their schema, defaults filled in, as templates look them up.</summary>
internal sealed class ArgumentValues(IReadOnlyDictionary<string, JsonNode> values)
{
    /// <summary>The value, or null when it is absent.</summary>
    public JsonNode? Find(string name) => values.GetValueOrDefault(name);

    /// <summary>The value as it is written inside a text, or null when it is absent.</summary>
    public string? Text(string name) => Find(name) is { } value ? Text(value) : null;

    /// <summary>The same with one more name.</summary>
    public ArgumentValues With(string name, JsonNode value) => new(new Dictionary<string, JsonNode>(values) { [name] = value });

    /// <summary>A value as it is written inside a text: strings as they are, everything else as canonical JSON.</summary>
    public static string Text(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : CanonicalJson.Text(value);
}

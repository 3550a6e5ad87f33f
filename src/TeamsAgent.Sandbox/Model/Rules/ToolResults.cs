using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Model.Rules;

/// <summary>Reads tool results as data: finds lists in them, and never follows a word of what is inside.</summary>
internal static class ToolResults
{
    private const int DeepestNesting = 12;

    /// <summary>A result as JSON; text that is none becomes a JSON string.</summary>
    public static JsonNode Read(string content)
    {
        try
        {
            return JsonNode.Parse(content) ?? JsonValue.Create(content);
        }
        catch (JsonException)
        {
            return JsonValue.Create(content);
        }
    }

    public static JsonNode? Issue(JsonNode result, bool oldest)
    {
        var issues = List(result, "number").Where(issue => (string?)Scalar(issue["state"]) is null or "open");
        string Key(JsonObject issue) => $"{Scalar(issue["created_at"])}|{Scalar(issue["number"])?.PadLeft(12, '0')}";
        var chosen = oldest ? issues.MinBy(Key, StringComparer.Ordinal) : issues.MaxBy(Key, StringComparer.Ordinal);
        return chosen?["number"]?.DeepClone();
    }

    public static JsonNode? Event(JsonNode result, string words)
    {
        var chosen = List(result, "start").FirstOrDefault(item => Scalar(item["summary"])?.Contains(words, StringComparison.OrdinalIgnoreCase) == true);
        return chosen?["id"]?.DeepClone();
    }

    /// <summary>The first array of objects that have this member, however deep it lies.</summary>
    public static IReadOnlyList<JsonObject> List(JsonNode? node, string member, int depth = 0) => depth > DeepestNesting ? [] : node switch
    {
        JsonArray array when array.Count > 0 && array.All(item => item is JsonObject entry && entry.ContainsKey(member)) => [.. array.Cast<JsonObject>()],
        JsonArray array => Deeper(array, member, depth),
        JsonObject entry => Deeper(entry.Select(pair => pair.Value), member, depth),
        JsonValue value when value.TryGetValue<string>(out var text) && text.TrimStart() is ['[' or '{', ..] && Read(text) is not JsonValue => List(Read(text), member, depth + 1),
        _ => [],
    };

    /// <summary>All texts inside, JSON inside texts included.</summary>
    public static IEnumerable<string> Texts(JsonNode? node, int depth = 0) => depth > DeepestNesting ? [] : node switch
    {
        JsonArray array => array.SelectMany(item => Texts(item, depth + 1)),
        JsonObject entry => entry.SelectMany(pair => Texts(pair.Value, depth + 1)),
        JsonValue value when value.TryGetValue<string>(out var text) =>
            text.TrimStart() is ['[' or '{', ..] && Read(text) is not JsonValue ? Texts(Read(text), depth + 1) : [text],
        _ => [],
    };

    public static string? Scalar(JsonNode? node) => node is JsonValue value ? value.ToString() : null;

    private static IReadOnlyList<JsonObject> Deeper(IEnumerable<JsonNode?> nodes, string member, int depth) =>
        nodes.Select(node => List(node, member, depth + 1)).FirstOrDefault(list => list.Count > 0) ?? [];
}

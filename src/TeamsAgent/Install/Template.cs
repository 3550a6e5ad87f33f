using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamsAgent.Install;

/// <summary>
/// The manifests' templates: JSON documents from the folder <c>manifest</c> with <c>{names}</c> inside their texts. Values are put in by JSON node, in one
/// pass, so that a value can neither leave its place nor name another value.
/// </summary>
internal static partial class Template
{
    /// <summary>Reads and fills a template.</summary>
    /// <param name="name">Its path below <c>manifest</c>.</param>
    /// <param name="values">What is put in; a text that is nothing but a name becomes the value itself, whatever kind it is.</param>
    public static JsonObject Fill(string name, IReadOnlyDictionary<string, JsonNode> values)
    {
        using var stream = typeof(Template).Assembly.GetManifestResourceStream($"manifest/{name}") ?? throw new InvalidOperationException($"The template {name} is not part of the program.");
        return (JsonObject)Filled(JsonNode.Parse(stream, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }), values)!;
    }

    private static JsonNode? Filled(JsonNode? node, IReadOnlyDictionary<string, JsonNode> values) => node switch
    {
        JsonObject map => new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, Filled(member.Value, values)))),
        JsonArray list => new JsonArray([.. list.Select(entry => Filled(entry, values))]),
        JsonValue value when value.TryGetValue<string>(out var text) => Text(text, values),
        _ => node?.DeepClone(),
    };

    private static JsonNode Text(string text, IReadOnlyDictionary<string, JsonNode> values) => Name().Match(text) is { Success: true } whole && whole.Length == text.Length
        ? values[whole.Groups[1].Value].DeepClone()
        : JsonValue.Create(Name().Replace(text, name => values[name.Groups[1].Value].GetValue<string>()));

    [GeneratedRegex(@"\{([a-zA-Z]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

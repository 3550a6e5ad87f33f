using System.Collections.Frozen;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using TeamsAgent.Text;
using TeamsAgent.Text.StrictYaml;

namespace TeamsAgent.Actions.Arguments;

/// <summary>
/// Reads an action's <c>parameters</c>: the part of JSON Schema that packs need. JSON Schema ignores a keyword that it does not know, so a
/// misspelt limit would be no limit; here it is a mistake.
/// </summary>
internal sealed partial class SchemaReader(Problems problems)
{
    private static readonly FrozenDictionary<string, string[]> Keywords = new Dictionary<string, string[]>
    {
        ["string"] = ["format", "pattern", "minLength", "maxLength"],
        ["integer"] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
        ["number"] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
        ["boolean"] = [],
        ["array"] = ["items", "minItems", "maxItems", "uniqueItems"],
        ["object"] = ["properties", "required", "additionalProperties"],
    }.ToFrozenDictionary();

    private static readonly string[] ForAll = ["type", "title", "description", "enum", "const", "default"];

    /// <summary>The schema, or null; what is wrong is noted.</summary>
    public ParameterSchema? Read(MapNode node)
    {
        var before = problems.Count;
        var schema = ReadSchema(node, root: true);
        if (problems.Count > before || schema is null)
        {
            return null;
        }

        try
        {
            var required = schema["required"]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet() ?? [];
            var parameters = schema["properties"]!.AsObject()
                .Select(pair => new Parameter(pair.Key, Label(pair.Key, pair.Value!.AsObject()), pair.Value!.AsObject(), required.Contains(pair.Key)))
                .ToList();
            RefuseTwins(node, parameters);
            var read = new ParameterSchema(schema, parameters);
            CheckDefaults(node, read);
            return read;
        }
        catch (Exception wrong) when (wrong is JsonSchemaException or ArgumentException or InvalidOperationException)
        {
            problems.Add(node, $"this is no JSON Schema: {wrong.Message}");
            return null;
        }
    }

    private JsonObject? ReadSchema(Node node, bool root = false)
    {
        if (node is not MapNode map)
        {
            problems.Add(node, "a schema must be a map of keywords");
            return null;
        }

        var type = (map.Find("type") as TextNode)?.Value ?? (root ? "object" : "");
        if (!Keywords.TryGetValue(type, out var own) || (root && type != "object"))
        {
            problems.Add(map.Find("type") ?? map, root ? "the parameters' type must be object" : $"“type” must be one of {string.Join(", ", Keywords.Keys.Order())}");
            return null;
        }

        var schema = new JsonObject { ["type"] = type };
        foreach (var entry in map.Entries.Where(entry => entry.Name != "type"))
        {
            if (!own.Contains(entry.Name) && !ForAll.Contains(entry.Name))
            {
                problems.Add(entry.Key, $"“{entry.Name}” is no keyword that a schema of type {type} may have here{Nearest.Question(entry.Name, [.. own, .. ForAll])}");
                continue;
            }

            schema[entry.Name] = Keyword(entry, type);
        }

        if (type == "object")
        {
            FinishObject(map, schema);
        }
        else if (type == "array" && !schema.ContainsKey("items"))
        {
            problems.Add(map, "“items” is missing");
        }

        return schema;
    }

    private JsonNode? Keyword(MapEntry entry, string type) => entry.Name switch
    {
        "items" => ReadSchema(entry.Value),
        "properties" => Properties(entry.Value),
        "additionalProperties" when entry.Value is not TextNode { Plain: true, Value: "false" } => Mistake(entry.Value, "“additionalProperties” can only be false"),
        "title" or "description" => Scalars.Text(entry.Value, entry.Name, 600, problems),
        "format" => Format(entry.Value),
        "pattern" => Pattern(entry.Value),
        "minLength" or "maxLength" or "minItems" or "maxItems" => Scalars.WholeNumber(entry.Value, entry.Name, 0, 1_000_000, problems),
        "uniqueItems" => Scalars.Boolean(entry.Value, entry.Name, problems),
        // Where the type is a string, it decides: no and 012 are texts there, quoted or not.
        "default" or "const" when type == "string" => Scalars.Text(entry.Value, entry.Name, 4000, problems),
        "enum" when type == "string" && entry.Value is ListNode list => new JsonArray(list.Items.Select(item => (JsonNode?)Scalars.Text(item, "enum", 400, problems)).ToArray()),
        _ => YamlJson.Convert(entry.Value, problems),
    };

    private JsonObject Properties(Node node)
    {
        var properties = new JsonObject();
        foreach (var entry in (node as MapNode)?.Entries ?? [])
        {
            if (!ParameterName().IsMatch(entry.Name))
            {
                problems.Add(entry.Key, $"“{entry.Name}” is no name for a parameter: small letters, digits and _");
            }

            properties[entry.Name] = ReadSchema(entry.Value);
        }

        if (node is not MapNode)
        {
            problems.Add(node, "“properties” must be a map");
        }

        return properties;
    }

    private void FinishObject(MapNode map, JsonObject schema)
    {
        if (schema["properties"] is not JsonObject properties)
        {
            problems.Add(map, "“properties” is missing");
            return;
        }

        schema["additionalProperties"] = false;
        if (map.Find("required") is ListNode required)
        {
            foreach (var item in required.Items.Where(item => item is not TextNode text || !properties.ContainsKey(text.Value)))
            {
                problems.Add(item, $"“required” names “{(item as TextNode)?.Value}”, which is no property{Nearest.Question((item as TextNode)?.Value ?? "", properties.Select(p => p.Key))}");
            }
        }
        else if (map.Find("required") is { } wrong)
        {
            problems.Add(wrong, "“required” must be a list");
        }
    }

    private void RefuseTwins(MapNode node, List<Parameter> parameters)
    {
        foreach (var twins in parameters.GroupBy(parameter => parameter.Label, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            problems.Add(node, $"{string.Join(" and ", twins.Select(twin => twin.Name))} have the same title “{twins.Key}”; people could not tell them apart");
        }
    }

    private void CheckDefaults(MapNode node, ParameterSchema schema)
    {
        foreach (var parameter in schema.Parameters.Where(parameter => parameter.Default is not null))
        {
            var line = ((node.Find("properties") as MapNode)?.Find(parameter.Name) as MapNode)?.Find("default")?.Line ?? node.Line;
            if (parameter.Required)
            {
                problems.Add(line, $"“{parameter.Name}” is required and cannot have a default");
            }

            foreach (var mistake in schema.Mistakes(parameter))
            {
                problems.Add(line, $"the default does not fit: {mistake}");
            }
        }
    }

    private JsonNode? Format(Node node)
    {
        var format = Scalars.Text(node, "format", 40, problems);
        return Formats.All.ContainsKey(format)
            ? format
            : Mistake(node, $"unknown format “{format}”; known are {string.Join(", ", Formats.All.Keys)}");
    }

    private JsonNode? Pattern(Node node)
    {
        var pattern = Scalars.Text(node, "pattern", 400, problems);
        try
        {
            ValueRules.Pattern(pattern);
            return pattern;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            return Mistake(node, $"the pattern cannot be used: {wrong.Message.TrimEnd('.')}");
        }
    }

    private JsonNode? Mistake(Node node, string reason)
    {
        problems.Add(node, reason);
        return null;
    }

    private static string Label(string name, JsonObject schema) => schema["title"]?.GetValue<string>() ?? name.Replace('_', ' ');

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterName();
}

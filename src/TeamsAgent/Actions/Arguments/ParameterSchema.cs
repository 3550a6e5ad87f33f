using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using TeamsAgent.Text;

namespace TeamsAgent.Actions.Arguments;

/// <summary>An action's parameters: what the model is told, and what its arguments are held against.</summary>
internal sealed class ParameterSchema
{
    private static readonly EvaluationOptions AllErrors = new() { OutputFormat = OutputFormat.List };
    private readonly JsonSchema _schema;

    /// <summary>Takes a schema that <see cref="SchemaReader"/> has read.</summary>
    /// <exception cref="JsonSchemaException">It is no JSON Schema after all.</exception>
    public ParameterSchema(JsonObject schema, IReadOnlyList<Parameter> parameters)
    {
        Parameters = parameters;
        Json = JsonSerializer.SerializeToElement(schema);
        _schema = Build(schema);
    }

    /// <summary>The parameters in the order in which the pack names them.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The schema for the model.</summary>
    public JsonElement Json { get; }

    /// <summary>The arguments with defaults, or null; what is wrong is noted.</summary>
    public JsonObject? Check(string argumentsJson, List<string> problems)
    {
        if (ArgumentJson.Read(argumentsJson, problems) is not { } given)
        {
            return null;
        }

        var names = Parameters.Select(parameter => parameter.Name).ToList();
        foreach (var unknown in given.Select(pair => pair.Key).Except(names).ToList())
        {
            problems.Add($"There is no parameter “{Short(unknown)}”{(Nearest.Question(unknown, names) is { Length: > 0 } question ? question : ".")}");
        }

        var complete = Complete(given, problems);
        if (problems.Count == 0)
        {
            Evaluate(_schema, complete, problems);
        }

        return problems.Count == 0 ? complete : null;
    }

    /// <summary>What is wrong with a parameter's own default.</summary>
    public IReadOnlyList<string> Mistakes(Parameter parameter)
    {
        var problems = new List<string>();
        var alone = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { [parameter.Name] = parameter.Schema.DeepClone() } };
        Evaluate(Build(alone), new JsonObject { [parameter.Name] = parameter.Default!.DeepClone() }, problems);
        return problems;
    }

    // Each schema has a registry of its own: no schema can refer to another.
    private static JsonSchema Build(JsonObject schema) => JsonSchema.Build(
        JsonSerializer.SerializeToElement(WithoutOurs(schema)), new BuildOptions { SchemaRegistry = new SchemaRegistry() });

    // Models write null for what they leave out.
    private JsonObject Complete(JsonObject given, List<string> problems)
    {
        var complete = new JsonObject();
        foreach (var parameter in Parameters)
        {
            if (given[parameter.Name] is { } value)
            {
                complete[parameter.Name] = value.DeepClone();
            }
            else if (parameter.Default is { } fallback)
            {
                complete[parameter.Name] = fallback.DeepClone();
            }
            else if (parameter.Required)
            {
                problems.Add($"“{parameter.Name}” is missing.");
            }
        }

        return complete;
    }

    private void Evaluate(JsonSchema schema, JsonObject arguments, List<string> problems)
    {
        var results = schema.Evaluate(JsonSerializer.SerializeToElement(arguments), AllErrors);
        if (results.IsValid)
        {
            foreach (var (name, value) in arguments)
            {
                ValueRules.Check(Parameters.First(parameter => parameter.Name == name).Schema, value!, name, problems);
            }

            return;
        }

        var found = new[] { results }.Concat(results.Details ?? [])
            .Where(detail => detail.Errors is { Count: > 0 })
            .SelectMany(detail => detail.Errors!.Values.Select(error => $"“{Path(detail.InstanceLocation.ToString())}”: {error}."))
            .Distinct()
            .ToList();
        problems.AddRange(found.Count > 0 ? found.Take(20) : ["The arguments do not fit the action's parameters."]);
    }

    // Patterns and formats are checked by ValueRules: in linear time, and to the end of the text.
    private static JsonObject WithoutOurs(JsonObject schema)
    {
        var copy = new JsonObject();
        foreach (var (key, value) in schema.Where(pair => pair.Key is not ("pattern" or "format" or "default" or "title" or "description")))
        {
            copy[key] = (key, value) switch
            {
                ("properties", JsonObject properties) => new JsonObject(properties.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)WithoutOurs(p.Value!.AsObject())))),
                ("items", JsonObject items) => WithoutOurs(items),
                _ => value?.DeepClone(),
            };
        }

        return copy;
    }

    private static string Path(string pointer) => pointer.Length > 1 ? pointer[1..].Replace('/', '.') : "arguments";

    private static string Short(string name) => name.Length > 60 ? $"{name[..60]}…" : name;
}

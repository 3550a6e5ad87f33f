using System.Text.Json;

namespace TeamsAgent.Sandbox.Model.Wire;

/// <summary>The two mistakes in a function's schema that the vendor refuses most often.</summary>
internal static class ToolSchemaCheck
{
    public static void Refuse(string function, JsonElement schema, int index)
    {
        if (schema.ValueKind is JsonValueKind.Undefined)
        {
            return;
        }

        if (schema.ValueKind is not JsonValueKind.Object || !schema.TryGetProperty("type", out var type) || !type.ValueEquals("object"))
        {
            throw Wrong(function, "schema must be a JSON Schema of 'type: \"object\"'.", index);
        }

        Items(function, schema, index);
    }

    private static void Items(string function, JsonElement schema, int index)
    {
        if (schema.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        if (schema.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String && type.ValueEquals("array") && !schema.TryGetProperty("items", out _))
        {
            throw Wrong(function, "array schema missing items.", index);
        }

        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind is JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                Items(function, property.Value, index);
            }
        }

        if (schema.TryGetProperty("items", out var items))
        {
            Items(function, items, index);
        }
    }

    private static WireException Wrong(string function, string what, int index) =>
        new($"Invalid schema for function '{function}': {what}", $"tools[{index}].function.parameters", "invalid_function_parameters");
}

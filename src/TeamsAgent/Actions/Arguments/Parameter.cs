using System.Text.Json.Nodes;

namespace TeamsAgent.Actions.Arguments;

/// <summary>One parameter of an action.</summary>
/// <param name="Name">Its name in the schema.</param>
/// <param name="Label">Its name in words: what the fact on the card is called.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="Required">Whether the caller must give it.</param>
internal sealed record Parameter(string Name, string Label, JsonObject Schema, bool Required)
{
    /// <summary>The schema's type.</summary>
    public string Type { get; } = Schema["type"]?.GetValue<string>() ?? "";

    /// <summary>The value that is used when none is given, or null.</summary>
    public JsonNode? Default => Schema["default"];

    /// <summary>Whether it always has a value.</summary>
    public bool Always => Required || Default is not null;

    /// <summary>Whether its value is one word or number, and may stand inside a text.</summary>
    public bool Scalar => Type is "string" or "integer" or "number" or "boolean";
}

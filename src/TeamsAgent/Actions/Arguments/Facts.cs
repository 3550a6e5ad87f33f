using System.Text.Json;
using System.Text.Json.Nodes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Text;

namespace TeamsAgent.Actions.Arguments;

/// <summary>Arguments as a person reads them: each one, in full, and no two different values alike.</summary>
internal static class Facts
{
    /// <summary>One fact per parameter that has a value, in the schema's order.</summary>
    public static List<StepFact> Of(IEnumerable<Parameter> parameters, ArgumentValues values, IReadOnlySet<string> decisive) => parameters
        .Select(parameter => (parameter, value: values.Find(parameter.Name)))
        .Where(pair => pair.value is not null)
        .Select(pair => new StepFact(pair.parameter.Label, Human(pair.value!), decisive.Contains(pair.parameter.Name)))
        .ToList();

    /// <summary>A value in words.</summary>
    public static string Human(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>() is { Length: > 0 } text ? text : "(empty)",
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Array => List(value.AsArray()),
        _ => CanonicalJson.Text(value),
    };

    // A list reads as a, b, c; where an item holds what would blur the borders between items, it is shown as JSON.
    private static string List(JsonArray items)
    {
        if (items.Count == 0)
        {
            return "(none)";
        }

        var clear = items.All(item => item?.GetValueKind() switch
        {
            JsonValueKind.String => item.GetValue<string>() is { Length: > 0 } text && text == text.Trim() && text.AsSpan().IndexOfAny(",;\n\r\"") < 0,
            JsonValueKind.Number => true,
            _ => false,
        });
        return clear ? string.Join(", ", items.Select(item => Human(item!))) : CanonicalJson.Text(items);
    }
}

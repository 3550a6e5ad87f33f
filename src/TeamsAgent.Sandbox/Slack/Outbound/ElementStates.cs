using System.Globalization;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Slack.Blocks;

namespace TeamsAgent.Sandbox.Slack.Outbound;

/// <summary>What somebody does to an element, and the state that it then has.</summary>
internal static class ElementStates
{
    private static readonly string[] Kept = ["value", "selected_option", "selected_options"];

    /// <summary>The action of a press or a choice.</summary>
    /// <param name="element">The element.</param>
    /// <param name="block">Its block.</param>
    /// <param name="given">What was typed or chosen: the value, or the text, of an option; several options are separated by commas.</param>
    /// <param name="ts">When.</param>
    public static JsonObject Action(JsonObject element, JsonObject block, string? given, string ts)
    {
        var action = Filled(element, given);
        action["action_id"] = element.Text("action_id");
        action["block_id"] = block.Text("block_id");
        action["action_ts"] = ts;
        foreach (var name in new[] { "text", "style", "url", "confirm", "placeholder", "accessibility_label" })
        {
            if (element[name] is { } value)
            {
                action[name] = value.DeepClone();
            }
        }

        return action;
    }

    /// <summary>An element's state, as it is in <c>state.values</c>, once something was typed or chosen.</summary>
    public static JsonObject Filled(JsonObject element, string? given)
    {
        var type = element.Text("type")!;
        var state = new JsonObject { ["type"] = type };
        switch (type)
        {
            case "button":
                if (element.Text("value") is { } value)
                {
                    state["value"] = value;
                }

                break;
            case "plain_text_input":
                state["value"] = given is { Length: > 0 } ? given : null;
                break;
            case "checkboxes":
                state["selected_options"] = new JsonArray((given ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(one => (JsonNode?)Option(element, one)).ToArray());
                break;
            default:
                state["selected_option"] = given is { Length: > 0 } ? Option(element, given) : null;
                break;
        }

        return state;
    }

    /// <summary>The state that an element begins with; null for what has none.</summary>
    public static JsonObject? Initial(JsonObject element) => element.Text("type") switch
    {
        "plain_text_input" => new JsonObject { ["type"] = "plain_text_input", ["value"] = element.Text("initial_value") is { Length: > 0 } value ? value : null },
        "checkboxes" => new JsonObject { ["type"] = "checkboxes", ["selected_options"] = element["initial_options"]?.DeepClone() ?? new JsonArray() },
        "static_select" or "radio_buttons" => new JsonObject { ["type"] = element.Text("type"), ["selected_option"] = element["initial_option"]?.DeepClone() },
        _ => null,
    };

    /// <summary>The state that an action leaves; null for what has none.</summary>
    public static JsonObject? Of(JsonObject action)
    {
        if (action.Text("type") is "button" or "overflow")
        {
            return null;
        }

        var state = new JsonObject { ["type"] = action.Text("type") };
        foreach (var name in Kept.Where(action.ContainsKey))
        {
            state[name] = action[name]?.DeepClone();
        }

        return state;
    }

    /// <summary>What the client itself finds wrong with what is in an input block; null for nothing.</summary>
    public static string? Complaint(JsonObject block, JsonObject state)
    {
        var element = (JsonObject)block["element"]!;
        var isEmpty = state["value"] is null && state["selected_option"] is null && state["selected_options"] is not JsonArray { Count: > 0 };
        var isOptional = block["optional"] is JsonValue optional && optional.TryGetValue<bool>(out var yes) && yes;
        var length = state.Text("value")?.Length ?? 0;
        return true switch
        {
            _ when isEmpty => isOptional ? null : "Please complete this required field.",
            _ when Number(element, "min_length") is { } least && length < least => string.Create(CultureInfo.InvariantCulture, $"Please enter at least {least} characters."),
            _ when Number(element, "max_length") is { } most && length > most => string.Create(CultureInfo.InvariantCulture, $"Please enter at most {most} characters."),
            _ => null,
        };
    }

    private static JsonObject Option(JsonObject element, string given)
    {
        var options = (element["options"] as JsonArray ?? [])
            .Concat((element["option_groups"] as JsonArray ?? []).SelectMany(group => group?["options"] as JsonArray ?? [])).OfType<JsonObject>();
        return (JsonObject)(options.FirstOrDefault(option => option.Text("value") == given || (option["text"] as JsonObject)?.Text("text") == given)
            ?? throw new InvalidOperationException($"There is no option “{given}”.")).DeepClone();
    }

    private static long? Number(JsonObject element, string name) => element[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;
}

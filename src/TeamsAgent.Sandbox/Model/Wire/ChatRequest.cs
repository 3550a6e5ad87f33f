using System.Text.Json;
using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Model.Wire;

/// <summary>A function on offer.</summary>
/// <param name="Name">Its name on the wire, such as <c>github-create_issue</c>.</param>
/// <param name="Description">What it says of itself.</param>
/// <param name="Parameters">The JSON Schema of its arguments; undefined when it takes none.</param>
internal sealed record OfferedTool(string Name, string Description, JsonElement Parameters);

/// <summary>A call that an assistant message holds.</summary>
internal sealed record ToolCall(string Id, string Name, string Arguments);

/// <summary>One message of the transcript.</summary>
internal sealed record ChatMessage(string Role, string Text, IReadOnlyList<ToolCall> Calls, string? ToolCallId);

/// <summary>
/// The body of <c>POST /v1/chat/completions</c> (https://platform.openai.com/docs/api-reference/chat/create), read as strictly as the vendor does.
/// </summary>
internal sealed partial record ChatRequest(
    string Model, IReadOnlyList<ChatMessage> Messages, IReadOnlyList<OfferedTool> Tools, bool IsStream, bool WithUsage, bool MayCall)
{
    /// <exception cref="WireException">Says what the vendor would say.</exception>
    public static ChatRequest Parse(string body)
    {
        var json = Object(body);
        var model = Text(json, "model") ?? throw new WireException("you must provide a model parameter");
        if (!json.TryGetProperty("messages", out var messages) || messages.ValueKind is not JsonValueKind.Array || messages.GetArrayLength() == 0)
        {
            throw new WireException("Invalid 'messages': a non-empty array is required.", "messages");
        }

        var request = new ChatRequest(
            model,
            [.. messages.EnumerateArray().Select(Message)],
            json.TryGetProperty("tools", out var tools) && tools.ValueKind is JsonValueKind.Array ? [.. tools.EnumerateArray().Select(Tool)] : [],
            json.TryGetProperty("stream", out var stream) && stream.ValueKind is JsonValueKind.True,
            json.TryGetProperty("stream_options", out var options) && options.TryGetProperty("include_usage", out var usage) && usage.ValueKind is JsonValueKind.True,
            !(json.TryGetProperty("tool_choice", out var choice) && choice.ValueKind is JsonValueKind.String && choice.GetString() == "none"));
        TranscriptCheck.Refuse(request.Messages);
        return request;
    }

    private static JsonElement Object(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind is JsonValueKind.Object)
            {
                return document.RootElement.Clone();
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new WireException("We could not parse the JSON body of your request.");
    }

    private static ChatMessage Message(JsonElement json, int index)
    {
        var role = Text(json, "role");
        if (role is not ("system" or "developer" or "user" or "assistant" or "tool"))
        {
            throw new WireException($"Invalid value: '{role}'. Supported values are: 'system', 'assistant', 'user', 'tool', and 'developer'.", $"messages[{index}].role");
        }

        var calls = json.TryGetProperty("tool_calls", out var list) && list.ValueKind is JsonValueKind.Array
            ? list.EnumerateArray().Select(call => Call(call, index)).ToList()
            : [];
        if (calls.Count == 0 && !HasContent(json))
        {
            throw new WireException($"Invalid value for 'content': expected a string, got null.", $"messages[{index}].content");
        }

        return new(role, Content(json, index), calls, Text(json, "tool_call_id"));
    }

    private static bool HasContent(JsonElement json) => json.TryGetProperty("content", out var content) && content.ValueKind is not JsonValueKind.Null;

    private static string Content(JsonElement json, int index) => !HasContent(json) ? "" : json.GetProperty("content") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.EnumerateArray().Select(part => Text(part, "text") ?? "")),
        _ => throw new WireException($"Invalid type for 'messages[{index}].content'.", $"messages[{index}].content", "invalid_type"),
    };

    private static ToolCall Call(JsonElement json, int index)
    {
        var function = json.TryGetProperty("function", out var found) ? found : default;
        return new(
            Text(json, "id") ?? throw new WireException("Missing required parameter: 'id'.", $"messages[{index}].tool_calls"),
            Name(Text(function, "name"), $"messages[{index}].tool_calls.function.name"),
            Text(function, "arguments") ?? throw new WireException("Invalid type for 'arguments': expected a string.", $"messages[{index}].tool_calls", "invalid_type"));
    }

    private static OfferedTool Tool(JsonElement json, int index)
    {
        if (Text(json, "type") != "function" || !json.TryGetProperty("function", out var function))
        {
            throw new WireException($"Missing required parameter: 'tools[{index}].function'.", $"tools[{index}].function", "missing_required_parameter");
        }

        var name = Name(Text(function, "name"), $"tools[{index}].function.name");
        var parameters = function.TryGetProperty("parameters", out var schema) && schema.ValueKind is not JsonValueKind.Null ? schema : default;
        ToolSchemaCheck.Refuse(name, parameters, index);
        return new(name, Text(function, "description") ?? "", parameters);
    }

    private static string Name(string? name, string param) => name is not null && FunctionName().IsMatch(name)
        ? name
        : throw new WireException($"Invalid '{param}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.", param, "invalid_value");

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"^[a-zA-Z0-9_-]{1,64}\z")]
    private static partial Regex FunctionName();
}

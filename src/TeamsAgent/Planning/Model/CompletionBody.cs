using System.Text.Json;

namespace TeamsAgent.Planning.Model;

/// <summary>
/// Reads a chat completion strictly where we depend on it and tolerantly elsewhere, and writes down what was understood: only that reaches the
/// client library, which would otherwise answer an odd reply with whatever exception its parser happens to throw.
/// </summary>
/// <remarks>https://platform.openai.com/docs/api-reference/chat/object</remarks>
internal static class CompletionBody
{
    private const int MaxCalls = 50;

    /// <exception cref="ModelFaultException">It is no chat completion that can be used.</exception>
    public static byte[] Clean(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Write(Message(document.RootElement));
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with half a surrogate pair in it.
            throw Nonsense("the answer is not well-formed JSON");
        }
    }

    private static (string? Content, List<(string Id, string Name, string Arguments)> Calls) Message(JsonElement root)
    {
        if (!Is(root, JsonValueKind.Object) || !root.TryGetProperty("choices", out var choices) || !Is(choices, JsonValueKind.Array) || choices.GetArrayLength() == 0)
        {
            throw Nonsense("the answer has no choices");
        }

        var choice = choices[0];
        if (!Is(choice, JsonValueKind.Object) || !choice.TryGetProperty("message", out var message) || !Is(message, JsonValueKind.Object))
        {
            throw Nonsense("the first choice has no message");
        }

        if (Text(choice, "finish_reason") == "content_filter" || Text(message, "refusal") is { Length: > 0 })
        {
            throw new ModelFaultException(ModelFault.Filtered, "the model declined");
        }

        var calls = Calls(message);
        var content = Text(message, "content");
        return calls.Count > 0 || !string.IsNullOrWhiteSpace(content) ? (content, calls) : throw Nonsense("the message is empty");
    }

    private static List<(string, string, string)> Calls(JsonElement message)
    {
        if (!message.TryGetProperty("tool_calls", out var calls) || Is(calls, JsonValueKind.Null))
        {
            return [];
        }

        if (!Is(calls, JsonValueKind.Array) || calls.GetArrayLength() > MaxCalls)
        {
            throw Nonsense("tool_calls is no list of a sensible length");
        }

        return calls.EnumerateArray().Select(Call).ToList();
    }

    private static (string, string, string) Call(JsonElement call)
    {
        if (!Is(call, JsonValueKind.Object) || !call.TryGetProperty("function", out var function) || !Is(function, JsonValueKind.Object)
            || Text(function, "name") is not { Length: > 0 } name || !function.TryGetProperty("arguments", out var arguments))
        {
            throw Nonsense("a tool call names no function");
        }

        // Some servers write the arguments as an object where the document says a string of JSON.
        var text = Is(arguments, JsonValueKind.String) ? arguments.GetString()! : arguments.GetRawText();
        return (Text(call, "id") ?? "", name, text);
    }

    private static byte[] Write((string? Content, List<(string Id, string Name, string Arguments)> Calls) message)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id", "completion");
            json.WriteString("object", "chat.completion");
            json.WriteNumber("created", 0);
            json.WriteString("model", "model");
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            json.WriteString("finish_reason", message.Calls.Count > 0 ? "tool_calls" : "stop");
            json.WriteStartObject("message");
            json.WriteString("role", "assistant");
            json.WriteString("content", message.Content);
            WriteCalls(json, message.Calls);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteCalls(Utf8JsonWriter json, List<(string Id, string Name, string Arguments)> calls)
    {
        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        foreach (var (id, name, arguments) in calls)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", name);
            json.WriteString("arguments", arguments);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && Is(value, JsonValueKind.String) ? value.GetString() : null;

    private static bool Is(JsonElement value, JsonValueKind kind) => value.ValueKind == kind;

    private static ModelFaultException Nonsense(string detail) => new(ModelFault.Nonsense, detail);
}

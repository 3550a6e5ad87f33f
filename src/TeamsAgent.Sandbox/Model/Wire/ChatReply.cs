using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Model.Wire;

/// <summary>What the model says: words, or calls.</summary>
internal sealed record ModelAnswer(string? Content, IReadOnlyList<ToolCall> Calls)
{
    public static ModelAnswer Say(string content) => new(content, []);
}

/// <summary>A chat completion as the vendor writes it, whole or as a stream of one piece.</summary>
internal static class ChatReply
{
    public static JsonObject Completion(ChatRequest request, ModelAnswer? answer, string id, DateTimeOffset now)
    {
        var choices = answer is null ? new JsonArray() : new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = Message(answer, isDelta: false),
            ["logprobs"] = null,
            ["finish_reason"] = Finish(answer),
        });
        var reply = Head(request, id, now, "chat.completion");
        reply["choices"] = choices;
        reply["usage"] = Usage(request, answer);
        return reply;
    }

    /// <summary>Server-sent events: the whole answer as one delta, then the reason, then <c>[DONE]</c>.</summary>
    public static string Stream(ChatRequest request, ModelAnswer answer, string id, DateTimeOffset now)
    {
        var text = new StringBuilder();
        void Event(JsonObject chunk) => text.Append("data: ").Append(chunk.ToJsonString()).Append("\n\n");
        JsonObject Chunk(JsonObject delta, string? finish)
        {
            var chunk = Head(request, id, now, "chat.completion.chunk");
            chunk["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = finish });
            return chunk;
        }

        Event(Chunk(Message(answer, isDelta: true), null));
        Event(Chunk([], Finish(answer)));
        if (request.WithUsage)
        {
            var last = Head(request, id, now, "chat.completion.chunk");
            last["choices"] = new JsonArray();
            last["usage"] = Usage(request, answer);
            Event(last);
        }

        return text.Append("data: [DONE]\n\n").ToString();
    }

    private static JsonObject Head(ChatRequest request, string id, DateTimeOffset now, string kind) => new()
    {
        ["id"] = id,
        ["object"] = kind,
        ["created"] = now.ToUnixTimeSeconds(),
        ["model"] = request.Model,
        ["service_tier"] = "default",
        ["system_fingerprint"] = "fp_sandbox",
    };

    private static JsonObject Message(ModelAnswer answer, bool isDelta)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = answer.Content, ["refusal"] = null };
        if (answer.Calls.Count > 0)
        {
            message["tool_calls"] = new JsonArray([.. answer.Calls.Select((call, index) => Call(call, isDelta ? index : null))]);
        }

        return message;
    }

    private static JsonObject Call(ToolCall call, int? index)
    {
        var json = new JsonObject
        {
            ["id"] = call.Id,
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
        };
        if (index is not null)
        {
            json["index"] = index;
        }

        return json;
    }

    private static string Finish(ModelAnswer answer) => answer.Calls.Count > 0 ? "tool_calls" : "stop";

    // Four letters to a token, near enough for budgets.
    private static JsonObject Usage(ChatRequest request, ModelAnswer? answer)
    {
        var prompt = request.Messages.Sum(message => message.Text.Length + message.Calls.Sum(call => call.Arguments.Length)) / 4 + 1;
        var completion = ((answer?.Content?.Length ?? 0) + (answer?.Calls.Sum(call => call.Name.Length + call.Arguments.Length) ?? 0)) / 4 + 1;
        return new() { ["prompt_tokens"] = prompt, ["completion_tokens"] = completion, ["total_tokens"] = prompt + completion };
    }

    public static string Text(JsonObject json) => json.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

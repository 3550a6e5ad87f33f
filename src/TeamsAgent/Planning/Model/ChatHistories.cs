using System.Text.Json;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using TeamsAgent.Planning.Transcripts;

namespace TeamsAgent.Planning.Model;

/// <summary>A transcript as the messages of a chat completion.</summary>
internal static class ChatHistories
{
    public static ChatHistory Of(string prompt, Transcript transcript)
    {
        var history = new ChatHistory(prompt);
        history.AddRange(transcript.Entries.Select(Message));
        return history;
    }

    private static ChatMessageContent Message(Entry entry) => entry switch
    {
        Entry.Words words => new(AuthorRole.User, words.Text),
        Entry.Said said => new(AuthorRole.Assistant, said.Text),
        Entry.Proposed proposed => new(AuthorRole.Assistant, Items(proposed)),
        Entry.Result result => new(AuthorRole.Tool, [new FunctionResultContent(callId: result.CallId, result: result.Text)]),
        _ => throw new InvalidOperationException("Every entry has its message."),
    };

    private static ChatMessageContentItemCollection Items(Entry.Proposed proposed)
    {
        var items = new ChatMessageContentItemCollection();
        if (!string.IsNullOrEmpty(proposed.Text))
        {
            items.Add(new TextContent(proposed.Text));
        }

        foreach (var call in proposed.Calls)
        {
            items.Add(new FunctionCallContent(call.Function, pluginName: null, call.Id, Arguments(call.Arguments)));
        }

        return items;
    }

    // The wire wants an object back; what the model wrote instead, it gets to see as such.
    private static KernelArguments Arguments(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                var arguments = new KernelArguments();
                foreach (var property in document.RootElement.EnumerateObject())
                {
                    arguments[property.Name] = property.Value.Clone();
                }

                return arguments;
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // No JSON, or a name with half a surrogate pair in it: said below.
        }

        return new KernelArguments { ["not_an_object"] = json };
    }
}

using TeamsAgent.Sandbox.Model.Rules;
using TeamsAgent.Sandbox.Model.Wire;

namespace TeamsAgent.Sandbox.Model;

/// <summary>A call that was made since the person last spoke, and what came back.</summary>
internal sealed record Reported(ToolCall Call, string Result)
{
    /// <summary>Whether the caller refused even to propose it.</summary>
    public bool IsRefused => ToolResults.Read(Result) is System.Text.Json.Nodes.JsonObject json && (json.ContainsKey("refused") || json.ContainsKey("not_proposed"));
}

/// <summary>The part of a transcript that is about the present wish.</summary>
/// <param name="Said">The person's words: the wish, and the answers to our questions about it.</param>
/// <param name="Reports">What happened since the last of these words.</param>
internal sealed record Conversation(IReadOnlyList<string> Said, IReadOnlyList<Reported> Reports)
{
    public static Conversation Of(IReadOnlyList<ChatMessage> messages)
    {
        var last = messages.ToList().FindLastIndex(message => message.Role == "user");
        if (last < 0)
        {
            return new([], []);
        }

        var said = new List<string> { messages[last].Text };
        for (var index = last; index >= 2 && IsQuestion(messages[index - 1]) && messages[index - 2].Role == "user"; index -= 2)
        {
            said.Insert(0, messages[index - 2].Text);
        }

        var after = messages.Skip(last + 1).ToList();
        var results = after.Where(message => message.Role == "tool").ToLookup(message => message.ToolCallId, message => message.Text);
        return new(said, [.. after.SelectMany(message => message.Calls).Select(call => new Reported(call, results[call.Id].FirstOrDefault("")))]);
    }

    /// <summary>What the person wants, answers included.</summary>
    public IReadOnlyList<Wish> Wishes(LocalTime time)
    {
        var wishes = new List<Wish>();
        foreach (var text in Said)
        {
            var open = wishes.FindIndex(wish => wish.Missing.Count > 0);
            var fresh = Sentences.Understand(text, time);
            if (open >= 0 && (fresh.Count == 0 || wishes[open].Missing[0].IsFreeText))
            {
                wishes[open] = wishes[open].Answer(text, time) ?? wishes[open];
            }
            else
            {
                wishes = [.. fresh];
            }
        }

        return wishes;
    }

    private static bool IsQuestion(ChatMessage message) =>
        message is { Role: "assistant", Calls.Count: 0 } && (message.Text.EndsWith('?') || message.Text.Contains("? ", StringComparison.Ordinal));
}

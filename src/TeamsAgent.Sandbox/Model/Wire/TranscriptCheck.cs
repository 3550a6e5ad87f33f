namespace TeamsAgent.Sandbox.Model.Wire;

/// <summary>Every call must have its result right behind it, and every result its call.</summary>
internal static class TranscriptCheck
{
    public static void Refuse(IReadOnlyList<ChatMessage> messages)
    {
        var open = new HashSet<string>();
        for (var index = 0; index < messages.Count; index++)
        {
            var message = messages[index];
            if (message.Role == "tool")
            {
                if (message.ToolCallId is null || !open.Remove(message.ToolCallId))
                {
                    throw new WireException(
                        "Invalid parameter: messages with role 'tool' must be a response to a preceding message with 'tool_calls'.", $"messages[{index}].role");
                }

                continue;
            }

            Settled(open, index);
            open = [.. message.Calls.Select(call => call.Id)];
        }

        Settled(open, messages.Count - 1);
    }

    private static void Settled(HashSet<string> open, int index)
    {
        if (open.Count > 0)
        {
            throw new WireException(
                "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. "
                + $"The following tool_call_ids did not have response messages: {string.Join(", ", open)}",
                $"messages[{index}].role");
        }
    }
}

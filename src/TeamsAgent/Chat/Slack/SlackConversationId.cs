namespace TeamsAgent.Chat.Slack;

/// <summary>A conversation is a channel, or one thread of a channel: <c>C024BE91L</c>, <c>C024BE91L:1482960137.003543</c>.</summary>
internal static class SlackConversationId
{
    /// <summary>Makes one. A direct message has no threads of ours.</summary>
    public static string Of(string channel, string? thread) => thread is null || IsDirect(channel) ? channel : $"{channel}:{thread}";

    /// <summary>The channel and the thread of one.</summary>
    public static (string Channel, string? Thread) Split(string conversation)
    {
        var cut = conversation.IndexOf(':', StringComparison.Ordinal);
        return cut < 0 ? (conversation, null) : (conversation[..cut], conversation[(cut + 1)..]);
    }

    /// <summary>Whether it is a direct message with one person.</summary>
    public static bool IsDirect(string conversation) => conversation.StartsWith('D');
}

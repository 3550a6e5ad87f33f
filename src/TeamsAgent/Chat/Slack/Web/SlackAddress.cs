using System.Text.RegularExpressions;

namespace TeamsAgent.Chat.Slack;

/// <summary>A conversation's id as Slack takes it: the channel, and the thread where it is in one (<c>C…:1750000000.000100</c>).</summary>
/// <param name="Channel">The channel: <c>C…</c>, <c>G…</c>, <c>D…</c>.</param>
/// <param name="ThreadTs">The thread's first message; a text, never a number.</param>
internal sealed partial record SlackAddress(string Channel, string? ThreadTs)
{
    /// <summary>Whether nobody but one person and the bot reads there.</summary>
    public bool IsDirect => Channel.StartsWith('D');

    /// <summary>Reads a conversation's id; null if it is none of Slack's.</summary>
    public static SlackAddress? Of(string conversation)
    {
        var (channel, thread) = SlackConversationId.Split(conversation);
        return ChannelId().IsMatch(channel) && (thread is null || IsTs(thread)) ? new SlackAddress(channel, thread) : null;
    }

    /// <summary>Whether it is a message's id.</summary>
    public static bool IsTs(string text) => Ts().IsMatch(text);

    [GeneratedRegex(@"^[CDG][A-Z0-9]{1,30}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ChannelId();

    [GeneratedRegex(@"^[0-9]{1,16}\.[0-9]{1,9}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ts();
}

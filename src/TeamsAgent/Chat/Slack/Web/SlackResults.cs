namespace TeamsAgent.Chat.Slack;

/// <summary>What an answer of Slack's means for a message or a conversation.</summary>
internal static class SlackResults
{
    /// <summary>The meaning.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="id">Reads the message's or the conversation's id from an answer that says yes.</param>
    public static ChatResult Of(SlackReply reply, Func<System.Text.Json.JsonElement, string?> id) => reply switch
    {
        SlackReply.Ok ok => new ChatResult.Done(id(ok.Body)),
        SlackReply.Later later => new ChatResult.Later(later.After, later.Why, later.MayHaveArrived),
        SlackReply.Failed failed => failed.Fault switch
        {
            SlackFault.Installation => new ChatResult.Gone(failed.Error),
            SlackFault.TokenExpired => new ChatResult.Later(TimeSpan.FromSeconds(30), failed.Error, MayHaveArrived: false),
            SlackFault.Target when failed.Error == "message_not_found" => new ChatResult.Gone(failed.Error, MessageAlone: true),
            SlackFault.Target => new ChatResult.Gone(failed.Error),
            SlackFault.Conversation => new ChatResult.Gone(failed.Error, Conversation: true),
            _ => new ChatResult.Refused(failed.Error),
        },
        _ => throw new NotSupportedException(reply.GetType().Name),
    };
}

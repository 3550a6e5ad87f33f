namespace TeamsAgent.Chat.Slack;

/// <summary>Says something to one person alone, where they are: by the <c>response_url</c> of what they did, or as an ephemeral message.</summary>
public interface ISlackResponder
{
    /// <summary>Answers privately.</summary>
    /// <param name="responseUrl">As Slack gave it; only its host is trusted, and only if it is the configured one. Never gets the token.</param>
    /// <param name="installation">The installation, whose token posts the ephemeral message where there is no usable address.</param>
    /// <param name="channel">The channel, without the thread.</param>
    /// <param name="user">Who is to see it.</param>
    /// <param name="threadTs">The thread, if it is in one.</param>
    /// <param name="answer">What is said.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ChatResult> AnswerAsync(
        Uri? responseUrl, SlackInstallation installation, string channel, string user, string? threadTs, PressAnswer answer, CancellationToken cancellationToken);
}

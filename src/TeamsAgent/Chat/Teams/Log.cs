namespace TeamsAgent.Chat.Teams;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A call to the Teams endpoint was refused: {Fault}.")]
    public static partial void Refused(ILogger logger, TokenFault fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The service's signing keys could not be read; the last good ones stay in use for a while.")]
    public static partial void KeysNotRead(ILogger logger, Exception failed);

    [LoggerMessage(Level = LogLevel.Error, Message = "Teams refuses a call for the conversation {Conversation}: {Why}. {Remedy}")]
    public static partial void NeedsAdministrator(ILogger logger, string conversation, string why, string remedy);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A card is too large for Teams and is sent smaller: {Why}")]
    public static partial void SentSmaller(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "Teams self-test: {Sentence}")]
    public static partial void SelfTestPassed(ILogger logger, string sentence);

    [LoggerMessage(Level = LogLevel.Error, Message = "Teams self-test failed, so nothing can be sent: {Sentence}")]
    public static partial void SelfTestFailed(ILogger logger, string sentence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Where a conversation is reached could not be saved; the next message says it again.")]
    public static partial void NotNoted(ILogger logger, Exception failed);

    [LoggerMessage(Level = LogLevel.Error, Message = "A press failed; the person was given the reference {Reference}.")]
    public static partial void PressFailed(ILogger logger, string reference, Exception failed);
}

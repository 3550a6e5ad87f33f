namespace TeamsAgent.Chat.Slack;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Socket Mode: connection {Number} is open.")]
    public static partial void SocketOpen(ILogger logger, int number);

    [LoggerMessage(Level = LogLevel.Information, Message = "Socket Mode: connection {Number} is replaced: {Why}.")]
    public static partial void SocketReplaced(ILogger logger, int number, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Socket Mode: a connection failed, and is tried again: {Why}")]
    public static partial void SocketFailed(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Socket Mode is given up: {Error}. Nothing of Slack arrives any more. Check Slack:AppToken and its scope connections:write, and start again.")]
    public static partial void SocketsGivenUp(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Socket Mode: a delivery ({Type}) failed; it is not acknowledged.")]
    public static partial void EnvelopeFailed(ILogger logger, string type, Exception failed);
}

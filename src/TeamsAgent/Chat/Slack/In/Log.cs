namespace TeamsAgent.Chat.Slack;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A call to {Path} was refused: {Fault}.")]
    public static partial void Unsigned(ILogger logger, string path, SignatureFault fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A signed call to {Path} cannot be read.")]
    public static partial void Unreadable(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A signed call to {Path} came a second time; nothing came of it.")]
    public static partial void Replayed(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "Slack told of {What}; it is not taken.")]
    public static partial void NotTaken(ILogger logger, string what);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Slack told of something that needs nothing: {What}.")]
    public static partial void Nothing(ILogger logger, string what);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slack holds back events of {Team}: there were too many.")]
    public static partial void RateLimited(ILogger logger, string team);

    [LoggerMessage(Level = LogLevel.Information, Message = "Somebody at the Slack installation {Route} may not act: {Why}.")]
    public static partial void NotAllowedToAct(ILogger logger, string route, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "It could not be found out who somebody at the Slack installation {Route} is: {Why}.")]
    public static partial void NotKnown(ILogger logger, string route, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A modal for the Slack installation {Route} was not opened in time.")]
    public static partial void ModalLate(ILogger logger, string route);

    [LoggerMessage(Level = LogLevel.Information, Message = "Somebody at the Slack installation {Route} was not told something where they pressed: {Result}.")]
    public static partial void NotTold(ILogger logger, string route, string result);
}

namespace TeamsAgent.Chat.Slack;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Slack refused {Method} for the installation {Route}: {Error}. {Needed} {Pointers}")]
    public static partial void CallRefused(ILogger logger, string method, string route, string error, string needed, string pointers);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slack throttles {Method} for the installation {Route} for {Seconds} seconds.")]
    public static partial void Throttled(ILogger logger, string method, string route, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An answer was not sent: its address is not at Slack:ResponseHost.")]
    public static partial void ResponseHostRefused(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An answer was not sent: {Why}.")]
    public static partial void NotResponded(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The home page of {User} at {Route} is not up to date: {Why}")]
    public static partial void HomeLater(ILogger logger, string user, string route, string why);
}

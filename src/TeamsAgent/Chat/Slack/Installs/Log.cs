namespace TeamsAgent.Chat.Slack;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The Slack app is installed at {Route} with the bot {Bot}.")]
    public static partial void Installed(ILogger logger, string route, string bot);

    [LoggerMessage(Level = LogLevel.Information, Message = "Slack:BotToken is of {Route}; the bot there is {Bot}.")]
    public static partial void Reached(ILogger logger, string route, string bot);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slack sent something for {Route}, where the app is not installed, or may not be used; nothing came of it.")]
    public static partial void NotInstalled(ILogger logger, string route);

    [LoggerMessage(Level = LogLevel.Error, Message = "Slack does not work yet: {Sentence}")]
    public static partial void NoOwnWorkspace(ILogger logger, string sentence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Slack installation {Route} may not use the app: it is not in Slack:AllowedTeams, or it is of another app than Slack:AppId.")]
    public static partial void NotAllowed(ILogger logger, string route);

    [LoggerMessage(Level = LogLevel.Error, Message = "The Slack installation {Route} does not work: {Error}. Somebody has to install the app there again, or give it the scope.")]
    public static partial void Broken(ILogger logger, string route, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Slack app was taken out of {Route}: {Why}.")]
    public static partial void Removed(ILogger logger, string route, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "News of {Route} are older than its installation, or known: {Why}.")]
    public static partial void OldNews(ILogger logger, string route, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "The token of the Slack installation {Route} was refreshed.")]
    public static partial void Refreshed(ILogger logger, string route);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The token of the Slack installation {Route} was not refreshed: {Why}")]
    public static partial void NotRefreshed(ILogger logger, string route, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The new token of the Slack installation {Route} could not be saved (attempt {Attempt}).")]
    public static partial void NotSaved(ILogger logger, string route, int attempt, Exception failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An installation of the Slack app was not finished ({Code}); the page's reference is {Reference}.")]
    public static partial void NotInstalledNow(ILogger logger, string code, string reference);
}

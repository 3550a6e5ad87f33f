namespace TeamsAgent.Actions;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Catalogue: {Actions} actions of {Providers} providers")]
    public static partial void CatalogueRead(ILogger logger, int actions, int providers);
}

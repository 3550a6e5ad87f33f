namespace TeamsAgent.Policies;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Policy {Hash}: {Rules} rules, {Groups} groups")]
    public static partial void PolicyRead(ILogger logger, string hash, int rules, int groups);
}

namespace TeamsAgent.Execution;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Request {RequestId}: the claim on step {Step} was lost or the request changed; the token was dropped and nothing was sent.")]
    public static partial void ClaimLost(ILogger logger, string requestId, int step);
}

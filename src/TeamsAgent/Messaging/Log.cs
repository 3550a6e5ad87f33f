namespace TeamsAgent.Messaging;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The sweep {Sweep} failed; it runs again with the next round.")]
    public static partial void SweepFailed(ILogger logger, string sweep, Exception failed);
}

using TeamsAgent.Planning.Model;

namespace TeamsAgent.Planning;

/// <summary>What planning writes to the log: ids and kinds, never words.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The model gave no answer ({Fault}: {Detail}); it is asked again.")]
    public static partial void AskingModelAgain(ILogger logger, ModelFault fault, string detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "The model gave no answer that can be used ({Fault}: {Detail}).")]
    public static partial void ModelFailed(ILogger logger, ModelFault fault, string detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: {Count} function calls of the model were refused.")]
    public static partial void CallsRefused(ILogger logger, string taskId, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId} moved on while it was being planned; what was planned is dropped.")]
    public static partial void TurnDropped(ILogger logger, string taskId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId} was left in planning; it is taken up again.")]
    public static partial void TaskRevived(ILogger logger, string taskId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {TaskId} cannot be moved; it was given up, and the person told.")]
    public static partial void TaskGivenUp(ILogger logger, string taskId);
}

using TeamsAgent.Requests;

namespace TeamsAgent.Chat.Progress;

/// <summary>A task moved on: its line of progress follows.</summary>
public sealed class ProgressHandler(ProgressTeller teller)
{
    /// <summary>Compares and shows; a second delivery finds nothing to do.</summary>
    public Task Handle(TaskMoved message, CancellationToken cancellationToken) => teller.ShowAsync(message.TaskId, cancellationToken);
}

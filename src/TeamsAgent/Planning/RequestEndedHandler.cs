using TeamsAgent.Requests;
using TeamsAgent.Storage;

namespace TeamsAgent.Planning;

/// <summary>A request ended: its task hears of it.</summary>
public sealed class RequestEndedHandler(Scopes scopes)
{
    /// <summary>Takes the outcome into the transcript; a task that does not wait for this request is left alone.</summary>
    public Task Handle(RequestEnded message, CancellationToken cancellationToken) =>
        scopes.RunAsync<TakeUpOutcome>(take => take.HandleAsync(message.RequestId, message.TaskId, cancellationToken));
}

using TeamsAgent.Requests;
using TeamsAgent.Storage;

namespace TeamsAgent.Planning;

/// <summary>Takes a task one turn further: load, ask the model with no transaction open, save.</summary>
public sealed class PlanTaskHandler(Scopes scopes)
{
    /// <summary>Plans; a task that is not, or no longer, in planning is left alone.</summary>
    public async Task Handle(ContinueTask message, CancellationToken cancellationToken)
    {
        if (await scopes.RunAsync<Turn, PlanningTask?>(turn => turn.LoadAsync(message.TaskId, cancellationToken)) is { } task)
        {
            var result = await scopes.RunAsync<Planner, TurnResult>(planner => planner.RunAsync(task, cancellationToken));
            await scopes.RunAsync<Turn>(turn => turn.SaveAsync(task, result, cancellationToken));
        }
    }
}

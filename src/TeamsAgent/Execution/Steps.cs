using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Planning;
using TeamsAgent.Policies;
using TeamsAgent.Requests;
using TeamsAgent.Storage;

namespace TeamsAgent.Execution;

/// <summary>One saved transition of a request that is being carried out; one scope, one transaction.</summary>
public sealed class Steps(RequestStore requests, PersonStore people, StepResults results, UnitOfWork work, CurrentPolicy policy)
{
    /// <summary>Claims the next step, after looking at everything again.</summary>
    public Task<CommandResult> ClaimAsync(RequestId id, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        Retry.LostRacesAsync(work, async () =>
        {
            if (await requests.FindAsync(id, cancellationToken) is not { } request)
            {
                return new CommandResult.NotFound();
            }

            var standing = await people.GetAllAsync(request.Decisions.Select(d => d.By).Append(request.Requester), cancellationToken);
            return await SaveAsync(request, request.Claim(standing, policy.Value.Groups, lease, now), null, cancellationToken);
        });

    /// <summary>Saves a transition.</summary>
    /// <param name="id">The request.</param>
    /// <param name="decide">The transition.</param>
    /// <param name="result">What a read found, for the planner: the step and its JSON.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<CommandResult> SaveAsync(
        RequestId id, Func<ApprovalRequest, Transition> decide, (int Step, string Json)? result, CancellationToken cancellationToken) =>
        Retry.LostRacesAsync(work, async () => await requests.FindAsync(id, cancellationToken) is { } request
            ? await SaveAsync(request, decide(request), result, cancellationToken)
            : new CommandResult.NotFound());

    private async Task<CommandResult> SaveAsync(
        ApprovalRequest request, Transition transition, (int Step, string Json)? result, CancellationToken cancellationToken)
    {
        if (transition is Transition.Refused refused)
        {
            return new CommandResult.Refused(refused.Reason, request);
        }

        var done = (Transition.Done)transition;
        requests.Update(request, done);
        if (result is { } found)
        {
            results.Add(request.Id.Value, found.Step, found.Json);
        }

        await work.CommitAsync(cancellationToken);
        return new CommandResult.Done(done.Request);
    }
}

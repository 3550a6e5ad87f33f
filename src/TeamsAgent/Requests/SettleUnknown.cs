using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Policies;
using TeamsAgent.Storage;
using TeamsAgent.Words;

namespace TeamsAgent.Requests;

/// <summary>An approver who has looked says what became of a step whose answer was lost.</summary>
public sealed class SettleUnknown(RequestStore requests, UnitOfWork work, CurrentPolicy policy, TimeProvider clock)
{
    /// <summary>Settles in one transaction, which also marks the press as handled.</summary>
    /// <exception cref="AlreadyHandledException">The same press was handled before.</exception>
    public Task<CommandResult> HandleAsync(RequestId id, int step, bool happened, Person by, string inboxKey, CancellationToken cancellationToken) =>
        Retry.LostRacesAsync(work, () => Command.RunAsync(requests, work, id, request =>
        {
            var now = clock.GetUtcNow();
            var outcome = happened
                ? ExecutionKey.LookedHappened.Outcome(OutcomeKind.Succeeded, null, now, ("name", by.Name))
                : ExecutionKey.LookedDidNotHappen.Outcome(OutcomeKind.Failed, null, now, ("name", by.Name));
            return request.Settle(step, outcome, by, policy.Value.Groups, now);
        }, inboxKey, cancellationToken));
}

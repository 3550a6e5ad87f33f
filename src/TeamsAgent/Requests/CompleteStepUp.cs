using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Policies;
using TeamsAgent.Storage;

namespace TeamsAgent.Requests;

/// <summary>Takes the checked proof of a step-up into the decision that it was made for.</summary>
public sealed class CompleteStepUp(RequestStore requests, PersonStore people, UnitOfWork work, CurrentPolicy policy, TimeProvider clock)
{
    /// <summary>
    /// Completes the decision, in one transaction with whatever the caller has put into the unit of work before (the login that was used up).
    /// </summary>
    /// <exception cref="LostRaceException">Somebody else changed the request or used the login; nothing was saved.</exception>
    public async Task<CommandResult> HandleAsync(
        RequestId id, string decisionId, StepUpProof proof, PersonId by, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(id, cancellationToken) is not { } request)
        {
            return new CommandResult.NotFound();
        }

        var person = await people.GetAsync(by, cancellationToken);
        switch (request.CompleteStepUp(decisionId, proof, person, policy.Value.Groups, clock.GetUtcNow()))
        {
            case Transition.Done done:
                requests.Update(request, done);
                await work.CommitAsync(cancellationToken);
                return new CommandResult.Done(done.Request);
            case Transition.Refused refused:
                return new CommandResult.Refused(refused.Reason, request);
            default:
                throw new InvalidOperationException("A transition is done or refused.");
        }
    }
}

using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Requests;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>What a step-up is about: a decision that waits for its proof, on a plan that is still the one that was put up.</summary>
public sealed class StepUpSubject(RequestStore requests, PersonStore people, TimeProvider clock)
{
    /// <summary>What was found.</summary>
    public abstract record Found
    {
        private Found()
        {
        }

        /// <summary>A decision that waits.</summary>
        public sealed record Waiting(ApprovalRequest Request, Decision Decision, Person Approver) : Found;

        /// <summary>Nothing to log in for.</summary>
        public sealed record Nothing(Ending Ending) : Found;
    }

    /// <summary>Looks.</summary>
    public async Task<Found> FindAsync(TicketRow ticket, CancellationToken cancellationToken)
    {
        if (!RequestId.TryParse(ticket.RequestId, out var id) || await requests.FindAsync(id, cancellationToken) is not { } request)
        {
            return new Found.Nothing(Ending.NoSuchRequest);
        }

        var person = await people.GetAsync(PersonId.Parse(ticket.PersonId), cancellationToken);
        var decision = request.Decisions.FirstOrDefault(d => d.Id == ticket.DecisionId && d.By == person.Id && d.Choice == Choice.Approve);
        Ending? ending = request switch
        {
            { State: not RequestState.AwaitingDecision } => Ending.Of(Refusal.AlreadySettled),
            _ when clock.GetUtcNow() >= request.ExpiresAt => Ending.Of(Refusal.Expired),
            _ when decision is null || decision.Proof is not null => Ending.Of(Refusal.NoSuchDecision),
            _ when person.Blocked => Ending.PersonBlocked,
            _ when person.Auth0User is null => Ending.NotLinked,
            _ when request.Plan.Hash() != request.PlanHash || decision.Plan != request.PlanHash => Ending.PlanAltered,
            _ => null,
        };
        return ending is not null ? new Found.Nothing(ending) : new Found.Waiting(request, decision!, person);
    }
}

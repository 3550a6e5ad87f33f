using System.Text;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Requests;
using TeamsAgent.Storage;

namespace TeamsAgent.Identity;

/// <summary>The approver has logged in afresh with a second factor: takes the proof into the decision, together with the end of the login.</summary>
public sealed class FinishStepUp(UnitOfWork work, SignIns signIns, Tickets tickets, CompleteStepUp completeStepUp, TimeProvider clock)
{
    /// <summary>Completes the decision in one transaction with the login that proves it; says why not, otherwise.</summary>
    public Task<Ending?> HandleAsync(string signInId, IdTokenClaims claims, string idToken, CancellationToken cancellationToken) =>
        Retry.LostRacesAsync(work, () => OnceAsync(signInId, claims, idToken, cancellationToken));

    private async Task<Ending?> OnceAsync(string signInId, IdTokenClaims claims, string idToken, CancellationToken cancellationToken)
    {
        var row = await signIns.ChangeAsync(signInId, cancellationToken);
        var ticket = await tickets.GetAsync(row.TicketHash, cancellationToken);
        if (row.EndedAt is not null || ticket is null || !RequestId.TryParse(ticket.RequestId, out var request))
        {
            return Ending.NoSuchRequest;
        }

        if (ticket.ClosedAt is not null)
        {
            return Ending.Of(Refusal.NoSuchDecision);
        }

        var proof = new StepUpProof(
            claims.Subject, claims.AuthTime!.Value, claims.Amr, claims.Acr, claims.SessionId, Sha256Hash.Of(Encoding.UTF8.GetBytes(idToken)),
            row.Nonce, row.NoncePreimage!, clock.GetUtcNow());
        signIns.End(row, Ending.StepUpDone);
        await tickets.CloseAsync(ticket.Hash, cancellationToken);
        return await completeStepUp.HandleAsync(request, ticket.DecisionId!, proof, PersonId.Parse(row.PersonId), cancellationToken) switch
        {
            CommandResult.Done => null,
            CommandResult.Refused refused => Ending.Of(refused.Reason),
            _ => Ending.NoSuchRequest,
        };
    }
}

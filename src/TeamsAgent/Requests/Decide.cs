using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Policies;
using TeamsAgent.Storage;

namespace TeamsAgent.Requests;

/// <summary>A verified person's press on one of our cards.</summary>
public sealed record DecideCommand(
    RequestId Request, Person By, ChatIdentity Via, Choice Choice, string? Reason, Sha256Hash Plan, string InboxKey);

/// <summary>What a command on a request led to.</summary>
public abstract record CommandResult
{
    private CommandResult()
    {
    }

    /// <summary>It changed; here is what it is now.</summary>
    public sealed record Done(ApprovalRequest Request) : CommandResult;

    /// <summary>It changed nothing; here is why, and what the request is now.</summary>
    public sealed record Refused(Refusal Reason, ApprovalRequest Request) : CommandResult;

    /// <summary>There is no such request.</summary>
    public sealed record NotFound : CommandResult;
}

/// <summary>The one method through which a decision enters the system.</summary>
public sealed class Decide(RequestStore requests, UnitOfWork work, Notes notes, CurrentPolicy policy, TimeProvider clock)
{
    /// <summary>Decides in one transaction, which also marks the press as handled; the loser of a race is told what the winner did.</summary>
    /// <exception cref="AlreadyHandledException">The same press was handled before.</exception>
    public Task<CommandResult> HandleAsync(DecideCommand command, CancellationToken cancellationToken) =>
        Retry.LostRacesAsync(work, () => OnceAsync(command, cancellationToken));

    private async Task<CommandResult> OnceAsync(DecideCommand command, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(command.Request, cancellationToken) is not { } request)
        {
            return new CommandResult.NotFound();
        }

        var now = clock.GetUtcNow();
        var decision = new Decision
        {
            Id = $"d_{Guid.NewGuid():N}", By = command.By.Id, Name = command.By.Name, Via = command.Via, Choice = command.Choice,
            Reason = command.Reason, Plan = command.Plan, At = now,
        };
        var transition = request.Decide(decision, command.By, policy.Value.Groups, now);
        if (transition is Transition.Refused refused)
        {
            return new CommandResult.Refused(refused.Reason, request);
        }

        var done = (Transition.Done)transition;
        requests.Update(request, done);
        if (done.Request.AwaitingProof.Any(d => d.Id == decision.Id))
        {
            // Where they pressed, which may be elsewhere than where it was asked.
            notes.InviteToStepUp(command.By.Id, new Place(command.Via.Channel, command.Via.Tenant, "", Personal: true), request.Id, decision.Id);
        }

        work.MarkHandled(command.InboxKey);
        await work.CommitAsync(cancellationToken);
        return new CommandResult.Done(done.Request);
    }
}

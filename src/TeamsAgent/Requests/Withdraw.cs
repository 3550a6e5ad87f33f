using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Storage;

namespace TeamsAgent.Requests;

/// <summary>The requester takes a request back.</summary>
public sealed class Withdraw(RequestStore requests, UnitOfWork work, TimeProvider clock)
{
    /// <summary>Withdraws in one transaction, which also marks the press or the words as handled.</summary>
    /// <exception cref="AlreadyHandledException">The same press was handled before.</exception>
    public Task<CommandResult> HandleAsync(RequestId id, Person by, string inboxKey, CancellationToken cancellationToken) =>
        Retry.LostRacesAsync(work, () => Command.RunAsync(requests, work, id, request => request.Withdraw(by, clock.GetUtcNow()), inboxKey, cancellationToken));
}

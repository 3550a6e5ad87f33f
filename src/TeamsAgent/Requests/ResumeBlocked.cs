using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Requests;

/// <summary>Somebody linked or connected an account: whatever of theirs waited for it goes on by itself.</summary>
public sealed class ResumeBlocked(Scopes scopes)
{
    /// <summary>Lets every approved request of the person that is blocked try again; what is still missing blocks it anew.</summary>
    public async Task HandleAsync(PersonId person, CancellationToken cancellationToken)
    {
        var ids = await scopes.RunAsync<UnitOfWork, List<string>>(work => work.Db.Set<RequestRow>().AsNoTracking()
            .Where(row => row.Requester == person.Value && row.State == nameof(RequestState.Approved) && row.BlockedOn != null)
            .Select(row => row.Id).ToListAsync(cancellationToken));
        foreach (var id in ids)
        {
            await scopes.RunAsync<Unblock>(unblock => unblock.HandleAsync(RequestId.Parse(id), cancellationToken));
        }
    }
}

/// <summary>Lets one blocked request try again.</summary>
public sealed class Unblock(RequestStore requests, UnitOfWork work, TimeProvider clock)
{
    /// <summary>Clears the blocker; a request that is not blocked stays as it is.</summary>
    public Task<CommandResult> HandleAsync(RequestId id, CancellationToken cancellationToken) =>
        Retry.LostRacesAsync(work, () => Command.RunAsync(requests, work, id, request => request.Unblock(clock.GetUtcNow()), null, cancellationToken));
}

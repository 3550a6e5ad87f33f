using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Messaging;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Requests;

/// <summary>Looks at every request whose time has come: it expires, its sender is gone, or the message that should have moved it is late.</summary>
public sealed class SweepRequests(Scopes scopes, TimeProvider clock) : ISweep
{
    private const int Batch = 100;
    private readonly DateTimeOffset _began = clock.GetUtcNow();
    private bool _first = true;

    /// <inheritdoc/>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (_first)
        {
            await LoseOrphansAsync(cancellationToken);
            _first = false;
        }

        foreach (var id in await DueAsync(cancellationToken))
        {
            await scopes.RunAsync<DueRequest>(due => due.HandleAsync(id, DateTimeOffset.MinValue, cancellationToken));
        }
    }

    // One process owns the database: what was being sent when it started, nobody is sending any more; what it sends itself by now, it is.
    private async Task LoseOrphansAsync(CancellationToken cancellationToken)
    {
        var running = await scopes.RunAsync<UnitOfWork, List<string>>(work => work.Db.Set<RequestRow>().AsNoTracking()
            .Where(row => row.State == nameof(RequestState.Executing)).Select(row => row.Id).ToListAsync(cancellationToken));
        foreach (var id in running)
        {
            await scopes.RunAsync<DueRequest>(due => due.HandleAsync(RequestId.Parse(id), _began, cancellationToken));
        }
    }

    private async Task<List<RequestId>> DueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var ids = await scopes.RunAsync<UnitOfWork, List<string>>(work => work.Db.Set<RequestRow>().AsNoTracking()
            .Where(row => row.DueAt != null && row.DueAt <= now).OrderBy(row => row.DueAt).Select(row => row.Id).Take(Batch).ToListAsync(cancellationToken));
        return ids.ConvertAll(RequestId.Parse);
    }
}

/// <summary>Looks at one request whose time has come.</summary>
public sealed class DueRequest(RequestStore requests, UnitOfWork work, TimeProvider clock)
{
    /// <summary>Moves the request on; one that somebody else moved in the meantime is left alone.</summary>
    /// <param name="id">The request.</param>
    /// <param name="gone">Whoever began to send before this moment is no more.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task HandleAsync(RequestId id, DateTimeOffset gone, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(id, cancellationToken) is not { } request)
        {
            return;
        }

        var now = clock.GetUtcNow();
        try
        {
            if (Next(request, gone, now) is Transition.Done done)
            {
                requests.Update(request, done);
                await work.CommitAsync(cancellationToken);
            }
            else if (request.State is RequestState.Approved or RequestState.Executing && request.Blocker is null)
            {
                await RemindAsync(request, now, cancellationToken);
            }
        }
        catch (LostRaceException)
        {
            // Somebody moved it: that is all the sweep wanted.
        }
    }

    private static Transition? Next(ApprovalRequest request, DateTimeOffset gone, DateTimeOffset now)
    {
        var sending = request.Steps.Select((step, index) => (step, index)).FirstOrDefault(s => s.step.Progress == StepProgress.Sending);
        var (why, told) = ExecutionKey.SenderGone.Tell();
        return sending.step is { } step && (step.Since < gone || now >= step.Since + DueTimes.SenderGone)
            ? request.LoseAnswer(sending.index, step.Claim, why, now, told)
            : now >= request.ExpiresAt ? request.Expire(now) : null;
    }

    // The message that should have moved it is late or lost; another one does no harm.
    private async Task RemindAsync(ApprovalRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await work.Db.Set<RequestRow>().Where(row => row.Id == request.Id.Value && row.Version == request.Version)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now + DueTimes.MessageLate), cancellationToken);
        if (!request.Steps.Any(step => step.Progress == StepProgress.Sending))
        {
            work.Publish(new ExecuteRequest(request.Id.Value));
        }

        await work.CommitAsync(cancellationToken);
    }
}

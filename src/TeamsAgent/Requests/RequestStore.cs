using Microsoft.EntityFrameworkCore;
using TeamsAgent.Audit;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Requests;

/// <summary>Loads requests, and saves transitions with their events and with the messages that follow from them.</summary>
public sealed class RequestStore(UnitOfWork work)
{
    /// <summary>The request as it is now, or null.</summary>
    public async Task<ApprovalRequest?> FindAsync(RequestId id, CancellationToken cancellationToken)
    {
        var row = await work.Db.Set<RequestRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id.Value, cancellationToken);
        return row is null ? null : RequestJson.Read(row.Body, row.BodyVersion);
    }

    /// <summary>The number that the next request gets. Two that take the same one race; the loser asks again.</summary>
    public async Task<int> NextNumberAsync(CancellationToken cancellationToken) =>
        await work.Db.Set<RequestRow>().MaxAsync(row => (int?)row.Number, cancellationToken) + 1 ?? 1;

    /// <summary>Adds a new request to the unit of work.</summary>
    public void Add(Transition.Done done)
    {
        work.Db.Add(Row(done.Request));
        FollowUp(null, done);
    }

    /// <summary>Adds a changed request to the unit of work, against the version that it was changed from.</summary>
    public void Update(ApprovalRequest before, Transition.Done done)
    {
        var entry = work.Db.Update(Row(done.Request));
        entry.Property(r => r.Version).OriginalValue = before.Version;
        FollowUp(before, done);
    }

    private static RequestRow Row(ApprovalRequest request) => new()
    {
        Id = request.Id.Value,
        Number = request.Number,
        Version = request.Version,
        State = request.State.ToString(),
        Requester = request.Requester.Value,
        TaskId = request.TaskId,
        CreatedAt = request.CreatedAt,
        DueAt = DueTimes.Next(request),
        BlockedOn = request.Blocker is { } blocker ? blocker.Connection ?? blocker.Kind.ToString() : null,
        Title = string.Join("; ", request.Plan.Steps.Select(step => step.Title)),
        BodyVersion = RequestJson.Version,
        Body = RequestJson.Write(request),
    };

    private void FollowUp(ApprovalRequest? before, Transition.Done done)
    {
        var request = done.Request;
        foreach (var happened in done.Events)
        {
            work.Audit(AuditEntry.Of(request.Id, happened));
        }

        work.Publish(new RequestChanged(request.Id.Value));
        if (MayRun(before, request))
        {
            work.Publish(new ExecuteRequest(request.Id.Value));
        }

        if (CanProbe(request))
        {
            work.Publish(new ProbeRequest(request.Id.Value));
        }

        if (request is { IsFinal: true, TaskId: { } task })
        {
            work.Publish(new RequestEnded(request.Id.Value, task));
        }
    }

    // A claim that is given back unused is not taken again at once: whoever gave it back comes again after a pause.
    private static bool MayRun(ApprovalRequest? before, ApprovalRequest request) => request is { State: RequestState.Approved, Blocker: null }
        || (request.State == RequestState.Executing && !request.Steps.Any(step => step.InFlight) && before?.Steps.Any(step => step.Progress == StepProgress.Sending) == true);

    private static bool CanProbe(ApprovalRequest request) => request.State == RequestState.Unknown
        && request.Steps.Zip(request.Plan.Steps).Any(pair => pair.First.Progress == StepProgress.Unknown && pair.Second.Probe is not null);
}

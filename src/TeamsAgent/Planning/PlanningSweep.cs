using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Messaging;
using TeamsAgent.Planning.Transcripts;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Planning;

/// <summary>Takes up tasks that stand still although nobody is waited for: the message that should have moved them was lost, or set aside.</summary>
public sealed class PlanningSweep(Scopes scopes, TimeProvider clock) : ISweep
{
    /// <summary>How long a task may stand still; more than a turn may take.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    private const int Batch = 100;
    private static readonly string[] Final =
        [nameof(RequestState.Succeeded), nameof(RequestState.Failed), nameof(RequestState.Rejected), nameof(RequestState.Expired), nameof(RequestState.Withdrawn)];

    /// <inheritdoc/>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var task in await scopes.RunAsync<UnitOfWork, List<string>>(work => LateAsync(work, now, cancellationToken)))
        {
            await scopes.RunAsync<WakeTask>(wake => wake.HandleAsync(task, now, cancellationToken));
        }
    }

    private static Task<List<string>> LateAsync(UnitOfWork work, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now - Late;
        return work.Db.Set<TaskRow>().AsNoTracking()
            .Where(task => task.UpdatedAt < since && (task.State == TaskState.Planning
                || (task.State == TaskState.Approving && work.Db.Set<RequestRow>()
                    .Where(request => request.TaskId == task.Id).OrderByDescending(request => request.Number).Take(1).Any(request => Final.Contains(request.State)))))
            .OrderBy(task => task.UpdatedAt).Select(task => task.Id).Take(Batch).ToListAsync(cancellationToken);
    }
}

/// <summary>Wakes one task that stands still, a few times; then it ends, and the person is told.</summary>
internal sealed class WakeTask(UnitOfWork work, Replies replies, Readers readers, ILogger<WakeTask> logger)
{
    private const int MostRevivals = 3;

    public async Task HandleAsync(string taskId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await work.Db.Set<TaskRow>().FirstOrDefaultAsync(task => task.Id == taskId, cancellationToken);
        if (row is null || row.UpdatedAt >= now - PlanningSweep.Late)
        {
            return;
        }

        await WakeAsync(row, now, cancellationToken);
        try
        {
            await work.CommitAsync(cancellationToken);
        }
        catch (LostRaceException)
        {
            // It moved by itself.
        }
    }

    private async Task WakeAsync(TaskRow row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var transcript = Readable(row);
        if (transcript is null || transcript.Revivals >= MostRevivals)
        {
            Log.TaskGivenUp(logger, row.Id);
            (row.State, row.UpdatedAt, row.Version) = (TaskState.Failed, now, row.Version + 1);
            replies.Say(row, alone: transcript?.Private ?? true, first: false, (await readers.OfAsync(PersonId.Parse(row.PersonId), cancellationToken)).Text(PlanningKey.Stuck));
            work.Publish(new TaskMoved(row.Id));
        }
        else
        {
            Log.TaskRevived(logger, row.Id);
            row.Move(row.State, transcript with { Revivals = transcript.Revivals + 1 }, now);
            work.Publish(row.State == TaskState.Planning ? new ContinueTask(row.Id) : new RequestEnded(transcript.Request!, row.Id));
        }
    }

    // One row that cannot be read must not keep the sweep from the others.
    private static Transcript? Readable(TaskRow row)
    {
        try
        {
            return TranscriptJson.Read(row.Transcript);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Planning.Transcripts;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Planning;

/// <summary>
/// Takes what came of a request into the transcript of its task, as the results of the function calls that proposed it. Done or failed, the
/// planner goes on with it; rejected, withdrawn or expired, the task ends, and the card has said all there is to say.
/// </summary>
internal sealed class TakeUpOutcome(RequestStore requests, StepResults results, UnitOfWork work, IOptions<PlanningOptions> options, TimeProvider clock)
{
    public Task<bool> HandleAsync(string requestId, string taskId, CancellationToken cancellationToken) => Retry.LostRacesAsync(work, async () =>
    {
        var row = await work.Db.Set<TaskRow>().FirstOrDefaultAsync(task => task.Id == taskId, cancellationToken);
        if (row is not { State: TaskState.Approving } || TranscriptJson.Read(row.Transcript) is not { } transcript || transcript.Request != requestId
            || await requests.FindAsync(RequestId.Parse(requestId), cancellationToken) is not { IsFinal: true } request)
        {
            return false;
        }

        var found = await results.TakeAsync(requestId, cancellationToken);
        var told = StepReports.Add(transcript with { Request = null }, request, found, options.Value.PrivateProviders);
        var goesOn = request.State is RequestState.Succeeded or RequestState.Failed;
        row.Move(goesOn ? TaskState.Planning : TaskState.Done, told, clock.GetUtcNow());
        work.Publish(new TaskMoved(row.Id));
        if (goesOn)
        {
            work.Publish(new ContinueTask(row.Id));
        }

        await work.CommitAsync(cancellationToken);
        return true;
    });
}

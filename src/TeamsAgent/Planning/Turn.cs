using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Planning.Transcripts;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Planning;

/// <summary>Loads a task to be planned, and saves what came of it in one transaction: transcript, request, words to the person.</summary>
internal sealed class Turn(
    UnitOfWork work, PersonStore people, SubmitRequest submit, Replies replies, IOptions<PlanningOptions> options, IOptions<WordsOptions> languages, TimeProvider clock, ILogger<Turn> logger)
{
    private const int LongestAsked = 2_000;

    /// <summary>The task, if it is there to be planned.</summary>
    public async Task<PlanningTask?> LoadAsync(string taskId, CancellationToken cancellationToken)
    {
        var row = await work.Db.Set<TaskRow>().AsNoTracking().FirstOrDefaultAsync(task => task.Id == taskId, cancellationToken);
        if (row is not { State: TaskState.Planning })
        {
            return null;
        }

        var person = await people.GetAsync(PersonId.Parse(row.PersonId), cancellationToken);
        return new PlanningTask(row.Id, row.Version, person.Name, TranscriptJson.Read(row.Transcript));
    }

    /// <summary>Saves, and after a lost race saves again; the model is not asked anew. A task that has moved on meanwhile keeps what it has.</summary>
    public Task<bool> SaveAsync(PlanningTask task, TurnResult result, CancellationToken cancellationToken) => Retry.LostRacesAsync(work, async () =>
    {
        var row = await work.Db.Set<TaskRow>().FirstOrDefaultAsync(r => r.Id == task.Id, cancellationToken);
        if (row is not { State: TaskState.Planning } || row.Version != task.Version)
        {
            Log.TurnDropped(logger, task.Id);
            return false;
        }

        await ApplyAsync(row, result, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return true;
    });

    private async Task ApplyAsync(TaskRow row, TurnResult result, CancellationToken cancellationToken)
    {
        if (TranscriptSize.Fit(result.Transcript with { Revivals = 0 }, options.Value.MaxTranscriptBytes) is not { } transcript)
        {
            End(row, TaskState.Failed, TranscriptJson.Read(row.Transcript), languages.Value.Of(result.Transcript.Locale).Text(PlanningKey.TooLong));
            return;
        }

        switch (result)
        {
            case TurnResult.Planned planned:
                await PutUpAsync(row, planned.Plan, transcript, cancellationToken);
                break;
            case TurnResult.Says says:
                End(row, IsQuestion(says.Text) || transcript.Plans == 0 ? TaskState.Asking : TaskState.Done, transcript, says.Text);
                break;
            case TurnResult.Missing missing:
                End(row, TaskState.Asking, transcript.With(new Entry.Said(missing.Sentence)), missing.Sentence);
                break;
            case TurnResult.GaveUp gaveUp:
                End(row, TaskState.Failed, transcript, gaveUp.Sentence);
                break;
        }
    }

    private async Task PutUpAsync(TaskRow row, Plan plan, Transcript transcript, CancellationToken cancellationToken)
    {
        var person = await people.GetAsync(PersonId.Parse(row.PersonId), cancellationToken);
        if (person.Blocked)
        {
            End(row, TaskState.Failed, transcript, languages.Value.Of(transcript.Locale).Text(Refusal.PersonBlocked));
            return;
        }

        var asked = Cut.To(LongestAsked, string.Join(" / ", transcript.Words));
        var request = await submit.AddAsync(new SubmitCommand(row.Id, person, row.Place(), asked, Provenance.Mark(plan, transcript)), cancellationToken);
        row.Move(TaskState.Approving, transcript with { Request = request.Id.Value, Plans = transcript.Plans + 1 }, clock.GetUtcNow());
    }

    private void End(TaskRow row, string state, Transcript transcript, string text)
    {
        row.Move(state, transcript, clock.GetUtcNow());
        replies.Say(row, transcript.Private, transcript.Plans == 0, text);
        work.Publish(new TaskMoved(row.Id));
    }

    // An answer that leaves something open is a question, whatever else it says; the marks are those of Latin, Arabic and East Asian scripts.
    private static bool IsQuestion(string text) => text.TrimEnd().LastOrDefault() is '?' or '؟' or '？';
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Planning.Transcripts;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Planning;

/// <summary>
/// Takes a person's words into their task: the one that waits for their answer in that very conversation, or a new one. A task belongs to one
/// person in one conversation; what others say there is none of its business.
/// </summary>
public sealed class AskAgent(UnitOfWork work, Notes notes, Readers readers, IOptions<PlanningOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenApologies = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan JustNow = TimeSpan.FromMinutes(10);

    // What was asked yesterday is not what today's words answer.
    private static readonly TimeSpan AnswersComeWithin = TimeSpan.FromHours(12);

    /// <summary>Takes the words in, in one transaction that also marks them as handled.</summary>
    /// <exception cref="AlreadyHandledException">The same words were handled before.</exception>
    public Task HandleAsync(Heard heard, CancellationToken cancellationToken) => Retry.LostRacesAsync(work, async () =>
    {
        await TakeInAsync(heard, clock.GetUtcNow(), cancellationToken);
        work.MarkHandled(heard.InboxKey);
        await work.CommitAsync(cancellationToken);
        return true;
    });

    /// <summary>Whether the agent has just asked the person something in that conversation, so that whatever they say may be the answer.</summary>
    public async Task<bool> HasJustAskedAsync(Heard heard, CancellationToken cancellationToken) =>
        await WaitingAsync(heard, clock.GetUtcNow(), cancellationToken) is { } waiting && waiting.UpdatedAt >= clock.GetUtcNow() - JustNow;

    private async Task TakeInAsync(Heard heard, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (heard.Speaker.Blocked)
        {
            await TellAsync(heard, words => words.Text(Refusal.PersonBlocked), cancellationToken);
        }
        else if (string.IsNullOrWhiteSpace(heard.Text))
        {
            // A mention and nothing else.
        }
        else if (heard.Text.Length > options.Value.MaxWords)
        {
            await TellAsync(heard, words => words.Text(PlanningKey.TooManyWords, ("most", options.Value.MaxWords)), cancellationToken);
        }
        else if (await WaitingAsync(heard, now, cancellationToken) is { } waiting && TranscriptJson.Read(waiting.Transcript) is var transcript && transcript.Turns < options.Value.MaxTurns)
        {
            waiting.Move(TaskState.Planning, Hear(transcript, heard), now);
            work.Publish(new TaskMoved(waiting.Id));
            work.Publish(new ContinueTask(waiting.Id));
        }
        else if (await UsedUpAsync(heard, now, cancellationToken))
        {
            await ApologizeAsync(heard, now, cancellationToken);
        }
        else
        {
            var begun = Add(heard, TaskState.Planning, Hear(new Transcript(), heard), now);
            work.Publish(new TaskMoved(begun.Id));
            work.Publish(new ContinueTask(begun.Id));
        }
    }

    private Task<TaskRow?> WaitingAsync(Heard heard, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (person, place, since) = (heard.Speaker.Id.Value, heard.Place, now - AnswersComeWithin);
        return work.Db.Set<TaskRow>()
            .Where(task => task.PersonId == person && task.ConversationId == place.Conversation && task.State == TaskState.Asking
                && task.Channel == place.Channel && task.Tenant == place.Tenant && task.UpdatedAt >= since)
            .OrderByDescending(task => task.UpdatedAt).FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<bool> UsedUpAsync(Heard heard, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (person, since) = (heard.Speaker.Id.Value, now - Hour);
        var begun = await work.Db.Set<TaskRow>()
            .CountAsync(task => task.PersonId == person && task.CreatedAt > since && task.State != TaskState.Refused, cancellationToken);
        return begun >= options.Value.MaxTasksPerPersonPerHour;
    }

    // One sentence for a flood, not one for each of its drops.
    private async Task ApologizeAsync(Heard heard, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (person, since) = (heard.Speaker.Id.Value, now - BetweenApologies);
        if (!await work.Db.Set<TaskRow>().AnyAsync(task => task.PersonId == person && task.CreatedAt > since && task.State == TaskState.Refused, cancellationToken))
        {
            Add(heard, TaskState.Refused, new Transcript(), now);
            await TellAsync(heard, words => words.Text(PlanningKey.TooManyTasks, ("most", options.Value.MaxTasksPerPersonPerHour)), cancellationToken);
        }
    }

    private async Task TellAsync(Heard heard, Func<Language, string> say, CancellationToken cancellationToken) =>
        notes.Tell(heard.Speaker.Id, heard.Place, say(heard.Locale is { } locale ? readers.Of(locale) : await readers.OfAsync(heard.Speaker.Id, cancellationToken)));

    private TaskRow Add(Heard heard, string state, Transcript transcript, DateTimeOffset now)
    {
        var row = new TaskRow
        {
            Id = $"t_{Guid.NewGuid():N}", PersonId = heard.Speaker.Id.Value, Channel = heard.Place.Channel, Tenant = heard.Place.Tenant,
            ConversationId = heard.Place.Conversation, Personal = heard.Place.Personal, State = state, Version = 1,
            Transcript = TranscriptJson.Write(transcript), CreatedAt = now, UpdatedAt = now,
        };
        work.Db.Add(row);
        return row;
    }

    private static Transcript Hear(Transcript transcript, Heard heard) =>
        transcript.With(new Entry.Words(heard.Text)) with { TimeZone = heard.TimeZone ?? transcript.TimeZone, Locale = heard.Locale ?? transcript.Locale };
}

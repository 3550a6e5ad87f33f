using Microsoft.EntityFrameworkCore;
using TeamsAgent.Chat.Progress;
using TeamsAgent.Domain.People;
using TeamsAgent.Messaging;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat;

/// <summary>
/// Delivers what there is to tell: into its conversation, or to one person alone. One-time links are made here, for this one sending, and are
/// stored nowhere.
/// </summary>
public sealed class NoteHandler(Scopes scopes, ChatChannels channels, PrivateChats privates, TimeProvider clock, ILogger<NoteHandler> logger)
{
    /// <summary>Sends a note that was not sent yet.</summary>
    /// <exception cref="TryAgainException">The platform does not take it now.</exception>
    /// <exception cref="NotDeliveredException">It cannot be delivered at all.</exception>
    public async Task Handle(DeliverNote message, CancellationToken cancellationToken)
    {
        var note = await scopes.RunAsync<UnitOfWork, NoteRow?>(work =>
            work.Db.Set<NoteRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == message.NoteId, cancellationToken));
        if (note is null or { SentAt: not null })
        {
            return;
        }

        var where = await WhereAsync(note, cancellationToken);
        if (await scopes.RunAsync<NoteTexts, Post?>(texts => texts.OfAsync(note, cancellationToken)) is { } post)
        {
            var result = await SendAsync(note, where, post, cancellationToken);
            if (result is ChatResult.Gone { Conversation: true })
            {
                await scopes.RunAsync<ConversationStore>(c => c.GoneAsync(where.Channel, where.Tenant, where.Id, CancellationToken.None));
            }

            Check(note, result);
        }
        else
        {
            Log.NoteIsOver(logger, note.Id, note.Kind);
        }

        var now = clock.GetUtcNow();
        await scopes.RunAsync<UnitOfWork>(work => work.Db.Set<NoteRow>().Where(row => row.Id == note.Id && row.SentAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SentAt, now), CancellationToken.None));
    }

    private async Task<ChatResult> SendAsync(NoteRow note, Conversation where, Post post, CancellationToken cancellationToken)
    {
        var line = note.TaskId is { } task ? await scopes.RunAsync<ProgressLines, LineToReplace>(lines => lines.EndAsync(task, cancellationToken)) : new LineToReplace.None();
        switch (line)
        {
            case LineToReplace.Busy:
                throw new InAMomentException($"Note {note.Id}: the line that it replaces is on its way.");
            case LineToReplace.Message message when await channels.Of(where.Channel).UpdateAsync(where, message.Id, post, cancellationToken) is var replaced and (ChatResult.Done or ChatResult.Later):
                return replaced;
            default:
                return await channels.Of(where.Channel).PostAsync(where, post, cancellationToken);
        }
    }

    private async Task<Conversation> WhereAsync(NoteRow note, CancellationToken cancellationToken)
    {
        if (note.PersonId is not { } person)
        {
            return await scopes.RunAsync<ConversationStore, Conversation?>(c => c.FindAsync(note.Channel, note.Tenant, note.ConversationId ?? "", cancellationToken))
                ?? throw new NotDeliveredException(note.Id, "the bot is not in the conversation any more");
        }

        return await privates.OfAsync(PersonId.Parse(person), note.Channel, note.Tenant, ReachFor(note.Kind), cancellationToken) switch
        {
            PrivateChat.Open open => open.Where,
            PrivateChat.Closed { After: not null } later => throw new TryAgainException($"Note {note.Id}: {later.Why}"),
            PrivateChat.Closed closed => throw new NotDeliveredException(note.Id, closed.Why),
            _ => throw new InvalidOperationException("A private chat is open or closed."),
        };
    }

    private static Reach ReachFor(NoteKind kind) => kind == NoteKind.Link ? Reach.OnlyThere : Reach.WhereItCameFrom;

    private static void Check(NoteRow note, ChatResult result)
    {
        switch (result)
        {
            case ChatResult.Later later:
                throw new TryAgainException($"Note {note.Id}: {later.Why}");
            case ChatResult.Gone gone:
                throw new NotDeliveredException(note.Id, gone.Why);
            case ChatResult.Refused refused:
                throw new NotDeliveredException(note.Id, refused.Why);
        }
    }
}

/// <summary>A note cannot be delivered; trying again is of no use.</summary>
public sealed class NotDeliveredException(string note, string why) : Exception($"The note {note} cannot be delivered: {why}.");

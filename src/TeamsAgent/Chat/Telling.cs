using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat;

/// <summary>Says something, or nothing, and closes the inbound message that it answers.</summary>
public sealed class Telling(UnitOfWork work, PersonStore people, Notes notes, TimeProvider clock)
{
    private static readonly TimeSpan SameInstallation = TimeSpan.FromMinutes(10);

    /// <summary>Tells the sender privately.</summary>
    public async Task HandleAsync(ChatIdentity to, Place place, string text, string inboxKey, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(to, cancellationToken) is { } person)
        {
            notes.Tell(person.Id, place, text);
        }

        work.MarkHandled(inboxKey);
        await work.CommitAsync(cancellationToken);
    }

    /// <summary>Tells a person privately, apart from any message.</summary>
    public Task TellAsync(PersonId to, Place place, string text, CancellationToken cancellationToken)
    {
        notes.Tell(to, place, text);
        return work.CommitAsync(cancellationToken);
    }

    /// <summary>Introduces the bot, unless it has just done so: one installation is told of in several messages.</summary>
    public async Task WelcomeAsync(Place place, string text, string inboxKey, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - SameInstallation;
        if (!await work.Db.Set<NoteRow>().AnyAsync(
            note => note.Kind == NoteKind.Welcome && note.Channel == place.Channel && note.Tenant == place.Tenant && note.ConversationId == place.Conversation && note.CreatedAt > since, cancellationToken))
        {
            notes.Welcome(place, text);
        }

        work.MarkHandled(inboxKey);
        await work.CommitAsync(cancellationToken);
    }

    /// <summary>Says something where the message came from, or nothing.</summary>
    public async Task CloseAsync(Place place, string? text, string inboxKey, CancellationToken cancellationToken)
    {
        if (text is not null)
        {
            notes.Say(place, text);
        }

        work.MarkHandled(inboxKey);
        await work.CommitAsync(cancellationToken);
    }
}

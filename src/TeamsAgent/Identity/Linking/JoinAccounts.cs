using Microsoft.EntityFrameworkCore;
using TeamsAgent.Audit;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Identity;

/// <summary>
/// A chat account that nobody was linked to turns out to be one more of a known person's: it, and all that was asked from it, is that person's
/// from now on. People are compared, not accounts; so what the person had approved of it themselves does not count any more.
/// </summary>
public sealed class JoinAccounts(UnitOfWork work, RequestStore requests, PersonStore people, Notes notes, Readers readers, TimeProvider clock)
{
    /// <summary>Prepares it in the unit of work; a request that changes meanwhile makes the commit lose its race.</summary>
    public async Task HandleAsync(string account, string personId, string chat, CancellationToken cancellationToken)
    {
        var person = await people.GetAsync(PersonId.Parse(personId), cancellationToken);
        await MoveRequestsAsync(PersonId.Parse(account), person, cancellationToken);
        foreach (var row in await work.Db.Set<ChatAccountRow>().Where(r => r.Identity == chat && r.PersonId == account).ToListAsync(cancellationToken))
        {
            row.PersonId = personId;
        }

        foreach (var row in await work.Db.Set<ConversationRow>().Where(r => r.PersonId == account).ToListAsync(cancellationToken))
        {
            row.PersonId = personId;
        }

        foreach (var row in await work.Db.Set<TaskRow>().Where(r => r.PersonId == account).ToListAsync(cancellationToken))
        {
            (row.PersonId, row.Version) = (personId, row.Version + 1);
        }

        foreach (var row in await work.Db.Set<NoteRow>().Where(r => r.PersonId == account && r.SentAt == null).ToListAsync(cancellationToken))
        {
            row.PersonId = personId;
        }

        Tell(person, ChatIdentity.Parse(chat), await readers.OfAsync(person.Id, cancellationToken));
        work.Audit(new AuditEntry("account-joined", clock.GetUtcNow(), null, personId, "A chat account was added to a person who was linked before.",
            Details: new Dictionary<string, string> { ["chat"] = chat, ["account"] = account }));
    }

    private async Task MoveRequestsAsync(PersonId account, Person person, CancellationToken cancellationToken)
    {
        foreach (var id in await work.Db.Set<RequestRow>().AsNoTracking().Where(r => r.Requester == account.Value).Select(r => r.Id).ToListAsync(cancellationToken))
        {
            if (await requests.FindAsync(RequestId.Parse(id), cancellationToken) is { } request && request.BelongTo(account, person, clock.GetUtcNow()) is Transition.Done done)
            {
                requests.Update(request, done);
            }
        }
    }

    // Whoever got at somebody's login could add an account of their own; the accounts that are there hear of it.
    private void Tell(Person person, ChatIdentity added, Language words)
    {
        foreach (var known in person.Chats)
        {
            notes.Tell(person.Id, new Place(known.Channel, known.Tenant, "", Personal: true),
                words.Text(IdentityKey.AccountJoined, ("platform", ChatName.Of(added.ToString()))));
        }
    }
}

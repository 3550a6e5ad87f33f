using TeamsAgent.Audit;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Identity;

/// <summary>Ends a login that did not do what it was for. The audit remembers it, and the person is told if somebody else used their link.</summary>
public sealed class EndSignIn(UnitOfWork work, SignIns signIns, Tickets tickets, PersonStore people, Notes notes, Readers readers, TimeProvider clock)
{
    /// <summary>Ends it, unless it has ended.</summary>
    public Task HandleAsync(string signInId, Ending ending, CancellationToken cancellationToken) => Retry.LostRacesAsync(work, async () =>
    {
        var row = await signIns.ChangeAsync(signInId, cancellationToken);
        if (row.EndedAt is not null)
        {
            return false;
        }

        signIns.End(row, ending);
        var ticket = await tickets.GetAsync(row.TicketHash, cancellationToken);
        work.Audit(new AuditEntry(
            "sign-in-refused", clock.GetUtcNow(), ticket?.RequestId, row.PersonId, $"{What(row.Kind)} did not succeed: {ending.SentenceIn(Language.English)}",
            Details: new Dictionary<string, string> { ["sign_in"] = row.Id, ["reason"] = ending.Code }));
        if (ending.Code == Ending.Of(IdTokenFlaw.SubjectWrong).Code && await ChatAsync(row, ticket, cancellationToken) is { } chat)
        {
            var person = PersonId.Parse(row.PersonId);
            var words = await readers.OfAsync(person, cancellationToken);
            notes.Tell(person, new Place(chat.Channel, chat.Tenant, "", Personal: true), words.Text(IdentityKey.SomebodyElseLoggedIn));
        }

        await work.CommitAsync(cancellationToken);
        return true;
    });

    private static string What(TicketKind kind) => kind switch
    {
        TicketKind.Link => "A login to link a chat account",
        TicketKind.Connect => "A login to connect an account",
        _ => "A step-up",
    };

    private async Task<ChatIdentity?> ChatAsync(SignInRow row, TicketRow? ticket, CancellationToken cancellationToken) => ticket?.ChatIdentity is { } chat
        ? ChatIdentity.Parse(chat)
        : (await people.GetAsync(PersonId.Parse(row.PersonId), cancellationToken)).Chats is [var first, ..] ? first : null;
}

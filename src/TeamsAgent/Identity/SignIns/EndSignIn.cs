using TeamsAgent.Audit;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>Ends a login that did not do what it was for. The audit remembers it, and the person is told if somebody else used their link.</summary>
public sealed class EndSignIn(UnitOfWork work, SignIns signIns, Tickets tickets, PersonStore people, Notes notes, TimeProvider clock)
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
            "sign-in-refused", clock.GetUtcNow(), ticket?.RequestId, row.PersonId, $"{What(row.Kind)} did not succeed: {ending.Sentence}",
            Details: new Dictionary<string, string> { ["sign_in"] = row.Id, ["reason"] = ending.Code }));
        if (ending.Code == Ending.Of(IdTokenFlaw.SubjectWrong).Code && await ChatAsync(row, ticket, cancellationToken) is { } chat)
        {
            notes.Tell(PersonId.Parse(row.PersonId), new Place(chat.Channel, chat.Tenant, "", Personal: true),
                "Somebody logged in with another account through a link that I sent you. Nothing was changed. If it was not you, tell an administrator; if it was, open the link again and use your own account.");
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

using Microsoft.EntityFrameworkCore;
using TeamsAgent.Audit;
using TeamsAgent.Domain.People;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Identity;

/// <summary>
/// Takes a link back. Of several chat accounts the one that asks becomes somebody of its own, whom nobody is linked to; of the last one the
/// stored refresh token is revoked and forgotten, and the person has no Auth0 user any more.
/// </summary>
public sealed class Unlink(UnitOfWork work, RefreshTokenVault vault, Auth0Client auth0, Readers readers, TimeProvider clock, ILogger<Unlink> logger)
{
    /// <summary>Unlinks, in one transaction that also marks the message as handled; answers what to say.</summary>
    /// <exception cref="AlreadyHandledException">The same message was handled before.</exception>
    public async Task<string> HandleAsync(Person person, ChatIdentity from, string inboxKey, CancellationToken cancellationToken)
    {
        var words = await readers.OfAsync(from, null, cancellationToken);
        if (person is { Auth0User: not null, Chats.Count: > 1 })
        {
            return await PartAsync(person, from, words, inboxKey, cancellationToken);
        }

        var token = await vault.ReadAsync(person.Id, cancellationToken);
        var revoked = token is null || await auth0.RevokeAsync(token, cancellationToken);
        if (!revoked)
        {
            Log.RevocationFailed(logger);
        }

        return await Retry.LostRacesAsync(work, async () =>
        {
            var row = await work.Db.Set<PersonRow>().FirstAsync(p => p.Id == person.Id.Value, cancellationToken);
            var sentence = words.Text((row.Auth0User, revoked) switch
            {
                (null, _) => IdentityKey.NotLinked,
                (_, true) => IdentityKey.Unlinked,
                _ => IdentityKey.UnlinkedHere,
            });
            if (row.Auth0User is { } user)
            {
                work.Audit(new AuditEntry("account-unlinked", clock.GetUtcNow(), null, person.Id.Value, "A chat account was unlinked from its Auth0 user.",
                    Details: new Dictionary<string, string> { ["auth0_user"] = user, ["revoked"] = revoked ? "true" : "false" }));
            }

            (row.Auth0User, row.VerifiedEmail) = (null, null);
            await vault.ForgetAsync(person.Id, cancellationToken);
            work.MarkHandled(inboxKey, sentence);
            await work.CommitAsync(cancellationToken);
            return sentence;
        });
    }

    // What was asked from it stays the person's.
    private Task<string> PartAsync(Person person, ChatIdentity from, Language words, string inboxKey, CancellationToken cancellationToken) => Retry.LostRacesAsync(work, async () =>
    {
        var (identity, fresh) = (from.ToString(), PersonId.New(Guid.NewGuid()).Value);
        work.Db.Add(new PersonRow { Id = fresh, Name = person.Name, CreatedAt = clock.GetUtcNow() });
        var account = await work.Db.Set<ChatAccountRow>().FirstAsync(row => row.Identity == identity, cancellationToken);
        account.PersonId = fresh;
        foreach (var conversation in await work.Db.Set<ConversationRow>()
            .Where(row => row.PersonId == person.Id.Value && row.Channel == from.Channel && row.Tenant == from.Tenant).ToListAsync(cancellationToken))
        {
            conversation.PersonId = fresh;
        }

        var sentence = words.Text(IdentityKey.Parted);
        work.Audit(new AuditEntry("account-parted", clock.GetUtcNow(), null, person.Id.Value, "A chat account was unlinked; the person's other accounts stay linked.",
            Details: new Dictionary<string, string> { ["chat"] = identity, ["account"] = fresh }));
        work.MarkHandled(inboxKey, sentence);
        await work.CommitAsync(cancellationToken);
        return sentence;
    });
}

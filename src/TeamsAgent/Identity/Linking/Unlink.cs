using Microsoft.EntityFrameworkCore;
using TeamsAgent.Audit;
using TeamsAgent.Domain.People;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>Takes a link back: the stored refresh token is revoked and forgotten, and the person has no Auth0 user any more.</summary>
public sealed class Unlink(UnitOfWork work, RefreshTokenVault vault, Auth0Client auth0, TimeProvider clock, ILogger<Unlink> logger)
{
    /// <summary>Unlinks, in one transaction that also marks the message as handled; answers what to say.</summary>
    /// <exception cref="AlreadyHandledException">The same message was handled before.</exception>
    public async Task<string> HandleAsync(Person person, string inboxKey, CancellationToken cancellationToken)
    {
        var token = await vault.ReadAsync(person.Id, cancellationToken);
        var revoked = token is null || await auth0.RevokeAsync(token, cancellationToken);
        if (!revoked)
        {
            Log.RevocationFailed(logger);
        }

        return await Retry.LostRacesAsync(work, async () =>
        {
            var row = await work.Db.Set<PersonRow>().FirstAsync(p => p.Id == person.Id.Value, cancellationToken);
            var sentence = (row.Auth0User, revoked) switch
            {
                (null, _) => "Your chat account is not linked.",
                (_, true) => "Your chat account is no longer linked. What you have asked for and what still waits needs a new link before it can run.",
                _ => "Your chat account is no longer linked here. The identity provider could not be reached to end the access there; ask an administrator to look.",
            };
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
}

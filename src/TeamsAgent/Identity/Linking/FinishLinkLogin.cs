using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Audit;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>Somebody has logged in to be linked: keeps who it was, and a code, until the code is typed back in the chat.</summary>
public sealed class FinishLinkLogin(
    UnitOfWork work, SignIns signIns, Tickets tickets, RefreshTokenVault vault, Secrets secrets, Auth0Client auth0, IOptions<IdentityOptions> options, TimeProvider clock)
{
    internal const string CodePurpose = "link-code";
    private const int LongestName = 200;

    /// <summary>Ends the login with a code; says why not, otherwise.</summary>
    public async Task<Ending?> HandleAsync(string signInId, IdTokenClaims claims, string? refreshToken, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(refreshToken))
        {
            return Ending.NoRefreshToken;
        }

        var token = new RefreshToken(refreshToken);
        var ending = await Retry.LostRacesAsync(work, () => OnceAsync(signInId, claims, token, cancellationToken));
        if (ending is not null)
        {
            await auth0.RevokeAsync(token, cancellationToken);
        }

        return ending;
    }

    private async Task<Ending?> OnceAsync(string signInId, IdTokenClaims claims, RefreshToken token, CancellationToken cancellationToken)
    {
        var row = await signIns.ChangeAsync(signInId, cancellationToken);
        var ticket = await tickets.GetAsync(row.TicketHash, cancellationToken);
        if (ticket is null || !tickets.IsOpen(ticket))
        {
            return Ending.LinkExpired;
        }

        if (await LinkRules.RefuseAsync(work.Db, row.PersonId, ticket.ChatIdentity!, claims.Subject, cancellationToken) is { } refused)
        {
            return refused;
        }

        await GiveUpEarlierAsync(row.PersonId, ticket.ChatIdentity!, cancellationToken);
        var now = clock.GetUtcNow();
        work.Db.Add(new PendingLinkRow
        {
            Id = row.Id, Version = 1, PersonId = row.PersonId, ChatIdentity = ticket.ChatIdentity!, TicketHash = ticket.Hash, Auth0User = claims.Subject,
            Name = Cut(claims.Name ?? claims.Email ?? claims.Subject), Email = claims.Email is { Length: <= 320 } email ? email : null, EmailVerified = claims.EmailVerified,
            RefreshToken = vault.Wait(row.Id, token), Code = secrets.Protect(CodePurpose, row.Id, LinkCode.New()), ExpiresAt = now + options.Value.LinkCodeLifetime,
        });
        signIns.End(row, Ending.LinkCode);
        work.Audit(new AuditEntry("link-login", now, null, row.PersonId, "Somebody logged in to be linked; the code is awaited in the chat.",
            Details: new Dictionary<string, string> { ["auth0_user"] = claims.Subject, ["chat"] = ticket.ChatIdentity! }));
        await work.CommitAsync(cancellationToken);
        return null;
    }

    // One code at a time: guessing does not get easier by collecting them.
    private async Task GiveUpEarlierAsync(string person, string chat, CancellationToken cancellationToken)
    {
        foreach (var earlier in await work.Db.Set<PendingLinkRow>().Where(p => p.PersonId == person && p.ChatIdentity == chat && p.ClosedAt == null).ToListAsync(cancellationToken))
        {
            earlier.Version++;
            earlier.ClosedAt = clock.GetUtcNow();
            earlier.Code = "";
        }
    }

    private static string Cut(string name) => name.Length > LongestName ? name[..LongestName] : name;
}

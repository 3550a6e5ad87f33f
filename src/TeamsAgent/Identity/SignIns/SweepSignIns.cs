using Microsoft.EntityFrameworkCore;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Messaging;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>Clears away links and logins that are over, and revokes the tokens of links that nobody confirmed.</summary>
public sealed class SweepSignIns(Scopes scopes, TimeProvider clock) : ISweep
{
    // Long enough for somebody to come back to the page, or to read an error out to an operator.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var given = await scopes.RunAsync<UnitOfWork, List<string>>(work => work.Db.Set<PendingLinkRow>().AsNoTracking()
            .Where(row => row.RefreshToken != "" && (row.ClosedAt != null || row.ExpiresAt < now)).OrderBy(row => row.ExpiresAt).Select(row => row.Id).Take(20).ToListAsync(cancellationToken));
        foreach (var id in given)
        {
            await scopes.RunAsync<GiveUpLink>(give => give.HandleAsync(id, cancellationToken));
        }

        var before = now - Kept;
        await scopes.RunAsync<UnitOfWork>(async work =>
        {
            await work.Db.Set<TicketRow>().Where(row => row.ExpiresAt < before).ExecuteDeleteAsync(cancellationToken);
            await work.Db.Set<SignInRow>().Where(row => row.ExpiresAt < before).ExecuteDeleteAsync(cancellationToken);
            await work.Db.Set<PendingLinkRow>().Where(row => row.ExpiresAt < before && row.RefreshToken == "").ExecuteDeleteAsync(cancellationToken);
        });
    }
}

/// <summary>Gives up one link that was not confirmed.</summary>
public sealed class GiveUpLink(UnitOfWork work, RefreshTokenVault vault, Auth0Client auth0, TimeProvider clock, ILogger<GiveUpLink> logger)
{
    /// <summary>Revokes its token and forgets it. Whoever confirms it at the same moment wins.</summary>
    public async Task HandleAsync(string id, CancellationToken cancellationToken)
    {
        var pending = await work.Db.Set<PendingLinkRow>().FirstOrDefaultAsync(row => row.Id == id && row.RefreshToken != "", cancellationToken);
        if (pending is null)
        {
            return;
        }

        var token = vault.Waiting(pending);
        pending.Version++;
        (pending.RefreshToken, pending.Code, pending.ClosedAt) = ("", "", pending.ClosedAt ?? clock.GetUtcNow());
        try
        {
            await work.CommitAsync(cancellationToken);
        }
        catch (LostRaceException)
        {
            return;
        }

        if (token is not null && !await auth0.RevokeAsync(token, cancellationToken))
        {
            Log.RevocationFailed(logger);
        }
    }
}

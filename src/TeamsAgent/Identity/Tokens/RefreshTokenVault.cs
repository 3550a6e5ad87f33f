using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>The only reader and writer of stored refresh tokens. What it changes is saved with the caller's unit of work.</summary>
public sealed class RefreshTokenVault(UnitOfWork work, Secrets secrets, TimeProvider clock)
{
    private const string OfPerson = "refresh-token";
    private const string OfPendingLink = "pending-refresh-token";

    /// <summary>The person's token; null when there is none, or when it cannot be read because the key ring was lost.</summary>
    public async Task<RefreshToken?> ReadAsync(PersonId person, CancellationToken cancellationToken)
    {
        var stored = await work.Db.Set<RefreshTokenRow>().AsNoTracking().Where(row => row.PersonId == person.Value).Select(row => row.Token).FirstOrDefaultAsync(cancellationToken);
        return stored is not null && secrets.Open(OfPerson, person.Value, stored) is { } value ? new RefreshToken(value) : null;
    }

    /// <summary>Deletes the person's token.</summary>
    public async Task ForgetAsync(PersonId person, CancellationToken cancellationToken)
    {
        if (await work.Db.Set<RefreshTokenRow>().FirstOrDefaultAsync(row => row.PersonId == person.Value, cancellationToken) is { } row)
        {
            work.Db.Remove(row);
        }
    }

    /// <summary>A token that waits in a link that is not confirmed yet, as it is stored there.</summary>
    internal string Wait(string pendingId, RefreshToken token) => secrets.Protect(OfPendingLink, pendingId, token.Reveal());

    /// <summary>The token of a link that is not confirmed yet.</summary>
    internal RefreshToken? Waiting(PendingLinkRow pending) =>
        secrets.Open(OfPendingLink, pending.Id, pending.RefreshToken) is { } value ? new RefreshToken(value) : null;

    /// <summary>Makes a confirmed link's token the person's; false when it cannot be read any more.</summary>
    internal async Task<bool> KeepAsync(PendingLinkRow pending, PersonId person, CancellationToken cancellationToken)
    {
        if (Waiting(pending) is not { } token)
        {
            return false;
        }

        var stored = secrets.Protect(OfPerson, person.Value, token.Reveal());
        if (await work.Db.Set<RefreshTokenRow>().FirstOrDefaultAsync(row => row.PersonId == person.Value, cancellationToken) is { } row)
        {
            (row.Token, row.StoredAt) = (stored, clock.GetUtcNow());
        }
        else
        {
            work.Db.Add(new RefreshTokenRow { PersonId = person.Value, Token = stored, StoredAt = clock.GetUtcNow() });
        }

        pending.RefreshToken = "";
        return true;
    }
}

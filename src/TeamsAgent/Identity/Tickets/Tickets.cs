using Microsoft.EntityFrameworkCore;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>One-time links as they are used.</summary>
public sealed class Tickets(UnitOfWork work, TimeProvider clock)
{
    /// <summary>The ticket behind a link of this kind; null if there is none. Looking changes nothing.</summary>
    public async Task<TicketRow?> FindAsync(TicketKind kind, string secret, CancellationToken cancellationToken)
    {
        if (!OneTimeSecret.IsOne(secret))
        {
            return null;
        }

        var hash = OneTimeSecret.HashOf(secret);
        return await work.Db.Set<TicketRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Hash == hash && row.Kind == kind, cancellationToken);
    }

    /// <summary>Whether it may still be used.</summary>
    public bool IsOpen(TicketRow ticket) => ticket.ClosedAt is null && clock.GetUtcNow() < ticket.ExpiresAt;

    /// <summary>Closes a ticket, with the caller's unit of work; what it was for is done.</summary>
    public async Task CloseAsync(string hash, CancellationToken cancellationToken)
    {
        if (await work.Db.Set<TicketRow>().FirstOrDefaultAsync(row => row.Hash == hash, cancellationToken) is { } ticket)
        {
            ticket.ClosedAt ??= clock.GetUtcNow();
        }
    }

    /// <summary>The ticket with this hash.</summary>
    public Task<TicketRow?> GetAsync(string hash, CancellationToken cancellationToken) =>
        work.Db.Set<TicketRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Hash == hash, cancellationToken);
}

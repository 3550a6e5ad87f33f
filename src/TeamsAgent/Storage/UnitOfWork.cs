using Microsoft.EntityFrameworkCore;
using TeamsAgent.Audit;
using TeamsAgent.Storage.Rows;
using Wolverine.EntityFrameworkCore;

namespace TeamsAgent.Storage;

/// <summary>
/// Everything that one command changes, saved together: rows, audit entries and outgoing messages in one transaction. Nothing is
/// written before <see cref="CommitAsync"/>; whoever comes second finds another version and gets <see cref="LostRaceException"/>. One
/// scope commits once; what takes several transactions takes several scopes (<see cref="Scopes"/>).
/// </summary>
public sealed class UnitOfWork(IDbContextOutbox<AgentDbContext> outbox, TimeProvider clock)
{
    private readonly List<AuditEntry> _entries = [];
    private readonly List<(string Key, string? Answer)> _handled = [];
    private readonly List<object> _messages = [];
    private bool _committed;

    /// <summary>The tables.</summary>
    public AgentDbContext Db => outbox.DbContext;

    /// <summary>Sends a message once, and only if, the transaction is committed.</summary>
    public void Publish(object message) => _messages.Add(message);

    /// <summary>Appends to the audit log in the same transaction.</summary>
    public void Audit(AuditEntry entry) => _entries.Add(entry);

    /// <summary>
    /// Marks an inbound message as handled in the same transaction, with the answer to give when it is delivered again. If it was handled
    /// before, nothing at all is saved and <see cref="CommitAsync"/> throws <see cref="AlreadyHandledException"/>.
    /// </summary>
    public void MarkHandled(string inboxKey, string? answer = null) => _handled.Add((inboxKey, answer));

    /// <summary>Saves everything, or nothing.</summary>
    /// <exception cref="LostRaceException">A row had changed in the meantime; <see cref="Forget"/> and decide again.</exception>
    /// <exception cref="AlreadyHandledException">The inbound message was handled before.</exception>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_committed)
        {
            throw new InvalidOperationException("A unit of work is committed once; take a new scope.");
        }

        // On SQLite this is BEGIN IMMEDIATE: one writer at a time from here on, so the chain's head cannot move under us.
        await using var transaction = await Db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (key, answer) in _handled)
        {
            await ClaimInboxRowAsync(key, answer, cancellationToken);
        }

        await AuditChain.AppendAsync(Db, _entries, cancellationToken);
        await SaveRowsAsync(cancellationToken);

        // Only now, when no race can be lost any more, does the outbox learn of the messages: it cannot forget them again.
        foreach (var message in _messages)
        {
            await outbox.PublishAsync(message);
        }

        await outbox.SaveChangesAndFlushMessagesAsync(cancellationToken);
        _committed = true;
    }

    /// <summary>Drops everything that was prepared and not committed, so that the command can be decided again.</summary>
    public void Forget()
    {
        Db.ChangeTracker.Clear();
        _entries.Clear();
        _handled.Clear();
        _messages.Clear();
    }

    private async Task SaveRowsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException lost)
        {
            throw new LostRaceException(lost);
        }
        catch (DbUpdateException failed) when (UniqueViolation.Is(failed))
        {
            throw new LostRaceException(failed);
        }
    }

    private async Task ClaimInboxRowAsync(string key, string? answer, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var claimed = await Db.Set<InboxRow>().Where(row => row.Key == key && row.DoneAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DoneAt, now).SetProperty(row => row.Answer, answer), cancellationToken);
        if (claimed == 0)
        {
            throw new AlreadyHandledException(key);
        }
    }
}

/// <summary>Somebody else was faster: reload and decide again.</summary>
public sealed class LostRaceException(Exception inner) : Exception("The row had changed in the meantime.", inner);

/// <summary>The inbound message was handled before; nothing is to be done.</summary>
public sealed class AlreadyHandledException(string key) : Exception($"The inbound message {key} was handled before.");

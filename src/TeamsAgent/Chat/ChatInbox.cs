using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Messaging;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat;

/// <summary>How many inbound messages are open.</summary>
/// <param name="Waiting">Stored, not handled yet.</param>
/// <param name="SetAside">Tried as often as is allowed, and not handled: somebody has to look.</param>
public sealed record InboxCounts(int Waiting, int SetAside);

/// <summary>
/// Every inbound message, verified, becomes one row keyed by the platform's own id before it is answered; it is handled right after in this
/// process, and marked done in the transaction of its effect. What a crash leaves open the sweep takes up.
/// </summary>
public sealed class ChatInbox(InboxWriter writer, InboxWorker worker, Scopes scopes, IOptions<ChatOptions> options, TimeProvider clock) : ISweep, ITakeOver
{
    private const int Batch = 100;
    private const int ForgottenAtOnce = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Stores a message; returns once it is committed.</summary>
    /// <exception cref="NotStoredException">It is not stored and must not be acknowledged.</exception>
    public async Task<InboxReceipt> StoreAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await writer.StoreAsync(message, patience.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NotStoredException("The database took too long.", late);
        }
    }

    /// <summary>
    /// Keeps the answer to a press, to be given again when the platform delivers the press again; closes a press that had no effect. Nobody waits
    /// for it: if it is lost, the answer is made again from our data.
    /// </summary>
    public void KeepAnswer(string key, string answer) => writer.KeepAnswer(key, answer);

    /// <inheritdoc/>
    public Task TakeOverAsync(CancellationToken cancellationToken) => scopes.RunAsync<UnitOfWork>(work =>
    {
        var now = clock.GetUtcNow();
        return work.Db.Set<InboxRow>().Where(row => row.DoneAt == null && row.NextAt > now && row.NextAt <= now + options.Value.HandlingLease)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAt, now), cancellationToken);
    });

    /// <summary>Takes up what is open and due: left by a crash, or waiting for its next attempt.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await scopes.RunAsync<UnitOfWork, List<InboxRow>>(work => work.Db.Set<InboxRow>().AsNoTracking()
            .Where(row => row.DoneAt == null && row.NextAt <= now && row.Attempts < options.Value.Attempts)
            .OrderBy(row => row.ReceivedAt).Take(Batch).ToListAsync(cancellationToken));
        foreach (var row in due)
        {
            if (await ClaimAsync(row, now, cancellationToken))
            {
                worker.Take(new InboxMessage(row.Key, row.Channel, Conversation(row.Key), row.Payload, AnsweredLive: false));
            }
        }

        await ForgetAsync(now, cancellationToken);
    }

    /// <summary>Completes when this process holds no message that it still has to handle.</summary>
    public Task IdleAsync(CancellationToken cancellationToken) => worker.IdleAsync(cancellationToken);

    /// <summary>How many messages are open.</summary>
    public Task<InboxCounts> CountAsync(CancellationToken cancellationToken) => scopes.RunAsync<UnitOfWork, InboxCounts>(async work =>
    {
        var open = work.Db.Set<InboxRow>().Where(row => row.DoneAt == null);
        return new InboxCounts(
            await open.CountAsync(row => row.Attempts < options.Value.Attempts, cancellationToken),
            await open.CountAsync(row => row.Attempts >= options.Value.Attempts && row.NextAt <= clock.GetUtcNow(), cancellationToken));
    });

    // What people wrote is not kept for longer than a platform might deliver it again.
    private Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken) => scopes.RunAsync<UnitOfWork, int>(work =>
    {
        var old = now - options.Value.KeepMessages;
        return work.Db.Set<InboxRow>().Where(row => row.DoneAt != null && row.DoneAt < old).OrderBy(row => row.DoneAt).Take(ForgottenAtOnce).ExecuteDeleteAsync(cancellationToken);
    });

    // Another replica may sweep at the same moment: the attempt's number is the claim.
    private Task<bool> ClaimAsync(InboxRow row, DateTimeOffset now, CancellationToken cancellationToken) => scopes.RunAsync<UnitOfWork, bool>(async work =>
    {
        var until = now + options.Value.HandlingLease;
        return await work.Db.Set<InboxRow>().Where(r => r.Key == row.Key && r.DoneAt == null && r.Attempts == row.Attempts && r.NextAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Attempts, row.Attempts + 1).SetProperty(r => r.NextAt, until), cancellationToken) == 1;
    });

    private static string Conversation(string key) => key.Split('|') is [_, var conversation, ..] ? conversation : key;
}

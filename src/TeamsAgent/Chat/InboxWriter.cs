using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Storage;

namespace TeamsAgent.Chat;

/// <summary>
/// The one writer of new inbox rows. All messages that wait at a moment share one transaction, so that a burst costs a few commits and not one
/// each; nobody is told that a message is stored before the commit has returned.
/// </summary>
public sealed class InboxWriter(
    IServiceScopeFactory scopes, InboxWorker worker, IOptions<ChatOptions> options, TimeProvider clock, ILogger<InboxWriter> logger) : BackgroundService
{
    private const int LargestGroup = 256;
    private const int Longest = 4096;

    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(Longest) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <exception cref="NotStoredException">The database did not take it, or too many wait already.</exception>
    public Task<InboxReceipt> StoreAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(message, new TaskCompletionSource<InboxReceipt>(TaskCreationOptions.RunContinuationsAsynchronously));
        return _waiting.Writer.TryWrite(waiting)
            ? waiting.Stored.Task.WaitAsync(cancellationToken)
            : throw new NotStoredException("Too many messages wait to be stored.");
    }

    /// <summary>Keeps the answer to a press with the next group; it can be made again from our data, so nobody waits for it.</summary>
    public void KeepAnswer(string key, string answer) => _waiting.Writer.TryWrite(new Waiting(key, answer));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var group = new List<Waiting>(LargestGroup);
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                await WriteUntilItFailsAsync(group, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: what waits is refused below.
        }
        finally
        {
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out var left))
            {
                group.Add(left);
            }

            group.ForEach(left => left.Stored.TrySetException(new NotStoredException("The process is stopping.")));
        }
    }

    // One connection as long as it works; a new one after a failure.
    private async Task WriteUntilItFailsAsync(List<Waiting> group, CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AgentDbContext>();
            await db.Database.OpenConnectionAsync(stoppingToken);
            await using var statements = new InboxStatements(db.Database.GetDbConnection());
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                group.Clear();
                while (group.Count < LargestGroup && _waiting.Reader.TryRead(out var next))
                {
                    group.Add(next);
                }

                await WriteAsync(statements, group, stoppingToken);
            }
        }
        catch (Exception failed) when (failed is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            // Whatever it was: nothing of the group may be acknowledged. If the connection could not even be opened, the group is what waits now.
            while (group.Count < LargestGroup && _waiting.Reader.TryRead(out var next))
            {
                group.Add(next);
            }

            Log.NotStored(logger, group.Count, failed);
            group.ForEach(waiting => waiting.Stored.TrySetException(new NotStoredException("The database did not take the message.", failed)));
            group.Clear();
        }
    }

    private async Task WriteAsync(InboxStatements statements, List<Waiting> group, CancellationToken stoppingToken)
    {
        var now = clock.GetUtcNow();
        var receipts = new InboxReceipt?[group.Count];
        await using (var transaction = await statements.BeginAsync(stoppingToken))
        {
            for (var i = 0; i < group.Count; i++)
            {
                receipts[i] = group[i] switch
                {
                    { Message: { } message } => await statements.InsertAsync(message, now, now + options.Value.HandlingLease, stoppingToken),
                    { Key: { } key, Answer: { } answer } => await statements.KeepAnswerAsync(key, answer, now, stoppingToken),
                    _ => null,
                };
            }

            await transaction.CommitAsync(stoppingToken);
        }

        for (var i = 0; i < group.Count; i++)
        {
            // Handed over here, in the order of arrival, before anybody is told.
            if (group[i].Message is { AnsweredLive: false } message && receipts[i] is { IsNew: true })
            {
                worker.Take(message);
            }

            group[i].Stored.TrySetResult(receipts[i] ?? new InboxReceipt(false, true, null));
        }
    }

    private sealed record Waiting(InboxMessage? Message, string? Key, string? Answer, TaskCompletionSource<InboxReceipt> Stored)
    {
        public Waiting(InboxMessage message, TaskCompletionSource<InboxReceipt> stored)
            : this(message, null, null, stored)
        {
        }

        public Waiting(string key, string answer)
            : this(null, key, answer, new TaskCompletionSource<InboxReceipt>())
        {
        }
    }
}

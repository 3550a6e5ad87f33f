using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat;

/// <summary>
/// Handles stored messages right after they were acknowledged: many conversations at a time, each in its own order. Holds nothing that is not
/// in the database: what does not fit, or is left when the process ends, the sweep takes up.
/// </summary>
public sealed class InboxWorker(
    Scopes scopes, ChatChannels channels, IOptions<ChatOptions> options, TimeProvider clock, ILogger<InboxWorker> logger) : IHostedService, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<InboxMessage>> _strands = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places = new(options.Value.Parallel);
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource _idle = Finished();
    private int _held;

    /// <summary>Completes when nothing is held in memory any more.</summary>
    public Task IdleAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _idle.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes over a stored message; its row says that an attempt is under way.</summary>
    public void Take(InboxMessage message)
    {
        lock (_lock)
        {
            if (_held >= options.Value.WaitingInMemory || _stopping.IsCancellationRequested)
            {
                Log.LeftToSweep(logger, message.Channel);
                return;
            }

            if (_held++ == 0)
            {
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            if (_strands.TryGetValue(message.Conversation, out var strand))
            {
                strand.Enqueue(message);
                return;
            }

            _strands.Add(message.Conversation, new Queue<InboxMessage>());
        }

        _ = Task.Run(() => RunStrandAsync(message));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await IdleAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _places.Dispose();
        _stopping.Dispose();
    }

    private async Task RunStrandAsync(InboxMessage first)
    {
        for (var message = first; message is not null; message = Next(message.Conversation))
        {
            await _places.WaitAsync();
            try
            {
                await HandleAsync(message);
            }
            finally
            {
                _places.Release();
            }
        }
    }

    private InboxMessage? Next(string conversation)
    {
        lock (_lock)
        {
            if (--_held == 0)
            {
                _idle.TrySetResult();
            }

            if (_strands[conversation].TryDequeue(out var next))
            {
                return next;
            }

            _strands.Remove(conversation);
            return null;
        }
    }

    private async Task HandleAsync(InboxMessage message)
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await channels.Of(message.Channel).TakeAsync(message, _stopping.Token);
        }
        catch (AlreadyHandledException)
        {
            // Another delivery, or another replica, was faster.
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The row stays open; the sweep takes it up after the next start.
        }
        catch (Exception failed)
        {
            await PostponeAsync(message, failed);
        }
    }

    // The boundary of the handlers: one message that cannot be handled must not end the strand.
    private async Task PostponeAsync(InboxMessage message, Exception failed)
    {
        try
        {
            await scopes.RunAsync<UnitOfWork>(async work =>
            {
                var rows = work.Db.Set<InboxRow>().Where(row => row.Key == message.Key && row.DoneAt == null);
                var attempts = await rows.Select(row => row.Attempts).FirstOrDefaultAsync();
                var next = clock.GetUtcNow() + (attempts >= options.Value.Attempts ? TimeSpan.Zero : Backoff(attempts));
                await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAt, next));
                Report(message, attempts, failed);
            });
        }
        catch (Exception unsaved)
        {
            // Its lease runs out by itself.
            Log.NotPostponed(logger, message.Key, unsaved);
        }
    }

    private void Report(InboxMessage message, int attempts, Exception failed)
    {
        if (attempts >= options.Value.Attempts)
        {
            Log.SetAside(logger, message.Key, attempts, failed);
        }
        else
        {
            Log.HandlingFailed(logger, message.Key, attempts, failed);
        }
    }

    private static TimeSpan Backoff(int attempts) => TimeSpan.FromSeconds(Math.Min(300, 1 << Math.Clamp(attempts, 0, 9)));

    private static TaskCompletionSource Finished()
    {
        var finished = new TaskCompletionSource();
        finished.SetResult();
        return finished;
    }
}

using Microsoft.EntityFrameworkCore;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat.Progress;

/// <summary>A line that has to be posted or changed, claimed by one sender.</summary>
public sealed record LineClaim(string TaskId, int Attempt, Conversation? Where, string? MessageId, string Text);

/// <summary>What a note finds where it would take a line's place.</summary>
public abstract record LineToReplace
{
    private LineToReplace()
    {
    }

    /// <summary>There is none.</summary>
    public sealed record None : LineToReplace;

    /// <summary>It is on its way; look again.</summary>
    public sealed record Busy : LineToReplace;

    /// <summary>This message; the line changes it no more.</summary>
    public sealed record Message(string Id) : LineToReplace;
}

/// <summary>The lines of progress: what each shows, and who is changing it.</summary>
public sealed class ProgressLines(UnitOfWork work, ConversationStore conversations, TimeProvider clock)
{
    private const int MostAttempts = 6;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Says what a line should show. A line begins with a task, and anew when a person has answered a question.</summary>
    public async Task WantAsync(TaskRow task, string text, long order, bool begins, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var known = await work.Db.Set<ProgressRow>().AsNoTracking().FirstOrDefaultAsync(row => row.TaskId == task.Id, cancellationToken);
        if (known is null && begins)
        {
            await AddAsync(task, text, order, now, cancellationToken);
            return;
        }

        var restarts = begins && known is { EndedAt: not null, MessageId: not null };
        await work.Db.Set<ProgressRow>().Where(row => row.TaskId == task.Id && row.Order < order && (row.EndedAt == null || restarts))
            .ExecuteUpdateAsync(set => set
                .SetProperty(row => row.Wanted, text).SetProperty(row => row.Order, order)
                .SetProperty(row => row.MessageId, row => restarts ? null : row.MessageId).SetProperty(row => row.Shown, row => restarts ? null : row.Shown)
                .SetProperty(row => row.EndedAt, row => restarts ? null : row.EndedAt)
                .SetProperty(row => row.NextAt, row => row.NextAt == PostedCards.Never ? now : row.NextAt), cancellationToken);
    }

    /// <summary>Claims a line that is due, or null.</summary>
    public async Task<LineClaim?> ClaimAsync(string taskId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var row = await work.Db.Set<ProgressRow>().AsNoTracking().FirstOrDefaultAsync(r => r.TaskId == taskId && r.EndedAt == null && r.NextAt <= now, cancellationToken);
        if (row is null || row.Wanted == row.Shown)
        {
            return null;
        }

        var until = now + Lease;
        var taken = await work.Db.Set<ProgressRow>().Where(r => r.TaskId == taskId && r.EndedAt == null && r.Attempts == row.Attempts && r.NextAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Attempts, row.Attempts + 1).SetProperty(r => r.NextAt, until), cancellationToken);
        return taken == 1
            ? new LineClaim(taskId, row.Attempts + 1, await conversations.FindAsync(row.Channel, row.Tenant, row.ConversationId, cancellationToken), row.MessageId, row.Wanted)
            : null;
    }

    /// <summary>Saves what became of a claim. It is a line, no decision: what cannot be shown soon is given up.</summary>
    public async Task RecordAsync(LineClaim claim, ChatResult result, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var row = work.Db.Set<ProgressRow>().Where(r => r.TaskId == claim.TaskId && r.Attempts == claim.Attempt);
        switch (result)
        {
            case ChatResult.Done done when (claim.MessageId ?? done.Id) is { Length: > 0 } message:
                await row.ExecuteUpdateAsync(set => set
                    .SetProperty(r => r.MessageId, message).SetProperty(r => r.Shown, claim.Text).SetProperty(r => r.Attempts, 0)
                    .SetProperty(r => r.NextAt, r => r.Wanted != claim.Text ? now : PostedCards.Never), cancellationToken);
                break;
            case ChatResult.Later { MayHaveArrived: false } later when claim.Attempt < MostAttempts:
                var next = now + later.After;
                await row.ExecuteUpdateAsync(set => set.SetProperty(r => r.NextAt, next), cancellationToken);
                break;
            default:
                await row.ExecuteUpdateAsync(set => set.SetProperty(r => r.EndedAt, now).SetProperty(r => r.NextAt, PostedCards.Never), cancellationToken);
                break;
        }
    }

    /// <summary>An answer takes the line's place.</summary>
    public async Task<LineToReplace> EndAsync(string taskId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var row = await work.Db.Set<ProgressRow>().AsNoTracking().FirstOrDefaultAsync(r => r.TaskId == taskId, cancellationToken);
        if (row is null or { EndedAt: not null })
        {
            // Ended by an earlier attempt of the same note, perhaps.
            return row?.MessageId is { } known ? new LineToReplace.Message(known) : new LineToReplace.None();
        }

        if (row.MessageId is null && row.Attempts > 0 && row.NextAt > now)
        {
            return new LineToReplace.Busy();
        }

        var ended = await work.Db.Set<ProgressRow>().Where(r => r.TaskId == taskId && r.EndedAt == null && r.Attempts == row.Attempts)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.EndedAt, now).SetProperty(r => r.NextAt, PostedCards.Never), cancellationToken);
        return (ended, row.MessageId) switch
        {
            (0, _) => new LineToReplace.Busy(),
            (_, { } message) => new LineToReplace.Message(message),
            _ => new LineToReplace.None(),
        };
    }

    /// <summary>The lines that are due.</summary>
    public Task<List<string>> DueAsync(int most, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return work.Db.Set<ProgressRow>().AsNoTracking().Where(row => row.NextAt <= now && row.EndedAt == null && row.Wanted != row.Shown)
            .OrderBy(row => row.NextAt).Select(row => row.TaskId).Take(most).ToListAsync(cancellationToken);
    }

    private async Task AddAsync(TaskRow task, string text, long order, DateTimeOffset now, CancellationToken cancellationToken)
    {
        work.Db.Add(new ProgressRow
        {
            TaskId = task.Id, Channel = task.Channel, Tenant = task.Tenant, ConversationId = task.ConversationId, Wanted = text, Order = order, NextAt = now,
        });
        try
        {
            await work.Db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException failed) when (UniqueViolation.Is(failed))
        {
            // Another handler added it.
        }

        work.Db.ChangeTracker.Clear();
    }
}

using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// The Home tabs that were opened, and which of them are due. Saves at once, apart from the unit of work's commit: showing a page is no decision.
/// </summary>
internal sealed class SlackHomes(UnitOfWork work, TimeProvider clock)
{
    // Several changes in a row are shown once.
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Somebody opened their tab.</summary>
    public async Task OpenedAsync(SlackInstallation installation, string userId, string? connected, CancellationToken cancellationToken)
    {
        var (id, now) = (IdOf(installation.Route, userId), clock.GetUtcNow());
        var identity = new ChatIdentity(SlackPlatform.Name, installation.Tenant, userId).ToString();
        var known = await work.Db.Set<SlackHomeRow>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.Identity, identity).SetProperty(row => row.OpenedAt, now).SetProperty(row => row.DueAt, now)
            .SetProperty(row => row.Connected, connected), cancellationToken);
        if (known == 1)
        {
            return;
        }

        work.Db.Add(new SlackHomeRow { Id = id, Route = installation.Route, UserId = userId, Identity = identity, Connected = connected, OpenedAt = now, DueAt = now });
        try
        {
            await work.Db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException failed) when (UniqueViolation.Is(failed))
        {
            // Opened twice at once.
        }

        work.Db.ChangeTracker.Clear();
    }

    /// <summary>Something that these people see on their tabs has changed.</summary>
    public Task ChangedAsync(IReadOnlyCollection<string> people, CancellationToken cancellationToken)
    {
        var soon = clock.GetUtcNow() + Together;
        var accounts = work.Db.Set<ChatAccountRow>().Where(account => people.Contains(account.PersonId)).Select(account => account.Identity);
        return work.Db.Set<SlackHomeRow>().Where(row => row.DueAt > soon && accounts.Contains(row.Identity))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, soon), cancellationToken);
    }

    /// <summary>The tabs that are due, longest first.</summary>
    public Task<List<string>> DueAsync(int most, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return work.Db.Set<SlackHomeRow>().AsNoTracking().Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).Select(row => row.Id).Take(most).ToListAsync(cancellationToken);
    }

    /// <summary>Takes a tab that is due, for a while; null if somebody else has.</summary>
    public async Task<SlackHomeRow?> TakeAsync(string id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await work.Db.Set<SlackHomeRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.DueAt <= now, cancellationToken) is not { } found)
        {
            return null;
        }

        var (due, until) = (found.DueAt, now + Lease);
        var taken = await work.Db.Set<SlackHomeRow>().Where(row => row.Id == id && row.DueAt == due)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, until), cancellationToken);
        found.DueAt = until;
        return taken == 1 ? found : null;
    }

    /// <summary>It was shown. What has changed in the meantime is shown next.</summary>
    public Task ShownAsync(SlackHomeRow taken, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return Taken(taken).ExecuteUpdateAsync(set => set.SetProperty(row => row.ShownAt, now).SetProperty(row => row.DueAt, PostedCards.Never), cancellationToken);
    }

    /// <summary>It is shown later.</summary>
    public Task LaterAsync(SlackHomeRow taken, TimeSpan after, CancellationToken cancellationToken)
    {
        var next = clock.GetUtcNow() + after;
        return Taken(taken).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, next), cancellationToken);
    }

    /// <summary>It is not shown any more, until it is opened again.</summary>
    public Task ForgetAsync(SlackHomeRow taken, CancellationToken cancellationToken) =>
        work.Db.Set<SlackHomeRow>().Where(row => row.Id == taken.Id && row.OpenedAt == taken.OpenedAt).ExecuteDeleteAsync(cancellationToken);

    /// <summary>The row of somebody's tab.</summary>
    public static string IdOf(string route, string userId) => $"{route}|{userId}";

    private IQueryable<SlackHomeRow> Taken(SlackHomeRow taken) => work.Db.Set<SlackHomeRow>().Where(row => row.Id == taken.Id && row.DueAt == taken.DueAt);
}

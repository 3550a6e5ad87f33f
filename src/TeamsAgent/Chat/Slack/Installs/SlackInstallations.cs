using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Identity;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Who has installed the app. What was read is kept in memory for a short while, so that a press finds its token at once; what another replica
/// changes is seen after that while.
/// </summary>
internal sealed class SlackInstallations(
    Scopes scopes, SlackOwnWorkspace own, SlackTokenRefresh refresh, SlackAllowed allowed, Secrets secrets, IOptions<SlackOptions> options, TimeProvider clock,
    ILogger<SlackInstallations> logger) : ISlackInstallations
{
    private const int Most = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MissingKept = TimeSpan.FromSeconds(3);

    // Slack's words for a token that nothing but another installation helps; a missing scope leaves the rest of the app at work.
    private static readonly HashSet<string> Deadly = new(["invalid_auth", "account_inactive", "token_revoked", "not_authed", "not_allowed_token_type", "team_disabled"], StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, Cached> _cache = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<SlackInstallation?> FindAsync(string route, CancellationToken cancellationToken)
    {
        if (own.IsUsed)
        {
            return await own.FindAsync(route, cancellationToken);
        }

        var row = await UsableAsync(route, cancellationToken);
        if (row is not null && refresh.IsDue(row))
        {
            _cache.TryRemove(route, out _);
            row = await refresh.RunAsync(route, cancellationToken);
        }

        return row is null || secrets.Open(SlackTokenRefresh.BotToken, route, row.Token) is not { } token
            ? null
            : new SlackInstallation(row.Route, row.EnterpriseId ?? row.TeamId ?? row.Route, row.TeamId, row.EnterpriseId, row.BotUserId, new SlackToken(token));
    }

    /// <summary>The installation, if it may use the app; its token may be old.</summary>
    /// <exception cref="SlackNotNowException">It is not known yet whether there is one.</exception>
    public async Task<SlackKnown?> KnownAsync(string? route, CancellationToken cancellationToken)
    {
        var known = route is null ? null : own.IsUsed ? await OwnAsync(route, cancellationToken) : await OneOfManyAsync(route, cancellationToken);
        if (known is null)
        {
            Log.NotInstalled(logger, route ?? "(none named)");
        }

        return known;
    }

    /// <inheritdoc/>
    public async Task BrokenAsync(string route, string error, CancellationToken cancellationToken)
    {
        Log.Broken(logger, route, error);
        if (own.IsUsed)
        {
            if (Deadly.Contains(error))
            {
                own.Forget(route);
            }
        }
        else if (error == "token_expired")
        {
            var now = clock.GetUtcNow();
            await ChangeAsync(row => row.Route == route && row.RefreshToken != null, set => set.SetProperty(row => row.ExpiresAt, now), cancellationToken);
        }
        else if (Deadly.Contains(error))
        {
            await ChangeAsync(row => row.Route == route && row.Broken == null, set => set.SetProperty(row => row.Broken, error), cancellationToken);
        }

        Forget(route);
    }

    /// <summary>Slack says that the app was taken out, at a moment; true if that is so today. News from before the newest installation are old.</summary>
    public async Task<bool> RemovedAsync(string route, long eventTime, string why, CancellationToken cancellationToken)
    {
        if (own.IsUsed)
        {
            Log.Broken(logger, route, why);
            own.Forget(route);
            return true;
        }

        var (now, at) = (clock.GetUtcNow(), DateTimeOffset.FromUnixTimeSeconds(eventTime));
        var removed = await ChangeAsync(row => row.Route == route && row.RemovedAt == null && row.InstalledAt < at, set => set
            .SetProperty(row => row.RemovedAt, now).SetProperty(row => row.Token, "").SetProperty(row => row.RefreshToken, (string?)null).SetProperty(row => row.ExpiresAt, (DateTimeOffset?)null), cancellationToken);
        Forget(route);
        if (removed)
        {
            Log.Removed(logger, route, why);
        }
        else
        {
            Log.OldNews(logger, route, why);
        }

        return removed;
    }

    /// <summary>Reads an installation again at its next use.</summary>
    public void Forget(string route) => _cache.TryRemove(route, out _);

    // What comes before Slack has said whose token it is must not be acknowledged and lost.
    private async Task<SlackKnown?> OwnAsync(string route, CancellationToken cancellationToken) => await own.GetAsync(cancellationToken) switch
    {
        { } found => found.Route == route ? new SlackKnown(route, found.BotUserId) : null,
        null when own.IsRefused => null,
        null => throw new SlackNotNowException("it has not said yet whose Slack:BotToken is"),
    };

    private async Task<SlackKnown?> OneOfManyAsync(string route, CancellationToken cancellationToken) =>
        await UsableAsync(route, cancellationToken) is { } row ? new SlackKnown(row.Route, row.BotUserId) : null;

    private async Task<SlackInstallationRow?> UsableAsync(string route, CancellationToken cancellationToken)
    {
        var row = await ReadAsync(route, cancellationToken);
        if (row is null or { RemovedAt: not null } or { Broken: not null } or { Token.Length: 0 })
        {
            return null;
        }

        if (allowed.Allows(row.TeamId, row.EnterpriseId) && (options.Value.AppId.Length == 0 || row.AppId == options.Value.AppId))
        {
            return row;
        }

        Log.NotAllowed(logger, route);
        return null;
    }

    private async Task<SlackInstallationRow?> ReadAsync(string route, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_cache.TryGetValue(route, out var cached) && now >= cached.At && now < cached.At + (cached.Row is null ? MissingKept : Kept))
        {
            return cached.Row;
        }

        var row = await scopes.RunAsync<UnitOfWork, SlackInstallationRow?>(work =>
            work.Db.Set<SlackInstallationRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Route == route, cancellationToken));
        if (_cache.Count >= Most)
        {
            _cache.Clear();
        }

        _cache[route] = new Cached(row, now);
        return row;
    }

    private Task<bool> ChangeAsync(
        System.Linq.Expressions.Expression<Func<SlackInstallationRow, bool>> which, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<SlackInstallationRow>> change, CancellationToken cancellationToken) =>
        scopes.RunAsync<UnitOfWork, bool>(async work => await work.Db.Set<SlackInstallationRow>().Where(which)
            .ExecuteUpdateAsync(set => { change(set); set.SetProperty(row => row.Version, row => row.Version + 1); }, cancellationToken) == 1);

    private sealed record Cached(SlackInstallationRow? Row, DateTimeOffset At);
}

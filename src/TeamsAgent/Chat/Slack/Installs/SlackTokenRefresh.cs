using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Identity;
using TeamsAgent.Messaging;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Fetches the next token before the old one ends (https://docs.slack.dev/authentication/using-token-rotation). What the next one is fetched
/// with is good once, so one task of one replica does it, by a lease on the row, and the new pair is saved before anybody uses it.
/// </summary>
internal sealed class SlackTokenRefresh(
    Scopes scopes, ISlackApi api, Secrets secrets, IOptions<SlackOptions> options, TimeProvider clock, ILogger<SlackTokenRefresh> logger) : ISweep
{
    public const string BotToken = "slack-bot-token";
    public const string NextToken = "slack-refresh-token";

    private const int SaveAttempts = 5;
    private static readonly TimeSpan Early = TimeSpan.FromHours(2);
    private static readonly TimeSpan StillGood = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, Lazy<Task<SlackInstallationRow?>>> _running = new(StringComparer.Ordinal);

    /// <summary>Whether a token ends soon.</summary>
    public bool IsDue(SlackInstallationRow row) => row is { ExpiresAt: { } end, RefreshToken: not null } && clock.GetUtcNow() >= end - Early;

    /// <summary>The row with a token that is good; null if there is none. Everybody who asks meanwhile gets the same one.</summary>
    public Task<SlackInstallationRow?> RunAsync(string route, CancellationToken cancellationToken)
    {
        // On its own time: that one caller gives up must not leave a used refresh token without its successor.
        var running = _running.GetOrAdd(route, key => new Lazy<Task<SlackInstallationRow?>>(() => OnceAsync(key)));
        return running.Value.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var (now, early) = (clock.GetUtcNow(), clock.GetUtcNow() + Early);
        var due = await scopes.RunAsync<UnitOfWork, List<string>>(work => work.Db.Set<SlackInstallationRow>().AsNoTracking()
            .Where(row => row.ExpiresAt != null && row.ExpiresAt <= early && row.RefreshToken != null && row.RemovedAt == null && row.Broken == null && (row.LeaseUntil == null || row.LeaseUntil <= now))
            .OrderBy(row => row.ExpiresAt).Select(row => row.Route).Take(20).ToListAsync(cancellationToken));
        foreach (var route in due)
        {
            await RunAsync(route, cancellationToken);
        }

        await scopes.RunAsync<UnitOfWork>(work => work.Db.Set<SlackInstallStateRow>().Where(row => row.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken));
    }

    private async Task<SlackInstallationRow?> OnceAsync(string route)
    {
        await Task.Yield();
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            while (true)
            {
                var row = await ReadAsync(route, patience.Token);
                if (row is null || !IsDue(row))
                {
                    return row;
                }

                if (await ClaimAsync(row, patience.Token))
                {
                    return await FetchAsync(row, patience.Token);
                }

                // Another replica is at it.
                if (IsStillGood(row))
                {
                    return row;
                }

                await Task.Delay(Look, patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Log.NotRefreshed(logger, route, "it took too long");
            return null;
        }
        finally
        {
            _running.TryRemove(route, out _);
        }
    }

    private async Task<SlackInstallationRow?> FetchAsync(SlackInstallationRow row, CancellationToken cancellationToken)
    {
        if (secrets.Open(NextToken, row.Route, row.RefreshToken!) is not { } next)
        {
            await BreakAsync(row, "the stored refresh token cannot be read");
            return null;
        }

        var call = new SlackCall("oauth.v2.access", "", null)
        {
            Form = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = next },
            Basic = (options.Value.ClientId, options.Value.ClientSecret), Posts = true,
        };
        switch (await api.CallAsync(call, cancellationToken))
        {
            case SlackReply.Ok ok when ok.Body.Text("access_token") is { Length: > 0 } token:
                return await SaveAsync(row, token, ok.Body);
            case SlackReply.Ok:
                return GiveUp(row, "Slack's answer has no token");
            case SlackReply.Failed { Error: "invalid_refresh_token" or "token_revoked" or "account_inactive" or "invalid_auth" } dead:
                await BreakAsync(row, dead.Error);
                return null;
            case SlackReply.Failed failed:
                return GiveUp(row, failed.Error);
            case SlackReply.Later later:
                return GiveUp(row, later.Why);
            default:
                return null;
        }
    }

    // The old one is used up: what is not saved now is lost, and the workspace has to install again.
    private async Task<SlackInstallationRow?> SaveAsync(SlackInstallationRow row, string token, System.Text.Json.JsonElement answer)
    {
        var (stored, now) = (secrets.Protect(BotToken, row.Route, token), clock.GetUtcNow());
        var next = answer.Text("refresh_token") is { Length: > 0 } refresh ? secrets.Protect(NextToken, row.Route, refresh) : null;
        DateTimeOffset? end = answer.Number("expires_in") is { } seconds and > 0 ? now + TimeSpan.FromSeconds(seconds) : null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ChangeAsync(row, set => set.SetProperty(r => r.Token, stored).SetProperty(r => r.RefreshToken, next).SetProperty(r => r.ExpiresAt, end));
                Log.Refreshed(logger, row.Route);
                return await ReadAsync(row.Route, CancellationToken.None);
            }
            catch (System.Data.Common.DbException failed) when (attempt < SaveAttempts)
            {
                Log.NotSaved(logger, row.Route, attempt, failed);
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt));
            }
        }
    }

    private SlackInstallationRow? GiveUp(SlackInstallationRow row, string why)
    {
        // The lease stays for a while: Slack is not asked again at every message.
        Log.NotRefreshed(logger, row.Route, why);
        return IsStillGood(row) ? row : null;
    }

    private async Task BreakAsync(SlackInstallationRow row, string why)
    {
        Log.Broken(logger, row.Route, why);
        await ChangeAsync(row, set => set.SetProperty(r => r.Broken, why));
    }

    private bool IsStillGood(SlackInstallationRow row) => row.ExpiresAt > clock.GetUtcNow() + StillGood;

    private Task<SlackInstallationRow?> ReadAsync(string route, CancellationToken cancellationToken) => scopes.RunAsync<UnitOfWork, SlackInstallationRow?>(work =>
        work.Db.Set<SlackInstallationRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Route == route && r.RemovedAt == null && r.Broken == null && r.Token != "", cancellationToken));

    private Task<bool> ClaimAsync(SlackInstallationRow row, CancellationToken cancellationToken) => scopes.RunAsync<UnitOfWork, bool>(async work =>
    {
        var (now, version) = (clock.GetUtcNow(), row.Version + 1);
        var claimed = await work.Db.Set<SlackInstallationRow>().Where(r => r.Route == row.Route && r.Version == row.Version && (r.LeaseUntil == null || r.LeaseUntil <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.LeaseUntil, now + Lease).SetProperty(r => r.Version, version), cancellationToken) == 1;
        row.Version = claimed ? version : row.Version;
        return claimed;
    });

    // Only the installation that was claimed: a new one that came in between has tokens of its own.
    private Task ChangeAsync(SlackInstallationRow row, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<SlackInstallationRow>> change) => scopes.RunAsync<UnitOfWork>(work =>
        work.Db.Set<SlackInstallationRow>().Where(r => r.Route == row.Route && r.InstalledAt == row.InstalledAt && r.RemovedAt == null).ExecuteUpdateAsync(set =>
        {
            change(set);
            set.SetProperty(r => r.LeaseUntil, (DateTimeOffset?)null).SetProperty(r => r.Version, r => r.Version + 1);
        }));
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Identity;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack;

/// <summary>How an installation ended.</summary>
internal abstract record InstallResult
{
    private InstallResult()
    {
    }

    /// <summary>The app is installed there.</summary>
    public sealed record Installed(string Name) : InstallResult;

    /// <summary>The settings do not name that workspace or organisation; its token is not kept.</summary>
    public sealed record NotAllowed(string Id, string Name) : InstallResult;

    /// <summary>It did not work.</summary>
    public sealed record Failed(string Code, SlackKey Why) : InstallResult;
}

/// <summary>Exchanges the code for a token, checks whose it is, and keeps it protected.</summary>
internal sealed class SlackInstaller(
    UnitOfWork work, ISlackApi api, SlackInstallations installations, SlackAllowed allowed, Secrets secrets, IOptions<SlackOptions> options, TimeProvider clock, ILogger<SlackInstaller> logger)
{
    /// <summary>Installs; nothing is kept of one that is not allowed.</summary>
    public async Task<InstallResult> InstallAsync(string code, Uri redirect, CancellationToken cancellationToken)
    {
        var call = new SlackCall("oauth.v2.access", "", null)
        {
            Form = new Dictionary<string, string> { ["code"] = code, ["redirect_uri"] = redirect.AbsoluteUri }, Basic = (options.Value.ClientId, options.Value.ClientSecret), Posts = true,
        };
        return await api.CallAsync(call, cancellationToken) switch
        {
            SlackReply.Ok ok => await InstallAsync(ok.Body, cancellationToken),
            SlackReply.Failed { Error: "invalid_code" or "code_already_used" } failed => new InstallResult.Failed(failed.Error, SlackKey.InstallCodeOld),
            SlackReply.Failed failed => new InstallResult.Failed(failed.Error, SlackKey.InstallFailed),
            _ => new InstallResult.Failed("unreachable", SlackKey.InstallUnreachable),
        };
    }

    private async Task<InstallResult> InstallAsync(JsonElement answer, CancellationToken cancellationToken)
    {
        var (team, enterprise) = (answer.Part("team"), answer.Part("enterprise"));
        var orgWide = answer.Flag("is_enterprise_install");
        var (teamId, enterpriseId) = (orgWide ? null : team?.Id("id"), enterprise?.Id("id"));
        var route = orgWide ? enterpriseId : teamId;
        var name = (orgWide ? enterprise : team)?.Text("name") ?? route;
        if (route is null || name is null || answer.Text("access_token") is not { Length: > 0 } token || answer.Id("bot_user_id") is not { } bot
            || answer.Id("app_id") is not { } app || (answer.Text("token_type") ?? "bot") != "bot")
        {
            return new InstallResult.Failed("answer", SlackKey.InstallAnswerLacks);
        }

        if (!allowed.Allows(teamId, enterpriseId) || (options.Value.AppId.Length > 0 && app != options.Value.AppId))
        {
            Log.NotAllowed(logger, route);
            await api.CallAsync(new SlackCall("auth.revoke", route, new SlackToken(token)) { Form = new Dictionary<string, string>() }, cancellationToken);
            return new InstallResult.NotAllowed(route, name);
        }

        if (await api.CallAsync(new SlackCall("auth.test", route, new SlackToken(token)) { Form = new Dictionary<string, string>() }, cancellationToken) is not SlackReply.Ok test
            || test.Body.Id("user_id") != bot)
        {
            return new InstallResult.Failed("auth.test", SlackKey.InstallTokenDead);
        }

        await SaveAsync(new SlackInstallationRow
        {
            Route = route, Version = 1, TeamId = teamId, EnterpriseId = enterpriseId, Name = name.Length > 200 ? name[..200] : name, AppId = app, BotUserId = bot,
            BotId = test.Body.Id("bot_id"), Scopes = answer.Text("scope") is { Length: <= 2000 } scope ? scope : "", InstalledBy = answer.Part("authed_user")?.Id("id"),
            Token = secrets.Protect(SlackTokenRefresh.BotToken, route, token), InstalledAt = clock.GetUtcNow(),
            RefreshToken = answer.Text("refresh_token") is { Length: > 0 } next ? secrets.Protect(SlackTokenRefresh.NextToken, route, next) : null,
            ExpiresAt = answer.Number("expires_in") is { } seconds and > 0 ? clock.GetUtcNow() + TimeSpan.FromSeconds(seconds) : null,
        }, cancellationToken);
        installations.Forget(route);
        Log.Installed(logger, route, bot);
        return new InstallResult.Installed(name);
    }

    // The newest installation is the one that counts, whatever was there.
    private async Task SaveAsync(SlackInstallationRow row, CancellationToken cancellationToken)
    {
        while (true)
        {
            var version = await work.Db.Set<SlackInstallationRow>().AsNoTracking().Where(r => r.Route == row.Route).Select(r => (int?)r.Version).FirstOrDefaultAsync(cancellationToken);
            row.Version = (version ?? 0) + 1;
            var entry = work.Db.Entry(row);
            entry.State = version is null ? EntityState.Added : EntityState.Modified;
            if (version is { } known)
            {
                entry.Property(r => r.Version).OriginalValue = known;
            }

            try
            {
                await work.CommitAsync(cancellationToken);
                return;
            }
            catch (LostRaceException)
            {
                work.Forget();
            }
        }
    }
}

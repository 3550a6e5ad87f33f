using Microsoft.Extensions.Options;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// The one workspace in which the app was installed by hand, whose token is in the settings. Slack is asked whose token it is, once, at the start
/// or as soon as it answers.
/// </summary>
internal sealed class SlackOwnWorkspace(ISlackApi api, SlackAllowed allowed, IOptions<SlackOptions> options, TimeProvider clock, ILogger<SlackOwnWorkspace> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _asking = new(1);
    private SlackInstallation? _found;
    private DateTimeOffset _askAgainAt = DateTimeOffset.MinValue;

    /// <summary>Whether there is a token in the settings; no other workspace is served then.</summary>
    public bool IsUsed => options.Value.BotToken.Length > 0;

    /// <summary>The installation, if that is its key.</summary>
    public async Task<SlackInstallation?> FindAsync(string route, CancellationToken cancellationToken) =>
        (Volatile.Read(ref _found) ?? await AskAsync(cancellationToken)) is { } found && found.Route == route ? found : null;

    /// <summary>Slack refused the token: it is asked again about it.</summary>
    public void Forget(string route)
    {
        if (Volatile.Read(ref _found)?.Route == route)
        {
            (_askAgainAt, _found) = (clock.GetUtcNow() + Pause, null);
        }
    }

    public override void Dispose()
    {
        _asking.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (IsUsed)
        {
            await ((Task)AskAsync(stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<SlackInstallation?> AskAsync(CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (_found is null && clock.GetUtcNow() >= _askAgainAt)
            {
                _askAgainAt = clock.GetUtcNow() + Pause;
                Volatile.Write(ref _found, await TestAsync(cancellationToken));
            }

            return _found;
        }
        finally
        {
            _asking.Release();
        }
    }

    private async Task<SlackInstallation?> TestAsync(CancellationToken cancellationToken)
    {
        var token = new SlackToken(options.Value.BotToken);
        switch (await api.CallAsync(new SlackCall("auth.test", "", token) { Form = new Dictionary<string, string>() }, cancellationToken))
        {
            case SlackReply.Ok ok:
                var (team, enterprise, user) = (ok.Body.Id("team_id"), ok.Body.Id("enterprise_id"), ok.Body.Id("user_id"));
                var orgWide = ok.Body.Flag("is_enterprise_install") && enterprise is not null;
                var route = orgWide ? enterprise : team;
                if (route is null || user is null || !ok.Body.Has("bot_id"))
                {
                    Log.NoBotToken(logger);
                    return null;
                }

                if (!allowed.Allows(orgWide ? null : team, enterprise))
                {
                    Log.NotAllowed(logger, route);
                    return null;
                }

                Log.Reached(logger, route, user);
                return new SlackInstallation(route, enterprise ?? route, orgWide ? null : team, enterprise, user, token);
            case SlackReply.Failed failed:
                Log.TokenRefused(logger, failed.Error);
                return null;
            case SlackReply.Later later:
                Log.NotReached(logger, later.Why);
                return null;
            default:
                return null;
        }
    }
}

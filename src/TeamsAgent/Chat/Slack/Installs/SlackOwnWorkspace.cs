using Microsoft.Extensions.Options;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// The one workspace in which the app was installed by hand, whose token is in the settings. Slack is asked whose token it is, once, at the start
/// or as soon as it answers.
/// </summary>
internal sealed class SlackOwnWorkspace(ISlackApi api, SlackAllowed allowed, IOptions<SlackOptions> options, TimeProvider clock, ILogger<SlackOwnWorkspace> logger) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _asking = new(1);
    private SlackInstallation? _found;
    private DateTimeOffset _askAgainAt = DateTimeOffset.MinValue;

    /// <summary>Why there is no installation; null while there is one, or none was looked for.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Whether Slack itself said that the token is of no use here, so that waiting is of none either.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Whether there is a token in the settings; no other workspace is served then.</summary>
    public bool IsUsed => options.Value.BotToken.Length > 0;

    /// <summary>The installation.</summary>
    public async Task<SlackInstallation?> GetAsync(CancellationToken cancellationToken) => Volatile.Read(ref _found) ?? await AskAsync(cancellationToken);

    /// <summary>The installation, if that is its key.</summary>
    public async Task<SlackInstallation?> FindAsync(string route, CancellationToken cancellationToken) =>
        await GetAsync(cancellationToken) is { } found && found.Route == route ? found : null;

    /// <summary>Slack refused the token: it is asked again about it.</summary>
    public void Forget(string route)
    {
        if (Volatile.Read(ref _found)?.Route == route)
        {
            Volatile.Write(ref _found, null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _asking.Dispose();

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
                    return Fail("Slack:BotToken is not a bot's token. Use the Bot User OAuth Token of the app's OAuth page.");
                }

                if (!allowed.Allows(orgWide ? null : team, enterprise))
                {
                    return Fail($"Slack:BotToken is of {route}, which is not in Slack:AllowedTeams.");
                }

                (Trouble, IsRefused) = (null, false);
                Log.Reached(logger, route, user);
                return new SlackInstallation(route, enterprise ?? route, orgWide ? null : team, enterprise, user, token);
            case SlackReply.Failed failed:
                return Fail($"Slack refuses Slack:BotToken: {failed.Error}. Copy it again from the app's OAuth page.");
            case SlackReply.Later later:
                return Fail($"Slack was not reached to find out whose Slack:BotToken is; it is tried again: {later.Why}", forGood: false);
            default:
                return null;
        }
    }

    private SlackInstallation? Fail(string sentence, bool forGood = true)
    {
        (Trouble, IsRefused) = (sentence, forGood);
        Log.NoOwnWorkspace(logger, sentence);
        return null;
    }
}

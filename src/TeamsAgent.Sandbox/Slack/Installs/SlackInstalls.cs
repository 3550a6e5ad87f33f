using System.Security.Cryptography;

namespace TeamsAgent.Sandbox.Slack;

/// <summary>
/// Where the app is installed, and by which tokens it may act there. Rotation: https://docs.slack.dev/authentication/using-token-rotation
/// </summary>
public sealed class SlackInstalls
{
    private const int MostActiveTokens = 2;

    private readonly Lock _lock = new();
    private readonly SlackWorkspaceOptions _options;
    private readonly TimeProvider _clock;
    private readonly SlackFile _file;
    private readonly Dictionary<string, SlackInstallation> _installations = [];
    private readonly List<KeptToken> _tokens = [];
    private readonly List<KeptRefresh> _refreshes = [];

    internal SlackInstalls(SlackWorkspaceOptions options, TimeProvider clock, SlackFile file)
    {
        (_options, _clock, _file) = (options, clock, file);
        IsGrid = options.Grid || options.OrgWide;
        if (file.Kept.Installs is { } kept)
        {
            _installations = kept.Installations.ToDictionary(install => install.Key);
            _tokens = [.. kept.Tokens];
            _refreshes = [.. kept.Refreshes];
            IsGrid |= kept.Grid;
        }
        else if (options.BotToken is { } token)
        {
            var install = Make(options.OrgWide ? SlackTeam.EnterpriseId : People.SlackTeamId, options.Scopes);
            _installations[install.Key] = install;
            _tokens.Add(new KeptToken(token, install.Key, null));
        }
    }

    /// <summary>How long a token that is refreshed lasts.</summary>
    public static TimeSpan TokenLife { get; } = TimeSpan.FromHours(12);

    /// <summary>Whether the workspace belongs to an organisation.</summary>
    public bool IsGrid { get; private set; }

    /// <summary>All installations.</summary>
    public IReadOnlyList<SlackInstallation> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _installations.Values];
            }
        }
    }

    /// <summary>The organisation of a workspace.</summary>
    public string? EnterpriseOf(string? teamId) => IsGrid && teamId == People.SlackTeamId ? SlackTeam.EnterpriseId : null;

    /// <summary>The installation that a workspace's events go to: the organisation's, or its own.</summary>
    public SlackInstallation? For(string? teamId)
    {
        lock (_lock)
        {
            return (EnterpriseOf(teamId) is { } enterprise ? _installations.GetValueOrDefault(enterprise) : null) ?? _installations.GetValueOrDefault(teamId ?? "");
        }
    }

    /// <summary>Installs the app, or adds scopes where it is installed.</summary>
    /// <param name="key">The workspace or the organisation.</param>
    /// <param name="scopes">What the app may do.</param>
    public (SlackInstallation Install, string Token, string? RefreshToken) Install(string key, IReadOnlyList<string> scopes)
    {
        lock (_lock)
        {
            IsGrid |= key == SlackTeam.EnterpriseId;
            var install = Make(key, [.. (_installations.GetValueOrDefault(key)?.Scopes ?? []).Union(scopes)]);
            _installations[key] = install;
            var (token, refresh) = Issue(key);
            Save();
            return (install, token, refresh);
        }
    }

    /// <summary>Exchanges a refresh token, which is good once. The token before lasts as long as it was given, unless it is the second before.</summary>
    internal (SlackInstallation Install, string Token, string? RefreshToken)? Refresh(string refreshToken)
    {
        lock (_lock)
        {
            var at = _refreshes.FindIndex(refresh => refresh.Value == refreshToken && !refresh.Used);
            if (at < 0 || !_installations.TryGetValue(_refreshes[at].Install, out var install))
            {
                return null;
            }

            _refreshes[at] = _refreshes[at] with { Used = true };
            var (token, refresh) = Issue(install.Key);
            Save();
            return (install, token, refresh);
        }
    }

    /// <summary>The installation of a token, or why it is refused.</summary>
    internal (SlackInstallation? Install, string? Error) Check(string token)
    {
        lock (_lock)
        {
            var found = _tokens.Find(kept => CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(kept.Value), System.Text.Encoding.UTF8.GetBytes(token)));
            return found switch
            {
                null => (null, "invalid_auth"),
                { Revoked: true } => (null, "token_revoked"),
                _ when !_installations.TryGetValue(found.Install, out _) => (null, "account_inactive"),
                { ExpiresAt: { } end } when end <= _clock.GetUtcNow() => (null, "token_expired"),
                _ => (_installations[found.Install], null),
            };
        }
    }

    /// <summary>Takes a token back.</summary>
    /// <returns>Whether the installation has no other.</returns>
    internal bool Revoke(string token)
    {
        lock (_lock)
        {
            var at = _tokens.FindIndex(kept => kept.Value == token);
            _tokens[at] = _tokens[at] with { Revoked = true };
            var key = _tokens[at].Install;
            Save();
            return !_tokens.Exists(kept => kept.Install == key && !kept.Revoked);
        }
    }

    /// <summary>Takes the app out; its tokens are refused from now on.</summary>
    internal SlackInstallation? Remove(string key)
    {
        lock (_lock)
        {
            if (!_installations.Remove(key, out var install))
            {
                return null;
            }

            for (var i = 0; i < _tokens.Count; i++)
            {
                _tokens[i] = _tokens[i].Install == key ? _tokens[i] with { Revoked = true } : _tokens[i];
            }

            _refreshes.RemoveAll(refresh => refresh.Install == key);
            Save();
            return install;
        }
    }

    private SlackInstallation Make(string key, IReadOnlyList<string> scopes) => new()
    {
        TeamId = key == SlackTeam.EnterpriseId ? null : key,
        EnterpriseId = key == SlackTeam.EnterpriseId ? key : EnterpriseOf(key),
        Scopes = scopes,
        InstalledAt = _clock.GetUtcNow(),
    };

    private (string Token, string? Refresh) Issue(string key)
    {
        var rotates = _options.TokenRotation;
        var token = (rotates ? "xoxe.xoxb-1-" : "xoxb-") + Secret();
        _tokens.Add(new KeptToken(token, key, rotates ? _clock.GetUtcNow() + TokenLife : null));
        var active = _tokens.Where(kept => kept.Install == key && !kept.Revoked && kept.ExpiresAt is not null).ToList();
        foreach (var old in active.Take(Math.Max(0, active.Count - MostActiveTokens)))
        {
            _tokens[_tokens.IndexOf(old)] = old with { Revoked = true };
        }

        var refresh = rotates ? "xoxe-1-" + Secret() : null;
        if (refresh is not null)
        {
            _refreshes.Add(new KeptRefresh(refresh, key));
        }

        return (token, refresh);
    }

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private void Save() => _file.SaveInstalls(new KeptInstalls([.. _installations.Values], [.. _tokens], [.. _refreshes], IsGrid));
}

namespace TeamsAgent.Sandbox.Slack;

/// <summary>The app in a workspace, or in a whole organisation.</summary>
public sealed record SlackInstallation
{
    /// <summary>The workspace; null for an org-wide installation.</summary>
    public string? TeamId { get; init; }

    /// <summary>The organisation, where there is one.</summary>
    public string? EnterpriseId { get; init; }

    /// <summary>What the app may do; grows with every installation and never shrinks.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset InstalledAt { get; init; }

    /// <summary>Whether it is of a whole organisation.</summary>
    public bool IsOrgWide => TeamId is null;

    /// <summary>What it is kept by: the workspace, or the organisation.</summary>
    public string Key => TeamId ?? EnterpriseId!;

    /// <summary>The workspace whose bot user it has.</summary>
    public SlackTeam Team => SlackTeam.Find(TeamId) ?? SlackTeam.Contoso;

    /// <summary>The bot's user id.</summary>
    public string BotUserId => Team.BotUserId;

    /// <summary>Whether conversations of a workspace are within its reach.</summary>
    public bool Reaches(string? teamId) => IsOrgWide ? teamId == People.SlackTeamId : teamId == TeamId;

    /// <summary>Whether a scope was granted.</summary>
    public bool May(string scope) => Scopes.Contains(scope);
}

/// <summary>A bot token and what it is for.</summary>
/// <param name="Value">The token.</param>
/// <param name="Install">The installation's key.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="Revoked">Whether it was taken back.</param>
internal sealed record KeptToken(string Value, string Install, DateTimeOffset? ExpiresAt, bool Revoked = false);

/// <summary>A refresh token.</summary>
internal sealed record KeptRefresh(string Value, string Install, bool Used = false);

/// <summary>An authorization code.</summary>
internal sealed record SlackCode(string Value, string Install, IReadOnlyList<string> Scopes, string RedirectUri, string InstallerId, DateTimeOffset ExpiresAt);

/// <summary>The installations as they are kept.</summary>
internal sealed record KeptInstalls(IReadOnlyList<SlackInstallation> Installations, IReadOnlyList<KeptToken> Tokens, IReadOnlyList<KeptRefresh> Refreshes, bool Grid);

namespace TeamsAgent.Chat.Slack;

/// <summary>An installation of the app.</summary>
/// <param name="Route">Its key: the workspace (<c>T…</c>), or the organisation (<c>E…</c>) of an org-wide one.</param>
/// <param name="Tenant">What people and places are told apart by: the organisation where there is one, since its user ids are the same everywhere in it; otherwise the workspace.</param>
/// <param name="TeamId">The workspace; null for an org-wide installation.</param>
/// <param name="EnterpriseId">The organisation, if there is one.</param>
/// <param name="BotUserId">The bot's user id.</param>
/// <param name="Token">The bot's token, fresh enough for a call.</param>
public sealed record SlackInstallation(string Route, string Tenant, string? TeamId, string? EnterpriseId, string BotUserId, SlackToken Token)
{
    /// <summary>Whether it is of a whole organisation.</summary>
    public bool IsOrgWide => TeamId is null;
}

/// <summary>Who has installed the app.</summary>
public interface ISlackInstallations
{
    /// <summary>The installation with that key and a token that is fresh (refreshed and saved before it is returned), or null: none, removed, not allowed, or broken.</summary>
    Task<SlackInstallation?> FindAsync(string route, CancellationToken cancellationToken);

    /// <summary>Slack says that the installation's token is of no use: it is marked, and an alert is logged.</summary>
    Task BrokenAsync(string route, string error, CancellationToken cancellationToken);
}

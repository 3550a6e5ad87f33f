namespace TeamsAgent.Chat.Slack;

/// <summary>What the app asks for when it is installed: what it needs to hear, to answer, and to know who somebody is.</summary>
public static class SlackScopes
{
    /// <summary>The scopes where the settings name none.</summary>
    public static IReadOnlyList<string> Default { get; } =
        ["app_mentions:read", "chat:write", "commands", "im:history", "im:write", "users:read", "channels:read", "groups:read"];

    /// <summary>The scopes of an installation.</summary>
    public static IReadOnlyList<string> Of(SlackOptions options) => options.Scopes.Count > 0 ? [.. options.Scopes] : Default;
}

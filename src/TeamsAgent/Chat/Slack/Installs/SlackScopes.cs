namespace TeamsAgent.Chat.Slack;

/// <summary>
/// What the Slack app may do, and what it is told: the one list that the manifest, the link for installing and <c>doctor</c> go by
/// (https://docs.slack.dev/reference/scopes, https://docs.slack.dev/reference/events).
/// </summary>
public static class SlackScopes
{
    /// <summary>The scopes, each with what it is for.</summary>
    public static IReadOnlyDictionary<string, string> Purposes { get; } = new Dictionary<string, string>
    {
        ["app_mentions:read"] = "hears who calls it by name",
        ["channels:read"] = "sees whether a channel is shared with another organisation",
        ["chat:write"] = "posts and updates cards",
        ["commands"] = "takes /agent",
        ["groups:read"] = "sees the same of private channels",
        ["im:history"] = "reads what people write to it in private",
        ["im:write"] = "opens private chats",
        ["users:read"] = "tells members from guests, bots and people of other organisations",
    };

    /// <summary>The scopes where the settings name none.</summary>
    public static IReadOnlyList<string> Default { get; } = [.. Purposes.Keys];

    /// <summary>The events that the app is told of, each with the scopes of which it needs one; none means that it needs none.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Events { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["app_home_opened"] = [],
        ["app_mention"] = ["app_mentions:read"],
        ["app_uninstalled"] = [],
        ["channel_archive"] = ["channels:read"],
        ["channel_deleted"] = ["channels:read"],
        ["channel_left"] = ["channels:read"],
        ["group_archive"] = ["groups:read"],
        ["group_deleted"] = ["groups:read"],
        ["group_left"] = ["groups:read"],
        ["member_joined_channel"] = ["channels:read", "groups:read"],
        ["member_left_channel"] = ["channels:read", "groups:read"],
        ["message.im"] = ["im:history"],
        ["tokens_revoked"] = [],
    };

    /// <summary>The scopes to ask for: those of the settings, or those above.</summary>
    public static IReadOnlyList<string> Of(SlackOptions options) => options.Scopes.Count > 0 ? [.. options.Scopes] : Default;

    /// <summary>Those of the list above that are not among these.</summary>
    public static IReadOnlyList<string> MissingFrom(IEnumerable<string> granted) => [.. Default.Except(granted, StringComparer.Ordinal)];
}

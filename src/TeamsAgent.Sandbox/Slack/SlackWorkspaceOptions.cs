namespace TeamsAgent.Sandbox.Slack;

/// <summary>How a <see cref="SandboxSlack"/> is set up. The secrets exist in the local world alone.</summary>
public sealed record SlackWorkspaceOptions
{
    /// <summary>The scopes that the app's manifest asks for.</summary>
    public static IReadOnlyList<string> UsualScopes { get; } =
    [
        "app_mentions:read", "chat:write", "commands", "im:history", "im:write", "users:read", "users:read.email", "channels:read", "groups:read",
    ];

    /// <summary>The port on loopback, or 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>A folder for messages, homes and installations; null keeps them in memory.</summary>
    public string? StatePath { get; init; }

    /// <summary>The key of the request signatures.</summary>
    public string SigningSecret { get; init; } = "slack-signing-secret-of-the-local-world";

    /// <summary>The app's client id.</summary>
    public string ClientId { get; init; } = "1000000000001.2000000000002";

    /// <summary>The app's client secret.</summary>
    public string ClientSecret { get; init; } = "slack-client-secret-of-the-local-world";

    /// <summary>The token of an installation in the workspace that is there from the start; null for none.</summary>
    public string? BotToken { get; init; } = "xoxb-bot-token-of-the-local-world";

    /// <summary>The app-level token, with <c>connections:write</c>; null when the app has none.</summary>
    public string? AppToken { get; init; } = "xapp-app-token-of-the-local-world";

    /// <summary>What the installation that is there from the start may do.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = UsualScopes;

    /// <summary>The events that the app subscribes to.</summary>
    public IReadOnlyList<string> Events { get; init; } =
        ["app_mention", "message.im", "app_home_opened", "app_uninstalled", "tokens_revoked", "member_joined_channel"];

    /// <summary>The slash command.</summary>
    public string Command { get; init; } = "/agent";

    /// <summary>Whether the workspace is one of an Enterprise Grid organisation.</summary>
    public bool Grid { get; init; }

    /// <summary>Whether the installation that is there from the start is of the whole organisation; makes it a Grid.</summary>
    public bool OrgWide { get; init; }

    /// <summary>Whether tokens from an installation expire after twelve hours and are refreshed.</summary>
    public bool TokenRotation { get; init; } = true;

    /// <summary>Whether people can write to the bot.</summary>
    public bool MessagesTab { get; init; } = true;

    /// <summary>Whether the bot has a Home tab.</summary>
    public bool HomeTab { get; init; } = true;

    /// <summary>The redirect addresses of the app, beside <c>/slack/oauth_redirect</c> of the connected bot.</summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>Where the bot takes events, on its own address.</summary>
    public string EventsPath { get; init; } = "/slack/events";

    /// <summary>Where the bot takes slash commands.</summary>
    public string CommandsPath { get; init; } = "/slack/commands";

    /// <summary>Where the bot takes interactions.</summary>
    public string InteractivityPath { get; init; } = "/slack/interactivity";

    /// <summary>How long the bot may take to answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The pauses before an event is sent again. Slack's own are none, about one minute and about five.</summary>
    public IReadOnlyList<TimeSpan> RetryPauses { get; init; } = [TimeSpan.Zero, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(900)];

    /// <summary>Whether calls are counted and throttled by method and workspace, as Slack does it.</summary>
    public bool Throttles { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(SlackWorkspaceOptions);
}

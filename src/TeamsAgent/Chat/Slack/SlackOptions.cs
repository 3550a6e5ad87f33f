namespace TeamsAgent.Chat.Slack;

/// <summary>How Slack reaches the bot, and how the bot reaches Slack.</summary>
public sealed class SlackOptions
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Slack";

    /// <summary>The app's id (<c>A…</c>).</summary>
    public string AppId { get; set; } = "";

    /// <summary>The app's client id, for installing.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The app's client secret, for installing and for refreshing tokens.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The key of the app's request signatures. Not needed with Socket Mode.</summary>
    public string SigningSecret { get; set; } = "";

    /// <summary>The signing secret that is being replaced, while both are in use.</summary>
    public string PreviousSigningSecret { get; set; } = "";

    /// <summary>The app-level token (<c>xapp-…</c>); with it Slack is reached by Socket Mode and the HTTP endpoints for events are off.</summary>
    public string AppToken { get; set; } = "";

    /// <summary>How many Socket Mode connections are held, 1 to 10.</summary>
    public int Sockets { get; set; } = 2;

    /// <summary>A bot token (<c>xoxb-…</c>) for the one workspace in which the app was installed by hand; without it, workspaces install at <c>/slack/install</c>.</summary>
    public string BotToken { get; set; } = "";

    /// <summary>The workspaces (<c>T…</c>) and organisations (<c>E…</c>) that may install the app and whose people may talk to it.</summary>
    public IList<string> AllowedTeams { get; init; } = [];

    /// <summary>The scopes that are asked for when the app is installed.</summary>
    public IList<string> Scopes { get; init; } = [];

    /// <summary>Where Slack's Web API is.</summary>
    public string ApiBaseUrl { get; set; } = "https://slack.com/api/";

    /// <summary>Where an installation is agreed to.</summary>
    public string AuthorizeUrl { get; set; } = "https://slack.com/oauth/v2/authorize";

    /// <summary>The host that <c>response_url</c>s must have.</summary>
    public string ResponseHost { get; set; } = "hooks.slack.com";

    /// <summary>Posts cards into channels that are shared with other organisations, too.</summary>
    public bool AllowSharedChannels { get; set; }

    /// <inheritdoc/>
    public override string ToString() => nameof(SlackOptions);
}

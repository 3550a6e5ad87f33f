namespace TeamsAgent.Install;

/// <summary>What the apps that people install say of themselves. Read by <c>manifest build</c> alone; the server does not need it.</summary>
public sealed class ManifestOptions
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Manifest";

    /// <summary>What people call the app: up to 30 characters.</summary>
    public string Name { get; set; } = "TeamsAgent";

    /// <summary>Who runs this installation: up to 32 characters.</summary>
    public string DeveloperName { get; set; } = "";

    /// <summary>A page about the app, or about who runs it.</summary>
    public string WebsiteUrl { get; set; } = "";

    /// <summary>Its privacy statement.</summary>
    public string PrivacyUrl { get; set; } = "";

    /// <summary>Its terms of use.</summary>
    public string TermsUrl { get; set; } = "";

    /// <summary>The version of the Teams app (https://semver.org); a changed manifest needs a higher one.</summary>
    public string Version { get; set; } = "1.0.0";

    /// <summary>The colour of the icon's ground, <c>#rrggbb</c>.</summary>
    public string AccentColor { get; set; } = "#1f2a44";

    /// <summary>Whether a Slack organisation may install the app for all its workspaces at once.</summary>
    public bool SlackOrgDeploy { get; set; }

    /// <summary>Whether Slack's tokens end after twelve hours and are refreshed. Always off with <c>Slack:BotToken</c>, which nobody could refresh.</summary>
    public bool SlackTokenRotation { get; set; } = true;
}

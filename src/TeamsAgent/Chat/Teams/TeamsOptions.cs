namespace TeamsAgent.Chat.Teams;

/// <summary>How Microsoft Teams reaches the bot, and how the bot reaches Teams.</summary>
public sealed class TeamsOptions
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Teams";

    /// <summary>The bot's application id at Microsoft Entra.</summary>
    public string AppId { get; set; } = "";

    /// <summary><c>SingleTenant</c>, or <c>MultiTenant</c> for a bot that was registered so before that ended.</summary>
    public string AppType { get; set; } = SingleTenant;

    /// <summary>The tenant that the application is registered in.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The application's secret.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The tenants whose people may talk to the bot.</summary>
    public IList<string> AllowedTenants { get; init; } = [];

    /// <summary>Where the service's signing keys are described.</summary>
    public string MetadataAddress { get; set; } = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>Who signs the service's tokens.</summary>
    public string Issuer { get; set; } = "https://api.botframework.com";

    /// <summary>Where the bot's own tokens come from; the tenant is added to it.</summary>
    public string TokenAuthority { get; set; } = "https://login.microsoftonline.com";

    /// <summary>What the bot's own tokens are for.</summary>
    public string TokenScope { get; set; } = "https://api.botframework.com/.default";

    /// <summary>
    /// The hosts that the bot's token may be sent to: a name, or <c>*.</c> and a name for all names below it. Empty: the public cloud's. A
    /// loopback address can be listed in Development alone.
    /// </summary>
    public IList<string> AllowedServiceHosts { get; init; } = [];

    /// <summary>Takes activities without tokens, from this machine alone: for a playground at the desk. Development only.</summary>
    public bool LocalMode { get; set; }

    internal const string SingleTenant = "SingleTenant";
    internal const string MultiTenant = "MultiTenant";

    internal static readonly string[] PublicCloudHosts = ["smba.trafficmanager.net", "*.botframework.com", "*.teams.microsoft.com"];

    /// <inheritdoc/>
    public override string ToString() => nameof(TeamsOptions);
}

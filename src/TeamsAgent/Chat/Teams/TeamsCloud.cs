namespace TeamsAgent.Chat.Teams;

/// <summary>
/// Where one of Microsoft's clouds keeps the Bot Framework's addresses (Azure Bot Service, "Configure your bot for the government cloud"). A
/// setting of its own overrides each of them.
/// </summary>
internal sealed record TeamsCloud
{
    /// <summary>The clouds by the name that <c>Teams:Cloud</c> takes.</summary>
    public static readonly IReadOnlyDictionary<string, TeamsCloud> ByName = new Dictionary<string, TeamsCloud>(StringComparer.OrdinalIgnoreCase)
    {
        [TeamsOptions.PublicCloud] = new()
        {
            ServiceHosts = ["smba.trafficmanager.net", "*.botframework.com", "*.teams.microsoft.com"],
        },

        // Issuer and tokens are the public cloud's; only the service's host differs.
        ["GCC"] = new()
        {
            ServiceHosts = ["smba.infra.gcc.teams.microsoft.com", "*.botframework.com", "*.teams.microsoft.com"],
        },
        ["USGov"] = Government("smba.infra.gov.teams.microsoft.us", "gov.teams.microsoft.us"),
        ["USGovDoD"] = Government("smba.infra.dod.teams.microsoft.us", "dod.teams.microsoft.us"),
    };

    public string MetadataAddress { get; init; } = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    public string Issuer { get; init; } = "https://api.botframework.com";

    public string TokenAuthority { get; init; } = "https://login.microsoftonline.com";

    public string TokenScope { get; init; } = "https://api.botframework.com/.default";

    /// <summary>The tenant that bots registered as multi-tenant get their tokens from.</summary>
    public string MultiTenantAuthority { get; init; } = "botframework.com";

    /// <summary>For whom a managed identity's token is made that stands for the application (workload identity federation).</summary>
    public string ExchangeAudience { get; init; } = "api://AzureADTokenExchange";

    public required IReadOnlyList<string> ServiceHosts { get; init; }

    /// <summary>Where people open Teams: links into it begin so.</summary>
    public string ClientHost { get; init; } = "teams.microsoft.com";

    /// <summary>Who calls, in Bot Builder's words.</summary>
    public string CallerId { get; init; } = "urn:botframework:azure";

    /// <summary>The cloud that the settings name.</summary>
    public static TeamsCloud Of(TeamsOptions options) => ByName.TryGetValue(options.Cloud, out var cloud) ? cloud : ByName[TeamsOptions.PublicCloud];

    private static TeamsCloud Government(string service, string client) => new()
    {
        MetadataAddress = "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
        Issuer = "https://api.botframework.us",
        TokenAuthority = "https://login.microsoftonline.us",
        TokenScope = "https://api.botframework.us/.default",
        MultiTenantAuthority = "MicrosoftServices.onmicrosoft.us",
        ExchangeAudience = "api://AzureADTokenExchangeUSGov",
        ServiceHosts = [service, "*.botframework.us", "*.botframework.azure.us", "*.teams.microsoft.us"],
        ClientHost = client,
        CallerId = "urn:botframework:azureusgov",
    };
}

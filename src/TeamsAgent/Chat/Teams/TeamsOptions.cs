namespace TeamsAgent.Chat.Teams;

/// <summary>How Microsoft Teams reaches the bot, and how the bot reaches Teams.</summary>
public sealed class TeamsOptions
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Teams";

    /// <summary>The bot's application id at Microsoft Entra; for <c>UserAssignedMSI</c> the managed identity's client id.</summary>
    public string AppId { get; set; } = "";

    /// <summary>
    /// <c>SingleTenant</c>, <c>UserAssignedMSI</c>, or <c>MultiTenant</c> for a bot that was registered so before that ended.
    /// </summary>
    public string AppType { get; set; } = SingleTenant;

    /// <summary>The tenant that the application is registered in.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The application's secret, where the application has one.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The file of the application's certificate, where it has one: PFX, or PEM.</summary>
    public string CertificatePath { get; set; } = "";

    /// <summary>The file of the certificate's private key, where a PEM file does not hold it.</summary>
    public string CertificateKeyPath { get; set; } = "";

    /// <summary>The password of the file with the private key.</summary>
    public string CertificatePassword { get; set; } = "";

    /// <summary>The thumbprint of the application's certificate in this machine's store, where it is not in a file.</summary>
    public string CertificateThumbprint { get; set; } = "";

    /// <summary>
    /// The file in which the platform keeps a token for the application (workload identity federation). Without any other credential,
    /// <c>AZURE_FEDERATED_TOKEN_FILE</c> is used.
    /// </summary>
    public string FederatedTokenFile { get; set; } = "";

    /// <summary>The client id of a user-assigned managed identity that the application trusts as its credential.</summary>
    public string FederatedIdentityClientId { get; set; } = "";

    /// <summary>The tenants whose people may talk to the bot.</summary>
    public IList<string> AllowedTenants { get; init; } = [];

    /// <summary>Microsoft's cloud: <c>Public</c>, <c>GCC</c>, <c>USGov</c> (GCC High) or <c>USGovDoD</c>. Chooses all addresses that are not set.</summary>
    public string Cloud { get; set; } = PublicCloud;

    /// <summary>Where the service's signing keys are described. Empty: as the cloud has it.</summary>
    public string MetadataAddress { get; set; } = "";

    /// <summary>Who signs the service's tokens. Empty: as the cloud has it.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Where the bot's own tokens come from; the tenant is added to it. Empty: as the cloud has it.</summary>
    public string TokenAuthority { get; set; } = "";

    /// <summary>What the bot's own tokens are for. Empty: as the cloud has it.</summary>
    public string TokenScope { get; set; } = "";

    /// <summary>
    /// The hosts that the bot's token may be sent to: a name, or <c>*.</c> and a name for all names below it. Empty: the cloud's. A
    /// loopback address can be listed in Development alone.
    /// </summary>
    public IList<string> AllowedServiceHosts { get; init; } = [];

    /// <summary>Takes activities without tokens, from this machine alone: for a playground at the desk. Development only.</summary>
    public bool LocalMode { get; set; }

    internal const string SingleTenant = "SingleTenant";
    internal const string MultiTenant = "MultiTenant";
    internal const string ManagedIdentity = "UserAssignedMSI";
    internal const string PublicCloud = "Public";

    /// <inheritdoc/>
    public override string ToString() => nameof(TeamsOptions);
}

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Makes an access token that the providers' stand-in accepts, for one person, connection and set of scopes.</summary>
public delegate string ProviderTokenIssuer(string auth0UserId, string connection, IReadOnlyList<string> scopes);

/// <summary>How a <see cref="SandboxTenant"/> is set up.</summary>
public sealed record TenantOptions
{
    /// <summary>The port on loopback, or 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>A folder for what must survive a restart; null keeps nothing.</summary>
    public string? StatePath { get; init; }

    /// <summary>Applications known from the start; see also <see cref="SandboxTenant.RegisterAsync"/>.</summary>
    public IReadOnlyList<TenantClient> Clients { get; init; } = [];

    /// <summary>Connections whose accounts can be connected.</summary>
    public IReadOnlyList<TenantConnection> Connections { get; init; } = [];

    /// <summary>Where provider tokens come from.</summary>
    public required ProviderTokenIssuer IssueProviderToken { get; init; }

    /// <summary>A fixed bearer that the Management API accepts besides its own client-credentials tokens.</summary>
    public string ManagementToken { get; init; } = "sandbox-management-token";

    /// <summary>Identifiers of the APIs that may be asked for as <c>audience</c>.</summary>
    public IReadOnlyList<string> Apis { get; init; } = ["https://teamsagent/api"];

    /// <summary>The namespaced claim that carries a person's roles in ID tokens; null leaves it out.</summary>
    public string? RolesClaim { get; init; } = "https://teamsagent/roles";

    /// <summary>How long an access token of the tenant lives.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a pushed request waits to be used.</summary>
    public TimeSpan PushedRequestLifetime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many 30-second steps ahead of the clock a one-time code may be. One is what authenticators need; tests
    /// that let one person step up often without moving the clock raise it.
    /// </summary>
    public int CodeStepsAhead { get; init; } = 1;
}

/// <summary>An application registered at the tenant.</summary>
public sealed record TenantClient
{
    /// <summary>The <c>client_id</c>.</summary>
    public required string ClientId { get; init; }

    /// <summary>The <c>client_secret</c>; every client here is confidential.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>The name that consent pages show.</summary>
    public string Name { get; init; } = "TeamsAgent";

    /// <summary>Allowed callback URLs, compared exactly.</summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>Allowed logout URLs, compared exactly.</summary>
    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary>Whether the Token Vault grant is enabled.</summary>
    public bool TokenVault { get; init; } = true;

    /// <summary>Whether the client may get My Account tokens for its users.</summary>
    public bool MyAccount { get; init; } = true;

    /// <summary>Whether the client may get Management tokens with client credentials.</summary>
    public bool Management { get; init; }

    /// <summary>Whether <c>/authorize</c> takes only pushed requests from it.</summary>
    public bool RequirePushedRequests { get; init; }

    /// <summary>Set on a Custom API Client: the API whose access tokens it may exchange.</summary>
    public string? ApiIdentifier { get; init; }
}

/// <summary>A connection to a provider.</summary>
public sealed record TenantConnection
{
    /// <summary>The connection's name, as in <c>connection=github</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What people call the provider.</summary>
    public required string Title { get; init; }

    /// <summary>The strategy that My Account reports; the name if null.</summary>
    public string? Strategy { get; init; }

    /// <summary>The scopes it offers, each with its plain meaning; connecting without naming scopes asks for all.</summary>
    public IReadOnlyDictionary<string, string> Scopes { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the provider's access tokens live.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>False is a provider that hands out no refresh token (a classic GitHub OAuth App): its exchanges never work.</summary>
    public bool IssuesRefreshTokens { get; init; } = true;

    /// <summary>What separates scopes in the exchange's answer; some providers use commas.</summary>
    public string ScopeSeparator { get; init; } = " ";
}

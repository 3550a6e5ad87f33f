namespace TeamsAgent.Sandbox.Tenant;

/// <summary>The names under which calls are recorded and faults are ordered.</summary>
public static class TenantEndpoints
{
    /// <summary><c>/oauth/token</c>, every grant but Token Vault's.</summary>
    public const string Token = "token";

    /// <summary><c>/oauth/token</c> with Token Vault's grant. Recorded as <see cref="Token"/>, failed by this name.</summary>
    public const string TokenVault = "token-vault";

    /// <summary><c>/authorize</c>.</summary>
    public const string Authorize = "authorize";

    /// <summary><c>/oauth/par</c>.</summary>
    public const string Par = "par";

    /// <summary><c>/me/v1/…</c>.</summary>
    public const string MyAccount = "my-account";

    /// <summary><c>/api/v2/…</c>.</summary>
    public const string Management = "management";

    /// <summary>The discovery document.</summary>
    public const string Discovery = "discovery";

    /// <summary>The key set.</summary>
    public const string Jwks = "jwks";

    /// <summary><c>/userinfo</c>.</summary>
    public const string UserInfo = "userinfo";

    /// <summary><c>/oauth/revoke</c>.</summary>
    public const string Revoke = "revoke";

    private static readonly (string Path, string Name)[] Names =
    [
        ("/authorize", Authorize), ("/oauth/token", Token), ("/oauth/par", Par), ("/oauth/revoke", Revoke),
        ("/userinfo", UserInfo), ("/oidc/logout", "logout"), ("/me", MyAccount), ("/api/v2", Management),
        ("/.well-known/openid-configuration", Discovery), ("/.well-known/jwks.json", Jwks),
        ("/u/login", "login"), ("/u/mfa-otp-challenge", "second-factor"), ("/u/consent", "consent"),
        ("/connected-accounts", "connect"),
    ];

    internal static string? NameOf(HttpRequest request) =>
        Names.FirstOrDefault(entry => request.Path.StartsWithSegments(entry.Path)).Name;
}

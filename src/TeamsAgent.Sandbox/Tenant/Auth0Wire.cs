namespace TeamsAgent.Sandbox.Tenant;

/// <summary>The constants that Auth0's wire is made of.</summary>
internal static class Auth0Wire
{
    public const string TokenVaultGrant = "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token";
    public const string RefreshTokenType = "urn:ietf:params:oauth:token-type:refresh_token";
    public const string AccessTokenType = "urn:ietf:params:oauth:token-type:access_token";

    /// <summary>A plain http URI, not a URN: so the vendor writes it.</summary>
    public const string ProviderTokenType = "http://auth0.com/oauth/token-type/federated-connection-access-token";

    public const string MfaAcr = "http://schemas.openid.net/pape/policies/2007/06/multi-factor";

    public const string CreateAccounts = "create:me:connected_accounts";
    public const string ReadAccounts = "read:me:connected_accounts";
    public const string DeleteAccounts = "delete:me:connected_accounts";

    public static readonly IReadOnlyList<string> MyAccountScopes = [CreateAccounts, ReadAccounts, DeleteAccounts];
    public static readonly IReadOnlyList<string> ManagementScopes = ["read:users", "update:users"];

    public static string MyAccountAudience(string issuer) => issuer + "me/";

    public static string ManagementAudience(string issuer) => issuer + "api/v2/";

    public static string UserInfoAudience(string issuer) => issuer + "userinfo";
}

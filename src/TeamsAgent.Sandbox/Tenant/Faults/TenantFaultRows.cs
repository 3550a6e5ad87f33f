namespace TeamsAgent.Sandbox.Tenant;

/// <summary>The failures of a Token Vault exchange that are known from Auth0, and those that any server has.</summary>
public static class TenantFaultRows
{
    /// <summary>Never connected, connected without a provider refresh token, deleted or purged.</summary>
    public static TenantFault RefreshTokenNotFound { get; } = Answer("federated_connection_refresh_token_not_found", 401, "Federated connection Refresh Token not found.");

    /// <summary>The provider refused the stored refresh token.</summary>
    public static TenantFault RefreshTokenFlowFailed { get; } = Answer("federated_connection_refresh_token_flow_failed", 401, "Refresh Token flow for the Federated Connection failed");

    /// <summary>The <c>login_hint</c> names no connected account.</summary>
    public static TenantFault UserNotFound { get; } = Answer("user_not_found", 401, "Identity User not found.");

    /// <summary>The tenant's refresh token is revoked, expired or not this client's.</summary>
    public static TenantFault InvalidGrant { get; } = Answer("invalid_grant", 403, "Unknown or invalid refresh token.");

    /// <summary>Every row, by name.</summary>
    public static IReadOnlyDictionary<string, TenantFault> All { get; } = new[]
    {
        RefreshTokenNotFound,
        RefreshTokenFlowFailed,
        UserNotFound,
        Answer("tokenset_not_found", 401, "Tokenset not found."),
        InvalidGrant,
        Answer("invalid_grant", 400, "Unknown or invalid refresh token.") with { Name = "invalid_grant_400" },
        Answer("invalid_client", 401, "Client authentication failed."),
        Answer("unauthorized_client", 403, $"Grant type '{Auth0Wire.TokenVaultGrant}' not allowed for the client."),
        Answer("unsupported_grant_type", 400, "Unsupported grant type."),
        Answer("access_denied", 403, "The connection is not enabled for the client."),
        Answer("mfa_required", 403, "Multifactor authentication required"),
        Answer("mfa_required", 401, "Multifactor authentication required") with { Name = "mfa_required_401" },
        Answer("invalid_request", 400, "Missing required parameter."),
        Answer("use_dpop_nonce", 400, "Authorization server requires nonce in DPoP proof"),
        Answer("too_many_requests", 429, "Global limit has been reached") with { RetryAfter = TimeSpan.FromSeconds(7) },
        Answer("something_new", 400, "An error nobody has documented."),
        Answer("server_error", 500, "Internal error."),
        new TenantFault("bad_gateway", FaultKind.Html, 502),
        new TenantFault("unavailable", FaultKind.Html, 503, RetryAfter: TimeSpan.FromSeconds(3)),
        new TenantFault("html_200", FaultKind.Html, 200),
        new TenantFault("hang", FaultKind.Hang),
        new TenantFault("drop", FaultKind.Drop),
        new TenantFault("drop_after", FaultKind.DropAfter),
    }.ToDictionary(fault => fault.Name);

    private static TenantFault Answer(string error, int status, string description) =>
        new(error, FaultKind.Answer, status, error, description);
}

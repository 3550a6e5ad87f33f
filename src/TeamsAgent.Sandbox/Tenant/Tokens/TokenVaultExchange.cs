using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>
/// The Token Vault grant: a refresh token or access token of the tenant against a provider's access token.
/// https://auth0.com/docs/secure/call-apis-on-users-behalf/token-vault. Whether Auth0 refuses a blocked user here is not
/// documented; the stand-in does not, so that a relying party which forgets to look is found out.
/// </summary>
internal sealed class TokenVaultExchange(
    TenantDirectory directory, TenantState state, ProviderTokens providerTokens, AccessTokenCheck accessTokens, TimeProvider clock)
{
    public async Task<IResult> ExchangeAsync(HttpContext http, OpenIddictRequest request, TenantClient client)
    {
        http.Response.Headers.CacheControl = "no-store";
        var note = CallNote.Of(http);
        if (Malformed(request) is { } refusal)
        {
            return Answer(note, refusal);
        }

        var (subject, invalid) = (string?)request["subject_token_type"] == Auth0Wire.RefreshTokenType
            ? await BySubjectRefreshTokenAsync(http, request, client)
            : await BySubjectAccessTokenAsync(request, client);
        if (subject is null)
        {
            return Answer(note, invalid!);
        }

        note.Subject = subject;
        if (directory.Connection(note.Connection) is not { } connection)
        {
            return Answer(note, TenantFault.Of(403, Errors.AccessDenied, "The connection is not enabled for the client."));
        }

        var accounts = state.AccountsOf(subject, connection.Name);
        var hint = (string?)request["login_hint"];
        var account = hint is null ? (accounts.Count > 0 ? accounts[^1] : null) : accounts.FirstOrDefault(account => account.ProviderUserId == hint);
        return account switch
        {
            null when hint is not null && accounts.Count > 0 => Answer(note, TenantFaultRows.UserNotFound),
            null or { HasRefreshToken: false } => Answer(note, TenantFaultRows.RefreshTokenNotFound),
            { RevokedAtProvider: true } => Answer(note, TenantFaultRows.RefreshTokenFlowFailed),
            _ => Give(note, request, account, connection),
        };
    }

    private IResult Give(CallNote note, OpenIddictRequest request, ConnectedAccount account, TenantConnection connection)
    {
        var asked = request.GetScopes();
        if (asked.Except(account.Scopes).Any())
        {
            return Answer(note, TenantFault.Of(400, Errors.InvalidScope, "The scope exceeds what was granted."));
        }

        IReadOnlyList<string> scopes = asked.Length > 0 ? asked : account.Scopes;
        var (token, expiresIn) = providerTokens.For(account, connection, scopes);
        note.TokenSha256 = CallNote.Hash(token);
        note.Scope = string.Join(' ', scopes);
        return Results.Json(new
        {
            access_token = token,
            scope = string.Join(connection.ScopeSeparator, scopes),
            expires_in = expiresIn,
            issued_token_type = Auth0Wire.ProviderTokenType,
            token_type = "Bearer",
        });
    }

    private static TenantFault? Malformed(OpenIddictRequest request)
    {
        foreach (var name in new[] { "subject_token", "subject_token_type", "requested_token_type", "connection" })
        {
            if (string.IsNullOrEmpty((string?)request[name]))
            {
                return Invalid($"Missing required parameter: {name}");
            }
        }

        return request switch
        {
            _ when request.HasParameter("audience") || request.HasParameter("resource") => Invalid("audience and resource are not supported by this grant."),
            _ when (string?)request["requested_token_type"] != Auth0Wire.ProviderTokenType => Invalid("Unsupported requested_token_type."),
            _ when (string?)request["subject_token_type"] is not (Auth0Wire.RefreshTokenType or Auth0Wire.AccessTokenType) => Invalid("Unsupported subject_token_type."),
            _ => null,
        };
    }

    private async Task<(string? Subject, TenantFault? Invalid)> BySubjectRefreshTokenAsync(HttpContext http, OpenIddictRequest request, TenantClient client)
    {
        var ct = http.RequestAborted;
        var tokens = http.RequestServices.GetRequiredService<IOpenIddictTokenManager>();
        var applications = http.RequestServices.GetRequiredService<IOpenIddictApplicationManager>();
        var application = await applications.FindByClientIdAsync(client.ClientId, ct);
        var known = await tokens.FindByReferenceIdAsync((string)request["subject_token"]!, ct) is { } token
            && await tokens.HasTypeAsync(token, Auth0Wire.RefreshTokenType, ct)
            && await tokens.HasStatusAsync(token, Statuses.Valid, ct)
            && await tokens.GetExpirationDateAsync(token, ct) is var expires && (expires is null || expires > clock.GetUtcNow())
            && await tokens.GetApplicationIdAsync(token, ct) == await applications.GetIdAsync(application!, ct)
                ? await tokens.GetSubjectAsync(token, ct)
                : null;
        return known is null ? (null, TenantFaultRows.InvalidGrant) : (known, null);
    }

    private async Task<(string? Subject, TenantFault? Invalid)> BySubjectAccessTokenAsync(OpenIddictRequest request, TenantClient client)
    {
        if (client.ApiIdentifier is null)
        {
            return (null, TenantFault.Of(403, Errors.AccessDenied, "The client is not linked to an API."));
        }

        var facts = await accessTokens.CheckAsync((string?)request["subject_token"], client.ApiIdentifier);
        return facts is null ? (null, TenantFault.Of(401, Errors.InvalidGrant, "Invalid or expired access token.")) : (facts.Subject, null);
    }

    private static TenantFault Invalid(string description) => TenantFault.Of(400, Errors.InvalidRequest, description);

    private static IResult Answer(CallNote note, TenantFault refusal)
    {
        (note.Error, note.ErrorDescription) = (refusal.Error, refusal.Description);
        return Results.Json(new { error = refusal.Error, error_description = refusal.Description }, statusCode: refusal.Status);
    }
}

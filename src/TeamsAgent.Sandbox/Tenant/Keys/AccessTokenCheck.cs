using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>What a valid access token of this tenant says.</summary>
internal sealed record AccessTokenFacts(string Subject, string ClientId, IReadOnlyList<string> Scopes);

/// <summary>Checks access tokens for the tenant's own APIs and for the exchange. Like Auth0's, they cannot be revoked.</summary>
internal sealed class AccessTokenCheck(SigningKeys keys, TenantDirectory directory, TimeProvider clock)
{
    private readonly JsonWebTokenHandler _handler = new();

    public async Task<AccessTokenFacts?> CheckAsync(string? token, string audience)
    {
        if (string.IsNullOrEmpty(token) || token.Length > 8192)
        {
            return null;
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = directory.Issuer,
            ValidAudience = audience,
            ValidAlgorithms = ["RS256"],
            ValidTypes = ["at+jwt"],
            IssuerSigningKeys = keys.Published,
            LifetimeValidator = (_, expires, _, _) => expires > clock.GetUtcNow().UtcDateTime,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt)
        {
            return null;
        }

        var scopes = jwt.TryGetPayloadValue<string>("scope", out var scope) ? scope.Split(' ') : [];
        return new AccessTokenFacts(jwt.Subject, jwt.TryGetPayloadValue<string>("client_id", out var client) ? client : "", scopes);
    }

    public Task<AccessTokenFacts?> CheckBearerAsync(HttpRequest request, string audience) =>
        CheckAsync(BearerOf(request), audience);

    public static string? BearerOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>Microsoft Entra's token endpoint, as far as a bot's own token needs it: client credentials for the Connector.</summary>
public sealed class EntraTokens(TeamsOptions options, TimeProvider clock)
{
    private const string Scope = "https://api.botframework.com/.default";
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new();

    /// <summary>How many tokens were given out.</summary>
    public int Issued { get; private set; }

    /// <summary>Every token ever given out is refused from now on.</summary>
    public void RevokeAll() => _tokens.Clear();

    internal bool Accepts(string? authorization) =>
        authorization is not null && authorization.StartsWith("Bearer ", StringComparison.Ordinal)
        && _tokens.TryGetValue(Hash(authorization["Bearer ".Length..]), out var until) && clock.GetUtcNow() < until;

    internal void Map(IEndpointRouteBuilder routes, Func<string> address)
    {
        routes.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", (string tenant) => Results.Json(new
        {
            issuer = $"https://login.microsoftonline.com/{tenant}/v2.0",
            token_endpoint = $"{address()}/{tenant}/oauth2/v2.0/token",
            authorization_endpoint = $"{address()}/{tenant}/oauth2/v2.0/authorize",
        }));
        routes.MapPost("/{tenant}/oauth2/v2.0/token", TokenAsync).DisableAntiforgery();
    }

    private async Task<IResult> TokenAsync(string tenant, HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        if (tenant != People.TeamsTenantId && tenant != "botframework.com")
        {
            return Error("invalid_request", $"AADSTS90002: Tenant '{tenant}' not found.");
        }

        if (form["grant_type"] != "client_credentials" || form["scope"] != Scope)
        {
            return Error("invalid_scope", "AADSTS70011: The provided value for the input parameter 'scope' is not valid.");
        }

        if (form["client_id"] != People.BotAppId || form["client_secret"] != options.ClientSecret)
        {
            return Error("invalid_client", "AADSTS7000215: Invalid client secret provided.", 401);
        }

        var token = $"bot-token-canary-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}";
        _tokens[Hash(token)] = clock.GetUtcNow() + TimeSpan.FromHours(1);
        Issued++;
        return Results.Json(new { token_type = "Bearer", expires_in = 3599, ext_expires_in = 3599, access_token = token });
    }

    private static IResult Error(string error, string description, int status = 400) =>
        Results.Json(new { error, error_description = description, error_codes = new[] { 0 } }, statusCode: status);

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

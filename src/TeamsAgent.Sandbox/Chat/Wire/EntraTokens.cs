using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>
/// Microsoft Entra's token endpoint, as far as a bot's own token needs it: client credentials for the Connector.
/// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
/// </summary>
public sealed class EntraTokens
{
    private const string Scope = "https://api.botframework.com/.default";
    private readonly TeamsOptions _options;
    private readonly ConnectorFaults _faults;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new();
    private int _issued;
    private int _refused;

    internal EntraTokens(TeamsOptions options, ConnectorFaults faults, TimeProvider clock) => (_options, _faults, _clock) = (options, faults, clock);

    /// <summary>How many tokens were given out.</summary>
    public int Issued => Volatile.Read(ref _issued);

    /// <summary>How many requests for a token were refused.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Every token ever given out is refused from now on.</summary>
    public void RevokeAll() => _tokens.Clear();

    internal bool Accepts(string? token) => token is not null && _tokens.TryGetValue(Hash(token), out var until) && _clock.GetUtcNow() < until;

    internal void Map(IEndpointRouteBuilder routes, Func<string> address)
    {
        routes.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", (string tenant) => Results.Json(new
        {
            issuer = $"{address()}/{tenant}/v2.0",
            token_endpoint = $"{address()}/{tenant}/oauth2/v2.0/token",
            authorization_endpoint = $"{address()}/{tenant}/oauth2/v2.0/authorize",
            token_endpoint_auth_methods_supported = new[] { "client_secret_post" },
        }));
        routes.MapGet("/{tenant}/discovery/instance", () => new Uri(address()).Authority is var host ? Results.Json(new
        {
            tenant_discovery_endpoint = $"{address()}/{People.TeamsTenantId}/v2.0/.well-known/openid-configuration",
            metadata = new[] { new { preferred_network = host, preferred_cache = host, aliases = new[] { host } } },
        }) : null);
        routes.MapPost("/{tenant}/oauth2/v2.0/token", TokenAsync).DisableAntiforgery();
    }

    private async Task<IResult> TokenAsync(string tenant, HttpRequest request, CancellationToken cancellationToken)
    {
        if (_faults.Down)
        {
            return ConnectorAnswers.Unavailable();
        }

        var form = request.HasFormContentType ? await request.ReadFormAsync(cancellationToken) : FormCollection.Empty;
        if (Refusal(tenant, form) is { } refusal)
        {
            Interlocked.Increment(ref _refused);
            return refusal;
        }

        var token = $"bot-token-canary-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}";
        _tokens[Hash(token)] = _clock.GetUtcNow() + TimeSpan.FromHours(1);
        Interlocked.Increment(ref _issued);
        return Results.Json(new { token_type = "Bearer", expires_in = 3599, ext_expires_in = 3599, access_token = token });
    }

    private IResult? Refusal(string tenant, IFormCollection form) => true switch
    {
        _ when tenant is not (People.TeamsTenantId or "botframework.com") => Error(400, "invalid_request", 90002, $"Tenant '{tenant}' not found."),
        _ when form["grant_type"] != "client_credentials" => Error(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type."),
        _ when !string.Equals(form["client_id"], People.BotAppId, StringComparison.OrdinalIgnoreCase) =>
            Error(400, "unauthorized_client", 700016, "Application was not found in the directory."),
        _ when !Same(form["client_secret"].ToString(), _options.ClientSecret) => Error(401, "invalid_client", 7000215, "Invalid client secret provided."),
        _ when !form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(Scope) =>
            Error(400, "invalid_scope", 70011, "The provided value for the input parameter 'scope' is not valid."),
        _ => null,
    };

    private static IResult Error(int status, string error, int code, string sentence) => Results.Json(
        new { error, error_description = $"AADSTS{code}: {sentence}", error_codes = new[] { code }, trace_id = Guid.NewGuid(), correlation_id = Guid.NewGuid() },
        statusCode: status);

    private static bool Same(string given, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(right));

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

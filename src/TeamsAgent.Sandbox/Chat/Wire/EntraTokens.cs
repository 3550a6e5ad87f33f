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
    private const string Resource = "https://api.botframework.com";
    private const string Scope = Resource + "/.default";
    private readonly TeamsOptions _options;
    private readonly ConnectorFaults _faults;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new();
    private readonly ClientAssertions _assertions;
    private int _issued;
    private int _refused;

    internal EntraTokens(TeamsOptions options, ConnectorFaults faults, TimeProvider clock) =>
        (_options, _faults, _clock, _assertions) = (options, faults, clock, new ClientAssertions(options, clock));

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
        routes.MapGet("/metadata/identity/oauth2/token", OfIdentity);
    }

    // The Instance Metadata Service, as far as a user-assigned managed identity needs it:
    // https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
    private IResult OfIdentity(HttpRequest request)
    {
        var query = request.Query;
        if (request.Headers["Metadata"] != "true" || query["api-version"].Count != 1)
        {
            return Results.Json(new { error = "invalid_request", error_description = "Required metadata header not specified" }, statusCode: 400);
        }

        if (_options.FederatedIssuer is { } platform && query["resource"] == ClientAssertions.ExchangeAudience && query["client_id"] == platform.Subject)
        {
            return Results.Json(new { access_token = ClientAssertions.Mint(platform, _clock.GetUtcNow()), expires_in = "3599", token_type = "Bearer", resource = ClientAssertions.ExchangeAudience });
        }

        if (!string.Equals(query["client_id"], People.BotAppId, StringComparison.OrdinalIgnoreCase) || query["resource"] != Resource)
        {
            Interlocked.Increment(ref _refused);
            return Results.Json(new { error = "invalid_request", error_description = "Identity not found" }, statusCode: 400);
        }

        var until = _clock.GetUtcNow() + TimeSpan.FromHours(24);
        return Results.Json(new
        {
            access_token = Issue(until), client_id = People.BotAppId, expires_in = "86399", expires_on = until.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
            resource = Resource, token_type = "Bearer",
        });
    }

    private async Task<IResult> TokenAsync(string tenant, HttpRequest request, CancellationToken cancellationToken)
    {
        if (_faults.Down)
        {
            return ConnectorAnswers.Unavailable();
        }

        var form = request.HasFormContentType ? await request.ReadFormAsync(cancellationToken) : FormCollection.Empty;
        if (Refusal(tenant, form, $"{request.Scheme}://{request.Host}{request.Path}") is { } refusal)
        {
            Interlocked.Increment(ref _refused);
            return refusal;
        }

        return Results.Json(new { token_type = "Bearer", expires_in = 3599, ext_expires_in = 3599, access_token = Issue(_clock.GetUtcNow() + TimeSpan.FromHours(1)) });
    }

    private string Issue(DateTimeOffset until)
    {
        var token = $"bot-token-canary-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}";
        _tokens[Hash(token)] = until;
        Interlocked.Increment(ref _issued);
        return token;
    }

    private IResult? Refusal(string tenant, IFormCollection form, string endpoint) => true switch
    {
        _ when tenant is not (People.TeamsTenantId or "botframework.com") => Error(400, "invalid_request", 90002, $"Tenant '{tenant}' not found."),
        _ when form["grant_type"] != "client_credentials" => Error(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type."),
        _ when !string.Equals(form["client_id"], People.BotAppId, StringComparison.OrdinalIgnoreCase) =>
            Error(400, "unauthorized_client", 700016, "Application was not found in the directory."),
        _ when form["client_assertion_type"] == ClientAssertions.Type => _assertions.Fault(form["client_assertion"].ToString(), endpoint) is { } fault
            ? Error(401, "invalid_client", fault, "The client assertion is not valid.")
            : RefusalOfScope(form),
        _ when !Same(form["client_secret"].ToString(), _options.ClientSecret) => Error(401, "invalid_client", 7000215, "Invalid client secret provided."),
        _ => RefusalOfScope(form),
    };

    private static IResult? RefusalOfScope(IFormCollection form) => form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(Scope)
        ? null
        : Error(400, "invalid_scope", 70011, "The provided value for the input parameter 'scope' is not valid.");

    private static IResult Error(int status, string error, int code, string sentence) => Results.Json(
        new { error, error_description = $"AADSTS{code}: {sentence}", error_codes = new[] { code }, trace_id = Guid.NewGuid(), correlation_id = Guid.NewGuid() },
        statusCode: status);

    private static bool Same(string given, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(right));

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Sandbox;

namespace TeamsAgent.Tests.Identity;

/// <summary>A tenant's two documents, and nothing else, in the hands of the test: what is in them, and how often they are fetched.</summary>
internal sealed class TenantStub : IAsyncDisposable
{
    public const string ClientId = "client-1";

    private readonly WebApplication _app;

    private TenantStub(WebApplication app) => _app = app;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero));

    public string Issuer { get; private set; } = "";

    /// <summary>Changes the discovery document before it is sent.</summary>
    public Action<JsonObject> Discovery { get; set; } = _ => { };

    /// <summary>Answers in place of the key set, if set.</summary>
    public Func<HttpContext, Task>? Keys { get; set; }

    public List<(string KeyId, RSA Key)> Published { get; } = [];

    public int DiscoveryFetches { get; private set; }

    public int KeyFetches { get; private set; }

    public Auth0Http Http { get; } = new();

    public TenantDocuments Documents { get; private set; } = null!;

    public IdTokenCheck Check { get; private set; } = null!;

    public static async Task<TenantStub> StartAsync()
    {
        var app = StandIn.Builder().Build();
        var stub = new TenantStub(app);
        app.MapGet("/.well-known/openid-configuration", () => stub.Describe());
        app.MapGet("/.well-known/jwks.json", stub.SendKeysAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        stub.Issuer = StandIn.AddressOf(app) + "/";
        stub.Published.Add(("key-1", RSA.Create(2048)));
        var options = Options.Create(new Auth0Options { Issuer = stub.Issuer, ClientId = ClientId, ClientSecret = "secret" });
        stub.Documents = new TenantDocuments(stub.Http, options, stub.Clock, NullLogger<TenantDocuments>.Instance);
        stub.Check = new IdTokenCheck(stub.Documents, options, stub.Clock);
        return stub;
    }

    /// <summary>A token that proves everything; the test takes something away.</summary>
    public (JsonObject Header, JsonObject Payload) Good()
    {
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        return (
            new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = "key-1" },
            new JsonObject
            {
                ["iss"] = Issuer, ["aud"] = ClientId, ["sub"] = "auth0|ben", ["nonce"] = "nonce-1", ["iat"] = now, ["exp"] = now + 3600, ["auth_time"] = now,
                ["amr"] = new JsonArray("mfa"), ["acr"] = IdTokenCheck.MultiFactor, ["sid"] = "sid-1",
            });
    }

    public IdTokenNeeds Needs => new("nonce-1", Clock.GetUtcNow(), "auth0|ben", SecondFactor: true);

    public string Sign(JsonObject header, JsonObject payload, RSA? key = null) => SignRaw(header.ToJsonString(), payload.ToJsonString(), key);

    public string SignRaw(string header, string payload, RSA? key = null)
    {
        var input = $"{Part(header)}.{Part(payload)}";
        return $"{input}.{Base64UrlEncoder.Encode((key ?? Published[0].Key).SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public static string Part(string json) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(json));

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Documents.Dispose();
        Http.Dispose();
        Published.ForEach(published => published.Key.Dispose());
    }

    private IResult Describe()
    {
        DiscoveryFetches++;
        var document = new JsonObject
        {
            ["issuer"] = Issuer, ["authorization_endpoint"] = Issuer + "authorize", ["token_endpoint"] = Issuer + "oauth/token", ["jwks_uri"] = Issuer + ".well-known/jwks.json",
        };
        Discovery(document);
        return Results.Text(document.ToJsonString(), "application/json");
    }

    private Task SendKeysAsync(HttpContext http)
    {
        KeyFetches++;
        if (Keys is { } keys)
        {
            return keys(http);
        }

        var set = new JsonArray([.. Published.Select(published =>
        {
            var parameters = published.Key.ExportParameters(false);
            return (JsonNode)new JsonObject
            {
                ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = published.KeyId,
                ["n"] = Base64UrlEncoder.Encode(parameters.Modulus), ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
            };
        })]);
        return http.Response.WriteAsync(new JsonObject { ["keys"] = set }.ToJsonString());
    }
}

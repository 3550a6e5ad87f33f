using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;

namespace TeamsAgent.Tests.SandboxChat;

/// <summary>A tiny bot that plays the product: it checks tokens by the issuer's documents, keeps what it received, and answers as told.</summary>
internal sealed class EchoBot : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<JsonObject> _received = new();
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly HttpClient _http = new();

    private EchoBot(WebApplication app, SandboxTeams teams)
    {
        _app = app;
        Teams = teams;
        Client = new BotClient(teams);
    }

    public SandboxTeams Teams { get; }

    /// <summary>The bot's way to the Connector.</summary>
    public BotClient Client { get; }

    /// <summary>What to answer an activity with; null answers 200 with nothing.</summary>
    public Func<JsonObject, Task<IResult?>> Answer { get; set; } = _ => Task.FromResult<IResult?>(null);

    public IReadOnlyList<JsonObject> Received => [.. _received];

    /// <summary>Why the newest token was refused.</summary>
    public string? Refusal { get; private set; }

    public static async Task<EchoBot> StartAsync(TeamsOptions? options = null, TimeProvider? clock = null)
    {
        var teams = await SandboxTeams.StartAsync(options ?? new TeamsOptions(), clock ?? TimeProvider.System, TestContext.Current.CancellationToken);
        return await StartAsync(teams);
    }

    public static async Task<EchoBot> StartAsync(SandboxTeams teams)
    {
        var app = StandIn.Builder().Build();
        var bot = new EchoBot(app, teams);
        app.MapPost("/api/messages", (Delegate)bot.ReceiveAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        teams.ConnectBot(StandIn.AddressOf(app) + "/api/messages");
        return bot;
    }

    /// <summary>Completes when one more activity has arrived.</summary>
    public Task ArrivesAsync() => _arrivals.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Teams.DisposeAsync();
        Client.Dispose();
        _http.Dispose();
        _arrivals.Dispose();
    }

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        var activity = (JsonObject)(await JsonNode.ParseAsync(request.Body))!;
        Refusal = await RefusalAsync(request.Headers.Authorization.ToString(), activity);
        if (Refusal is not null)
        {
            return Results.StatusCode((int)HttpStatusCode.Unauthorized);
        }

        _received.Enqueue(activity);
        _arrivals.Release();
        return await Answer(activity) ?? Results.Ok();
    }

    // The seven checks of the service's documentation, and the endorsement.
    private async Task<string?> RefusalAsync(string header, JsonObject activity)
    {
        var metadata = await ReadAsync(Teams.Address + "/v1/.well-known/openidconfiguration");
        var keys = await ReadAsync((string)metadata["jwks_uri"]!);
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return "no bearer token";
        }

        var checkedToken = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(header["Bearer ".Length..], new TokenValidationParameters
        {
            ValidIssuer = (string)metadata["issuer"]!,
            ValidAudience = People.BotAppId,
            IssuerSigningKeys = new JsonWebKeySet(keys.ToJsonString()).Keys,
            ValidAlgorithms = metadata["id_token_signing_alg_values_supported"]!.AsArray().Select(name => (string)name!),
            ClockSkew = TimeSpan.FromMinutes(5),
        });
        if (!checkedToken.IsValid)
        {
            return checkedToken.Exception.GetType().Name;
        }

        var token = (JsonWebToken)checkedToken.SecurityToken;
        var endorsements = keys["keys"]!.AsArray().Single(key => (string?)key!["kid"] == token.Kid)!["endorsements"].Deserialize<string[]>()!;
        return true switch
        {
            _ when !token.TryGetPayloadValue<string>("serviceurl", out var url) || url != (string?)activity["serviceUrl"] => "another serviceurl",
            _ when !endorsements.Contains((string?)activity["channelId"]) => "not endorsed",
            _ => null,
        };
    }

    private async Task<JsonObject> ReadAsync(string address) => (JsonObject)JsonNode.Parse(await _http.GetStringAsync(new Uri(address)))!;
}

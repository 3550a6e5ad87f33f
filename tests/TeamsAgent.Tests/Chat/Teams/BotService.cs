using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using TeamsAgent.Sandbox;

namespace TeamsAgent.Tests.Chat.Teams;

/// <summary>One call that the bot made.</summary>
internal sealed record BotCall(string Method, string Path, string? Authorization, JsonNode? Body)
{
    public bool IsPost => Method == "POST" && Path.EndsWith("/activities", StringComparison.Ordinal);

    public bool IsPut => Method == "PUT";

    public JsonNode? Card => Body?["attachments"]?[0]?["content"];

    public string? Text => (string?)Body?["text"];

    public string Conversation => Path.Split('/') is [_, _, _, var conversation, ..] ? Uri.UnescapeDataString(conversation) : "";
}

/// <summary>A small Bot Framework service for these tests: keys with endorsements, tokens, and a connector that records and can be told to fail.</summary>
internal sealed class BotService : IAsyncDisposable
{
    public const string Secret = "bot-secret-of-the-tests";
    public const string Issuer = "https://api.botframework.com";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(int Status, string Body, string? RetryAfter)> _script = new();
    private readonly Lock _lock = new();
    private readonly List<BotCall> _calls = [];
    private TaskCompletionSource _changed = new();
    private int _ids;
    private int _tokens;

    private BotService(WebApplication app) => _app = app;

    public string Address => StandIn.AddressOf(_app);

    public string ServiceUrl => Address + "/emea/";

    public RSA Key { get; private set; } = RSA.Create(2048);

    public string Kid { get; private set; } = "key-1";

    public string[] Endorsements { get; set; } = ["msteams", "webchat"];

    public bool GivesIds { get; set; } = true;

    /// <summary>What the roster says of an account, by its id, where that is not a member; status and body.</summary>
    public ConcurrentDictionary<string, (int Status, object Body)> Roster { get; } = new();

    public int LookUps => Calls.Count(call => call.Method == "GET" && call.Path.Contains("/members/", StringComparison.Ordinal));

    public int KeyFetches { get; private set; }

    public int TokensGiven => _tokens;

    public string? RefusedToken { get; set; }

    public string? Redirect { get; set; }

    public IReadOnlyList<BotCall> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    public IReadOnlyList<BotCall> Posts => [.. Calls.Where(call => call.IsPost)];

    public IReadOnlyList<BotCall> Puts => [.. Calls.Where(call => call.IsPut)];

    public IReadOnlyList<BotCall> PostsIn(string conversation) => [.. Posts.Where(call => call.Conversation == conversation)];

    public IReadOnlyList<BotCall> PutsIn(string conversation) => [.. Puts.Where(call => call.Conversation == conversation)];

    public static async Task<BotService> StartAsync()
    {
        var app = StandIn.Builder().Build();
        var service = new BotService(app);
        app.MapGet("/openid", () => Results.Json(new { issuer = Issuer, jwks_uri = service.Address + "/keys", id_token_signing_alg_values_supported = new[] { "RS256" } }));
        app.MapGet("/keys", service.Keys);
        app.MapPost("/{tenant}/oauth2/v2.0/token", service.TokenAsync);
        app.MapMethods("/emea/v3/{**rest}", ["GET", "POST", "PUT", "DELETE"], service.ConnectorAsync);
        app.MapMethods("/v3/{**rest}", ["GET", "POST", "PUT", "DELETE"], service.ConnectorAsync);
        await app.StartAsync();
        return service;
    }

    /// <summary>Another key from now on.</summary>
    public void Roll()
    {
        Key = RSA.Create(2048);
        Kid = "key-" + Guid.NewGuid().ToString("N")[..6];
    }

    /// <summary>What the connector answers next, instead of doing it.</summary>
    public void Fail(int status, string code = "", string? retryAfter = null, int times = 1, string? body = null)
    {
        for (var i = 0; i < times; i++)
        {
            _script.Enqueue((status, body ?? JsonSerializer.Serialize(new { error = new { code, message = "told to fail" } }), retryAfter));
        }
    }

    /// <summary>Forgets what it was told to answer.</summary>
    public void Forget() => _script.Clear();

    /// <summary>Waits until the calls are as wanted.</summary>
    public async Task UntilAsync(Func<IReadOnlyList<BotCall>, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                changed = _changed.Task;
            }

            if (wanted(Calls))
            {
                return;
            }

            await changed.WaitAsync(patience.Token);
        }
    }

    public string Token(Action<JsonObject>? header = null, Action<JsonObject>? payload = null, DateTimeOffset? now = null, RSA? key = null)
    {
        var at = now ?? TimeProvider.System.GetUtcNow();
        var head = new JsonObject { ["alg"] = "RS256", ["kid"] = Kid, ["x5t"] = Kid, ["typ"] = "JWT" };
        var body = new JsonObject
        {
            ["serviceurl"] = ServiceUrl, ["nbf"] = at.ToUnixTimeSeconds(), ["exp"] = at.AddHours(1).ToUnixTimeSeconds(), ["iss"] = Issuer, ["aud"] = People.BotAppId,
        };
        header?.Invoke(head);
        payload?.Invoke(body);
        var signed = $"{Base64UrlEncoder.Encode(head.ToJsonString())}.{Base64UrlEncoder.Encode(body.ToJsonString())}";
        return $"{signed}.{Base64UrlEncoder.Encode(Sign((string?)head["alg"], signed, key ?? Key))}";
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>A member as the roster shows it.</summary>
    public static object Member(string account, string role = "user", string tenant = People.TeamsTenantId, string principal = "somebody@contoso.example") =>
        new { id = account, name = account, aadObjectId = Guid.NewGuid(), userPrincipalName = principal, tenantId = tenant, userRole = role };

    private byte[] Sign(string? algorithm, string text, RSA key) => algorithm switch
    {
        "none" => [],
        // Key confusion: the public key as the secret.
        "HS256" => HMACSHA256.HashData(key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(text)),
        "RS512" => key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "PS256" => key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        _ => key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };

    private IResult Keys()
    {
        KeyFetches++;
        var parameters = Key.ExportParameters(false);
        return Results.Json(new
        {
            keys = new[] { new { kty = "RSA", use = "sig", kid = Kid, x5t = Kid, n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent), endorsements = Endorsements } },
        });
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        return form["client_id"] == People.BotAppId && form["client_secret"] == Secret && form["grant_type"] == "client_credentials"
            ? Results.Json(new { token_type = "Bearer", expires_in = 3600, access_token = $"bot-token-{Interlocked.Increment(ref _tokens)}" })
            : Results.Json(new { error = "invalid_client", error_description = "no" }, statusCode: 401);
    }

    private async Task<IResult> ConnectorAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync();
        var path = request.Path.Value!.Replace("/emea", "", StringComparison.Ordinal);
        var call = new BotCall(request.Method, path, request.Headers.Authorization, text.Length > 0 ? JsonNode.Parse(text) : null);
        lock (_lock)
        {
            _calls.Add(call);
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (call.Authorization is not { } bearer || !bearer.StartsWith("Bearer bot-token-", StringComparison.Ordinal) || bearer == "Bearer " + RefusedToken)
        {
            return Results.Json(new { error = new { code = "Unauthorized", message = "no" } }, statusCode: 401);
        }

        if (Redirect is { } other)
        {
            return Results.Redirect(other, permanent: false, preserveMethod: true);
        }

        if (request.Method == "GET" && path.Split("/members/") is [_, var account])
        {
            var (status, said) = Roster.TryGetValue(account, out var set) ? set : (200, Member(account));
            return Results.Json(said, statusCode: status);
        }

        if (_script.TryDequeue(out var told))
        {
            if (told.RetryAfter is { } after)
            {
                request.HttpContext.Response.Headers.RetryAfter = after;
            }

            return Results.Content(told.Body, "application/json", statusCode: told.Status);
        }

        if (path == "/v3/conversations")
        {
            return Results.Json(new { id = "a:" + (string?)call.Body?["members"]?[0]?["id"] }, statusCode: 201);
        }

        return !GivesIds && call.IsPost ? Results.StatusCode(202)
            : Results.Json(new { id = call.IsPut ? path.Split('/')[^1] : $"17500000{Interlocked.Increment(ref _ids):D5}" }, statusCode: call.IsPost ? 201 : 200);
    }
}

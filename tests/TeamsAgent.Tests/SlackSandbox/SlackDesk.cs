using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Slack;

namespace TeamsAgent.Tests.SlackSandbox;

/// <summary>What reached the app.</summary>
internal sealed record SlackArrival(string Path, JsonObject Payload, IReadOnlyDictionary<string, string> Headers)
{
    public string? Retry => Headers.GetValueOrDefault("X-Slack-Retry-Num");

    public JsonObject Event => (JsonObject)Payload["event"]!;
}

/// <summary>The workspace with a tiny app in place of the product: it checks signatures by the documents, keeps what came, and answers as told.</summary>
internal sealed class SlackDesk : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SlackArrival> _arrivals = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    private SlackDesk(WebApplication app, SandboxSlack slack, SlackWorkspaceOptions options)
    {
        (_app, Slack, Options) = (app, slack, options);
        Token = options.BotToken;
    }

    public SandboxSlack Slack { get; }

    public SlackActs Acts => Slack.Acts;

    public SlackWorkspaceOptions Options { get; }

    /// <summary>The bearer token of calls; null sends none.</summary>
    public string? Token { get; set; }

    public IReadOnlyList<SlackArrival> Arrivals => [.. _arrivals];

    /// <summary>What to answer; null answers 200 with nothing.</summary>
    public Func<SlackArrival, Task<IResult?>> Answer { get; set; } = _ => Task.FromResult<IResult?>(null);

    public static async Task<SlackDesk> StartAsync(SlackWorkspaceOptions? options = null, TimeProvider? clock = null)
    {
        options ??= new SlackWorkspaceOptions();
        var slack = await SandboxSlack.StartAsync(options, clock ?? TimeProvider.System, TestContext.Current.CancellationToken);
        var app = StandIn.Builder().Build();
        var desk = new SlackDesk(app, slack, options);
        app.MapPost("/slack/{what}", (Delegate)desk.ReceiveAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        slack.ConnectBot(StandIn.AddressOf(app));
        return desk;
    }

    /// <summary>Calls a method with JSON.</summary>
    public async Task<JsonObject> CallAsync(string method, object arguments)
    {
        using var content = new StringContent(arguments as string ?? System.Text.Json.JsonSerializer.Serialize(arguments), Encoding.UTF8, "application/json");
        return (JsonObject)JsonNode.Parse(await (await SendAsync($"/api/{method}", content)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Calls a method with a form.</summary>
    public async Task<JsonObject> FormAsync(string method, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return (JsonObject)JsonNode.Parse(await (await SendAsync($"/api/{method}", content)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    public Task<HttpResponseMessage> SendAsync(string path, HttpContent? content, bool withToken = true)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path.StartsWith("http", StringComparison.Ordinal) ? new Uri(path) : new Uri(Slack.Address + path)) { Content = content };
        request.Headers.Authorization = withToken && Token is not null ? new AuthenticationHeaderValue("Bearer", Token) : null;
        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(Slack.Address + path), TestContext.Current.CancellationToken);

    /// <summary>Answers an interaction at its address.</summary>
    public async Task<(HttpStatusCode Status, string? Error)> RespondAsync(string url, object body, bool withToken = false)
    {
        using var content = new StringContent(System.Text.Json.JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await SendAsync(url, content, withToken);
        return (response.StatusCode, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]);
    }

    /// <summary>Posts a card with a button and returns the message.</summary>
    public async Task<SlackMessage> CardAsync(string channel = "C0GENERAL1", string blockId = "a.1")
    {
        var posted = await CallAsync("chat.postMessage", new { channel, text = "Card", blocks = new[] { SomeBlocks.Actions(blockId) } });
        Assert.True((bool)posted["ok"]!, posted.ToJsonString());
        return Slack.Message((string)posted["channel"]!, (string)posted["ts"]!)!;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Slack.DisposeAsync();
        _http.Dispose();
    }

    private async Task<IResult> ReceiveAsync(HttpRequest request, string what)
    {
        var kept = new MemoryStream();
        await request.Body.CopyToAsync(kept);
        var body = kept.ToArray();
        Assert.Equal(Signature(request.Headers["X-Slack-Request-Timestamp"].ToString(), body), request.Headers["X-Slack-Signature"].ToString());
        var text = Encoding.UTF8.GetString(body);
        var payload = what switch
        {
            "events" => (JsonObject)JsonNode.Parse(text)!,
            "interactivity" => (JsonObject)JsonNode.Parse(QueryHelpers.ParseQuery(text)["payload"].Single()!)!,
            _ => new JsonObject(QueryHelpers.ParseQuery(text).Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value.Single()))),
        };
        var arrival = new SlackArrival(what, payload, request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()));
        _arrivals.Enqueue(arrival);
        return await Answer(arrival) ?? Results.Ok();
    }

    private string Signature(string time, byte[] body) =>
        "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Options.SigningSecret), Encoding.ASCII.GetBytes($"v0:{time}:").Concat(body).ToArray()));
}

using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TeamsAgent.Sandbox;

namespace TeamsAgent.Tests.Chat.Slack.Out;

/// <summary>A call that arrived.</summary>
internal sealed record SlackArrived(string Path, string? Authorization, string? ContentType, JsonNode? Json, IReadOnlyDictionary<string, string> Form)
{
    /// <summary>A parameter, from the form or the JSON.</summary>
    public string? this[string name] => Form.TryGetValue(name, out var value) ? value : Json?[name]?.ToString();
}

/// <summary>Slack's Web API and its response addresses, on loopback, saying whatever a test wants them to say.</summary>
internal sealed class FakeSlack : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task>>> _answers = new();
    private int _ts;

    private FakeSlack(WebApplication app) => _app = app;

    public string Address => StandIn.AddressOf(_app);

    public string ApiBaseUrl => Address + "/api/";

    public Uri ResponseUrl => new(Address + "/actions/T1/1/secret");

    public ConcurrentQueue<SlackArrived> Calls { get; } = new();

    public static async Task<FakeSlack> StartAsync()
    {
        var app = StandIn.Builder().Build();
        var fake = new FakeSlack(app);
        app.Run(fake.HandleAsync);
        await app.StartAsync();
        return fake;
    }

    /// <summary>The calls of one method.</summary>
    public IReadOnlyList<SlackArrived> Of(string method) => Calls.Where(call => call.Path == "/api/" + method).ToList();

    /// <summary>What the next call of a method is answered with; then the usual answer again.</summary>
    public void Next(string method, Func<HttpContext, Task> answer) => _answers.GetOrAdd("/api/" + method, _ => new()).Enqueue(answer);

    public void Next(string method, object answer) => Next(method, context => context.Response.WriteAsJsonAsync(answer));

    public void Fail(string method, string error) => Next(method, new { ok = false, error });

    public void NextResponse(Func<HttpContext, Task> answer) => _answers.GetOrAdd(ResponseUrl.AbsolutePath, _ => new()).Enqueue(answer);

    public static Func<HttpContext, Task> Status(HttpStatusCode status, params (string Name, string Value)[] headers) => context =>
    {
        context.Response.StatusCode = (int)status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return Task.CompletedTask;
    };

    /// <summary>Takes the call, and closes the connection without an answer.</summary>
    public static Task Drop(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var (path, body, type) = (context.Request.Path.Value!, await reader.ReadToEndAsync(), context.Request.ContentType);
        var isJson = type?.StartsWith("application/json", StringComparison.Ordinal) == true;
        Calls.Enqueue(new SlackArrived(path, context.Request.Headers.Authorization, type, isJson ? JsonNode.Parse(body) : null, isJson
            ? new Dictionary<string, string>()
            : body.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => WebUtility.UrlDecode(pair[1]))));
        if (_answers.TryGetValue(path, out var queue) && queue.TryDequeue(out var answer))
        {
            await answer(context);
            return;
        }

        await context.Response.WriteAsync(Usual(path, isJson ? JsonNode.Parse(body) : null));
    }

    private string Usual(string path, JsonNode? body) => JsonSerializer.Serialize<object>(path switch
    {
        "/api/auth.test" => new { ok = true, team_id = "T1", user_id = "UBOT", bot_id = "B1", url = "https://acme.slack.com/" },
        "/api/chat.postMessage" => new { ok = true, channel = body?["channel"]?.ToString(), ts = FormattableString.Invariant($"1750000000.{Interlocked.Increment(ref _ts):D6}") },
        "/api/chat.update" => new { ok = true, channel = body?["channel"]?.ToString(), ts = body?["ts"]?.ToString() },
        "/api/conversations.open" => new { ok = true, channel = new { id = "D0NEW" } },
        "/api/conversations.info" => new { ok = true, channel = new { id = "C1", is_shared = false, is_ext_shared = false } },
        _ => new { ok = true },
    });
}

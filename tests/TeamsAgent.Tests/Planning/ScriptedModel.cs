using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TeamsAgent.Sandbox;

namespace TeamsAgent.Tests.Planning;

/// <summary>A chat-completions endpoint that says what a test tells it to, word for word, and keeps what it was asked.</summary>
internal sealed class ScriptedModel : IAsyncDisposable
{
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _script = new();
    private readonly ConcurrentQueue<JsonDocument> _asked = new();
    private readonly WebApplication _app;

    private ScriptedModel(WebApplication app) => _app = app;

    public string Endpoint => $"{StandIn.AddressOf(_app)}/v1";

    public IReadOnlyList<JsonElement> Asked => _asked.Select(document => document.RootElement).ToList();

    /// <summary>What is answered when the script has ended; a loud failure by default.</summary>
    public Func<HttpContext, Task> Otherwise { get; set; } = http => Status(599)(http);

    public static async Task<ScriptedModel> StartAsync()
    {
        var app = StandIn.Builder().Build();
        var model = new ScriptedModel(app);
        app.MapPost("/v1/chat/completions", model.AnswerAsync);
        await app.StartAsync();
        return model;
    }

    public ScriptedModel Then(params Func<HttpContext, Task>[] answers)
    {
        foreach (var answer in answers)
        {
            _script.Enqueue(answer);
        }

        return this;
    }

    public static Func<HttpContext, Task> Says(string text) => Body(JsonSerializer.Serialize(new
    {
        id = "x", @object = "chat.completion", created = 1, model = "m",
        choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = text } } },
    }));

    /// <summary>Calls functions; arguments are taken as they are.</summary>
    public static Func<HttpContext, Task> Calls(params (string Function, string Arguments)[] calls) => Body(JsonSerializer.Serialize(new
    {
        id = "x", @object = "chat.completion", created = 1, model = "m",
        choices = new[]
        {
            new
            {
                index = 0, finish_reason = "tool_calls",
                message = new
                {
                    role = "assistant", content = (string?)null,
                    tool_calls = calls.Select(call => new { id = "call_0", type = "function", function = new { name = call.Function, arguments = call.Arguments } }),
                },
            },
        },
    }));

    public static Func<HttpContext, Task> Body(string body, string contentType = "application/json") => http =>
    {
        http.Response.ContentType = contentType;
        return http.Response.WriteAsync(body);
    };

    public static Func<HttpContext, Task> Status(int status) => http =>
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { error = new { message = "as told", type = "as_told" } });
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        _asked.Enqueue(await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted));
        await (_script.TryDequeue(out var answer) ? answer : Otherwise)(http);
    }
}

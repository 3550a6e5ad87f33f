using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TeamsAgent.Sandbox;

namespace TeamsAgent.Tests.Chat.Slack.In;

/// <summary>One call that the app made to Slack.</summary>
internal sealed record SlackSeen(string Method, string? Authorization, IReadOnlyDictionary<string, string> Form, JsonNode? Json)
{
    public string? Of(string name) => Form.TryGetValue(name, out var value) ? value : (string?)Json?[name];
}

/// <summary>A small Slack for these tests: records what the app calls, and answers as it is told.</summary>
internal sealed class FakeSlack : IAsyncDisposable
{
    public const string BotToken = "xoxb-token-of-the-tests";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SlackSeen> _calls = new();
    private readonly ConcurrentDictionary<string, Func<SlackSeen, JsonObject>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Line> _lines = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _ts;

    private FakeSlack(WebApplication app) => _app = app;

    public string Address => StandIn.AddressOf(_app);

    public string Host => new Uri(Address).Authority;

    public IReadOnlyList<SlackSeen> Calls => [.. _calls];

    /// <summary>What was answered privately, by address or as an ephemeral message.</summary>
    public IReadOnlyList<string> Told => [.. Calls.Where(call => call.Method is "response_url" or "chat.postEphemeral").Select(call => (string?)call.Json?["text"] ?? "")];

    public ConcurrentDictionary<string, JsonObject> Users { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, bool> BotIsIn { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<Line> Lines => [.. _lines];

    public static async Task<FakeSlack> StartAsync()
    {
        var app = StandIn.Builder().Build();
        var slack = new FakeSlack(app);
        app.UseWebSockets();
        app.MapPost("/api/{method}", slack.CallAsync);
        app.MapPost("/hooks/{**rest}", (HttpContext http) => slack.CallAsync(http, "response_url"));
        app.Map("/link", slack.LinkAsync);
        foreach (var person in People.All)
        {
            slack.Users[person.SlackId] = User(person.SlackId, person.Name);
        }

        await app.StartAsync();
        return slack;
    }

    public static JsonObject User(string id, string name, Action<JsonObject>? alter = null)
    {
        var user = new JsonObject
        {
            ["id"] = id, ["team_id"] = People.SlackTeamId, ["name"] = name.ToLowerInvariant().Replace(' ', '.'), ["deleted"] = false, ["real_name"] = name, ["tz"] = "Europe/Madrid",
            ["locale"] = "en-GB", ["is_bot"] = false, ["is_app_user"] = false, ["is_restricted"] = false, ["is_ultra_restricted"] = false, ["is_stranger"] = false,
            ["profile"] = new JsonObject { ["display_name"] = "", ["real_name"] = name, ["team"] = People.SlackTeamId },
        };
        alter?.Invoke(user);
        return user;
    }

    /// <summary>How a method is answered from now on.</summary>
    public void Answer(string method, Func<SlackSeen, JsonObject> answer) => _answers[method] = answer;

    public void Fail(string method, string error) => Answer(method, _ => new JsonObject { ["ok"] = false, ["error"] = error });

    public void AsUsual(string method) => _answers.TryRemove(method, out _);

    public async Task UntilAsync(Func<FakeSlack, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            if (wanted(this))
            {
                return;
            }

            await changed.WaitAsync(patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var line in _lines)
        {
            line.Cut();
        }

        await _app.DisposeAsync();
    }

    private async Task CallAsync(HttpContext http, string method)
    {
        var form = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.ToString()) : [];
        var json = http.Request.HasJsonContentType() ? await JsonNode.ParseAsync(http.Request.Body) : null;
        var seen = new SlackSeen(method, http.Request.Headers.Authorization.ToString() is { Length: > 0 } authorization ? authorization : null, form, json);
        var answer = _answers.TryGetValue(method, out var told) ? told(seen) : Usual(seen);
        _calls.Enqueue(seen);
        Changed();
        await http.Response.WriteAsJsonAsync(answer);
    }

    private JsonObject Usual(SlackSeen call) => call.Method switch
    {
        "auth.test" => new JsonObject
        {
            ["ok"] = true, ["url"] = "https://local.slack.com/", ["team"] = "Local", ["team_id"] = People.SlackTeamId, ["user"] = "agent", ["user_id"] = People.SlackBotUserId, ["bot_id"] = "B0AGENT001",
            ["is_enterprise_install"] = false,
        },
        "users.info" => Users.TryGetValue(call.Of("user") ?? "", out var user) ? new JsonObject { ["ok"] = true, ["user"] = user.DeepClone() } : No("user_not_found"),
        "conversations.info" => BotIsIn.TryGetValue(call.Of("channel") ?? "", out var isIn)
            ? new JsonObject { ["ok"] = true, ["channel"] = new JsonObject { ["id"] = call.Of("channel"), ["is_member"] = isIn, ["is_archived"] = false, ["is_ext_shared"] = false, ["is_shared"] = false } }
            : No("channel_not_found"),
        "conversations.open" => new JsonObject { ["ok"] = true, ["channel"] = new JsonObject { ["id"] = DirectWith(call.Of("users")!) } },
        "chat.postMessage" => new JsonObject { ["ok"] = true, ["channel"] = call.Of("channel"), ["ts"] = $"1790000000.{Interlocked.Increment(ref _ts):D6}" },
        "apps.connections.open" => new JsonObject { ["ok"] = true, ["url"] = $"ws://{Host}/link?ticket={Guid.NewGuid():N}" },
        "views.open" => new JsonObject { ["ok"] = true, ["view"] = new JsonObject { ["id"] = "V0000001" } },
        _ => new JsonObject { ["ok"] = true },
    };

    /// <summary>The direct message between the bot and somebody.</summary>
    public static string DirectWith(string user) => "D" + user[1..];

    private static JsonObject No(string error) => new() { ["ok"] = false, ["error"] = error };

    private void Changed() => Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    private async Task LinkAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var line = new Line(socket, Changed);
        await line.SendAsync(new JsonObject { ["type"] = "hello", ["num_connections"] = 1, ["connection_info"] = new JsonObject { ["app_id"] = People.SlackAppId } });
        _lines.Add(line);
        Changed();
        await line.ReadAsync();
        Changed();
    }

    /// <summary>One Socket Mode connection, from Slack's end.</summary>
    internal sealed class Line(WebSocket socket, Action changed)
    {
        private readonly ConcurrentQueue<JsonNode> _acks = new();

        public IReadOnlyList<JsonNode> Acks => [.. _acks];

        public bool IsOpen => socket.State == WebSocketState.Open;

        public Task SendAsync(JsonObject frame) => socket.SendAsync(Encoding.UTF8.GetBytes(frame.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);

        public Task SendAsync(string envelope, string type, JsonNode payload, bool takesPayload = false) => SendAsync(new JsonObject
        {
            ["envelope_id"] = envelope, ["type"] = type, ["payload"] = payload.DeepClone(), ["accepts_response_payload"] = takesPayload,
        });

        public void Cut() => socket.Abort();

        public async Task ReadAsync()
        {
            var buffer = new byte[64 * 1024];
            try
            {
                while (true)
                {
                    var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                    if (part.MessageType == WebSocketMessageType.Close)
                    {
                        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                        return;
                    }

                    _acks.Enqueue(JsonNode.Parse(Encoding.UTF8.GetString(buffer, 0, part.Count))!);
                    changed();
                }
            }
            catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
            {
                // The other side is gone.
            }
        }
    }
}

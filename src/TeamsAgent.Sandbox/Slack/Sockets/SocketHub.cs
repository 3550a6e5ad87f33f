using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Slack.Sockets;

/// <summary>
/// Socket Mode: tickets, connections, envelopes and their acknowledgements. https://docs.slack.dev/apis/events-api/using-socket-mode
/// </summary>
internal sealed class SocketHub(Func<string> address) : IAsyncDisposable
{
    private const int Most = 10;
    private readonly ConcurrentDictionary<string, bool> _tickets = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode?>> _waiting = new();
    private readonly Lock _lock = new();
    private readonly List<SocketLine> _lines = [];
    private int _turn;

    /// <summary>How many connections take deliveries.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _lines.Count;
            }
        }
    }

    /// <summary>An address for one connection.</summary>
    public string NewUrl()
    {
        var ticket = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _tickets[ticket] = true;
        return $"{address().Replace("http://", "ws://", StringComparison.Ordinal)}/link/?ticket={ticket}&app_id={People.SlackAppId}";
    }

    public void Map(WebApplication app)
    {
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(10), KeepAliveTimeout = TimeSpan.FromSeconds(20) });
        app.MapGet("/link", TakeAsync);
    }

    /// <summary>Sends to one of the connections and waits for its acknowledgement.</summary>
    public async Task<SlackAttempt> SendAsync(
        SlackDeliveryKind kind, JsonObject payload, int number, string? reason, TimeSpan patience, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString();
        var envelope = new JsonObject
        {
            ["envelope_id"] = id,
            ["payload"] = payload.DeepClone(),
            ["type"] = kind switch { SlackDeliveryKind.Event => "events_api", SlackDeliveryKind.Command => "slash_commands", _ => "interactive" },
            ["accepts_response_payload"] = kind != SlackDeliveryKind.Event,
        };
        if (kind == SlackDeliveryKind.Event)
        {
            envelope["retry_attempt"] = number;
            envelope["retry_reason"] = reason ?? "";
        }

        var watch = Stopwatch.StartNew();
        var acknowledged = _waiting[id] = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            if (Choose() is not { } line || !await line.SendAsync(envelope, cancellationToken))
            {
                return new SlackAttempt(0, null, default, "", null, "connection_failed") { OverSocket = true };
            }

            var answer = await acknowledged.Task.WaitAsync(patience, cancellationToken);
            return new SlackAttempt(0, null, HttpStatusCode.OK, answer?.ToJsonString() ?? "", answer is null ? null : "application/json", null) { OverSocket = true, Took = watch.Elapsed };
        }
        catch (TimeoutException)
        {
            return new SlackAttempt(0, null, default, "", null, "http_timeout") { OverSocket = true, Took = watch.Elapsed };
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Tells connections that they end. With <c>warning</c> they take deliveries for a moment still; otherwise they are closed.</summary>
    /// <param name="reason"><c>warning</c>, <c>refresh_requested</c>, <c>link_disabled</c> or <c>too_many_websockets</c>.</param>
    /// <param name="all">Whether all are told; otherwise the oldest.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task DisconnectAsync(string reason, bool all, CancellationToken cancellationToken)
    {
        foreach (var line in Snapshot().Take(all ? int.MaxValue : 1))
        {
            await line.SendAsync(Disconnect(reason), cancellationToken);
            if (reason != "warning")
            {
                Forget(line);
                await line.CloseAsync(cancellationToken);
            }
        }
    }

    /// <summary>Breaks connections off without a word.</summary>
    public void Abort()
    {
        foreach (var line in Snapshot())
        {
            Forget(line);
            line.Abort();
        }
    }

    public ValueTask DisposeAsync()
    {
        Abort();
        return ValueTask.CompletedTask;
    }

    private static JsonObject Disconnect(string reason) => new() { ["type"] = "disconnect", ["reason"] = reason, ["debug_info"] = new JsonObject { ["host"] = "sandbox" } };

    private async Task TakeAsync(HttpContext http, string? ticket)
    {
        if (!http.WebSockets.IsWebSocketRequest || ticket is null || !_tickets.TryRemove(ticket, out _))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var line = new SocketLine(socket);
        var isOne = Enter(line);
        await line.SendAsync(isOne ? Hello() : Disconnect("too_many_websockets"), http.RequestAborted);
        if (!isOne)
        {
            await line.CloseAsync(http.RequestAborted);
            return;
        }

        try
        {
            await foreach (var message in line.ReadAsync(http.RequestAborted))
            {
                if (message["envelope_id"] is JsonValue id && _waiting.TryGetValue(id.ToString(), out var waiting))
                {
                    waiting.TrySetResult(message["payload"]?.DeepClone());
                }
            }
        }
        finally
        {
            Forget(line);
        }
    }

    private JsonObject Hello() => new()
    {
        ["type"] = "hello", ["num_connections"] = Count, ["connection_info"] = new JsonObject { ["app_id"] = People.SlackAppId },
        ["debug_info"] = new JsonObject { ["host"] = "sandbox", ["build_number"] = 1, ["approximate_connection_time"] = 18060 },
    };

    private bool Enter(SocketLine line)
    {
        lock (_lock)
        {
            if (_lines.Count >= Most)
            {
                return false;
            }

            _lines.Add(line);
            return true;
        }
    }

    private void Forget(SocketLine line)
    {
        lock (_lock)
        {
            _lines.Remove(line);
        }
    }

    private SocketLine? Choose()
    {
        lock (_lock)
        {
            return _lines.Count == 0 ? null : _lines[(int)((uint)_turn++ % (uint)_lines.Count)];
        }
    }

    private List<SocketLine> Snapshot()
    {
        lock (_lock)
        {
            return [.. _lines];
        }
    }
}

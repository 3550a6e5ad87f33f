using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// One connection. What it brings is acknowledged once it is stored; what is not acknowledged, Slack sends again over this or another one.
/// </summary>
internal sealed class SlackSocket(SlackDoor door, ILogger logger) : IAsyncDisposable
{
    private const int LargestMessage = 1024 * 1024;
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(3);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _replace = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;

    /// <summary>Completes when the connection is no more.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Completes when Slack asks for another connection; this one still works for a while.</summary>
    public Task Replace => _replace.Task;

    /// <summary>The app that Slack greeted.</summary>
    public string? AppId { get; private set; }

    /// <summary>Why it ended, or is to be replaced.</summary>
    public string Why { get; private set; } = "it was cut";

    /// <summary>Connects, and waits for Slack's greeting.</summary>
    public async Task<bool> OpenAsync(Uri url, TimeSpan within, CancellationToken cancellationToken)
    {
        _socket.Options.KeepAliveInterval = Ping;
        _socket.Options.KeepAliveTimeout = Ping;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(within);
        try
        {
            await _socket.ConnectAsync(url, patience.Token);
            Ended = Task.Run(ReadAsync, CancellationToken.None);
            return await Task.WhenAny(_hello.Task, Ended).WaitAsync(patience.Token) == _hello.Task;
        }
        catch (Exception failed) when (failed is WebSocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            Log.SocketFailed(logger, failed.GetType().Name);
            return false;
        }
    }

    /// <summary>Lets what is under way end, and says goodbye.</summary>
    public async ValueTask DisposeAsync()
    {
        var until = Environment.TickCount64 + (long)Goodbye.TotalMilliseconds;
        while (Volatile.Read(ref _underWay) > 0 && Environment.TickCount64 < until)
        {
            await Task.Delay(10);
        }

        try
        {
            using var patience = new CancellationTokenSource(Goodbye);
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
            }

            await Ended.WaitAsync(patience.Token);
        }
        catch (Exception rude) when (rude is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Gone is gone.
        }

        await _closing.CancelAsync();
        await Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _sending.Dispose();
        _closing.Dispose();
    }

    private async Task ReadAsync()
    {
        var message = new ArrayBufferWriter<byte>(16 * 1024);
        try
        {
            while (await NextAsync(message))
            {
                Take(SlackJsonReader.Parse(message.WrittenMemory.ToArray()));
                message.ResetWrittenCount();
            }
        }
        catch (Exception cut) when (cut is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The holder opens another one.
        }
    }

    private async Task<bool> NextAsync(ArrayBufferWriter<byte> message)
    {
        while (true)
        {
            var part = await _socket.ReceiveAsync(message.GetMemory(4096), _closing.Token);
            message.Advance(part.Count);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return false;
            }

            if (message.WrittenCount > LargestMessage)
            {
                Log.SocketFailed(logger, "a message is too large");
                _socket.Abort();
                return false;
            }

            if (part.EndOfMessage)
            {
                return true;
            }
        }
    }

    private void Take(JsonDocument? frame)
    {
        switch (frame?.RootElement.Word("type"))
        {
            case "hello":
                AppId = frame.RootElement.Part("connection_info")?.Id("app_id");
                _hello.TrySetResult();
                frame.Dispose();
                break;
            case "disconnect":
                Why = frame.RootElement.Word("reason") ?? "disconnect";
                _replace.TrySetResult();
                frame.Dispose();
                break;
            case { } type when frame.RootElement.Word("envelope_id") is { } id && frame.RootElement.Part("payload") is { } payload:
                Interlocked.Increment(ref _underWay);
                _ = EnvelopeAsync(frame, type, id, payload, frame.RootElement.Flag("accepts_response_payload"));
                break;
            default:
                Log.NotTaken(logger, "a frame that is no envelope");
                frame?.Dispose();
                break;
        }
    }

    private async Task EnvelopeAsync(JsonDocument frame, string type, string id, JsonElement payload, bool takesPayload)
    {
        try
        {
            var ack = type switch
            {
                "events_api" => await door.EventAsync(payload, _closing.Token),
                "slash_commands" => await door.CommandAsync(name => payload.Flag(name) ? "true" : payload.Text(name), _closing.Token),
                "interactive" => await door.InteractionAsync(payload, _closing.Token),
                _ => SlackAck.Good,
            };

            // What cannot be read will not be read better the next time; what was not stored is sent again.
            if (ack.Status != StatusCodes.Status503ServiceUnavailable)
            {
                await SendAsync(Answer(id, takesPayload ? ack.Json : null));
            }
        }
        catch (Exception failed)
        {
            // The boundary of a delivery: without an acknowledgement it comes again.
            Log.EnvelopeFailed(logger, type, failed);
        }
        finally
        {
            frame.Dispose();
            Interlocked.Decrement(ref _underWay);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> text)
    {
        await _sending.WaitAsync(_closing.Token);
        try
        {
            await _socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, _closing.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private static ReadOnlyMemory<byte> Answer(string envelope, string? payload)
    {
        var text = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(text);
        json.WriteStartObject();
        json.WriteString("envelope_id", envelope);
        if (payload is not null)
        {
            json.WritePropertyName("payload");
            json.WriteRawValue(payload);
        }

        json.WriteEndObject();
        json.Flush();
        return text.WrittenMemory;
    }
}

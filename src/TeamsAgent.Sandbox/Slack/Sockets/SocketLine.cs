using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Slack.Sockets;

/// <summary>One Socket Mode connection.</summary>
internal sealed class SocketLine(WebSocket socket) : IDisposable
{
    private const int LargestMessage = 1024 * 1024;
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Sends a message; says whether that worked.</summary>
    public async Task<bool> SendAsync(JsonObject message, CancellationToken cancellationToken)
    {
        try
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
                return true;
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception broken) when (broken is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The messages that come, until the connection ends.</summary>
    public async IAsyncEnumerable<JsonObject> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken) is { } text)
        {
            if (Parsed(text) is { } message)
            {
                yield return message;
            }
        }
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        }
        catch (Exception broken) when (broken is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It is closed already.
        }
    }

    public void Abort() => socket.Abort();

    public void Dispose() => _turn.Dispose();

    private async Task<string?> NextAsync(CancellationToken cancellationToken)
    {
        var kept = new MemoryStream();
        var part = new byte[8192];
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(part.AsMemory(), cancellationToken);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    await CloseAsync(cancellationToken);
                    return null;
                }

                kept.Write(part, 0, read.Count);
                if (kept.Length > LargestMessage)
                {
                    return null;
                }

                if (read.EndOfMessage)
                {
                    return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
                }
            }
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }
    }

    private static JsonObject? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Slack;

namespace TeamsAgent.Tests.SlackSandbox;

/// <summary>Socket Mode: tickets, envelopes, acknowledgements, ends.</summary>
public sealed class SocketSlackSandboxTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_told_comes_over_the_socket_instead()
    {
        await using var desk = await SlackDesk.StartAsync();
        var card = await desk.CardAsync();
        using var line = await OpenAsync(desk);
        Assert.Equal(("hello", 1), ((string?)line.Hello["type"], (int)line.Hello["num_connections"]!));
        var said = desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "hello", cancellationToken: Ct);
        var envelope = await line.ReadAsync();
        Assert.Equal(("events_api", 0, false), ((string?)envelope["type"], (int)envelope["retry_attempt"]!, (bool)envelope["accepts_response_payload"]!));
        Assert.Equal("app_mention", (string?)envelope["payload"]!["event"]!["type"]);
        await line.AcknowledgeAsync(envelope);
        Assert.True((await said).Taken);

        var press = desk.Acts.PressAsync(People.Ben, card, "approve", cancellationToken: Ct);
        envelope = await line.ReadAsync();
        Assert.Equal(("interactive", "block_actions"), ((string?)envelope["type"], (string?)envelope["payload"]!["type"]));
        await line.AcknowledgeAsync(envelope);
        await desk.CallAsync("views.open", new { trigger_id = (await press).TriggerId, view = SomeBlocks.Modal() });

        var sent = desk.Acts.SubmitViewAsync(People.Ben, desk.Slack.OpenViews(People.Ben)[0].Id, new Dictionary<string, string> { ["reason"] = "because" }, cancellationToken: Ct);
        envelope = await line.ReadAsync();
        Assert.True((bool)envelope["accepts_response_payload"]!);
        await line.AcknowledgeAsync(envelope, new JsonObject { ["response_action"] = "errors", ["errors"] = new JsonObject { ["reason"] = "Say more." } });
        Assert.Equal("Say more.", (await sent).Errors["reason"]);

        var command = desk.Acts.CommandAsync(People.Ana, SlackChannel.General, "help", Ct);
        envelope = await line.ReadAsync();
        Assert.Equal(("slash_commands", "/agent"), ((string?)envelope["type"], (string?)envelope["payload"]!["command"]));
        await line.AcknowledgeAsync(envelope, new JsonObject { ["text"] = "Ask me anything." });
        await command;
        Assert.Equal("Ask me anything.", desk.Slack.EphemeralsFor(People.Ana).Single().Text);
        Assert.Empty(desk.Arrivals);
    }

    [Fact]
    public async Task What_is_not_acknowledged_comes_again_perhaps_elsewhere()
    {
        await using var desk = await SlackDesk.StartAsync(new SlackWorkspaceOptions { Patience = TimeSpan.FromMilliseconds(200) });
        using var one = await OpenAsync(desk);
        using var other = await OpenAsync(desk);
        Assert.Equal(2, desk.Slack.SocketCount);
        var said = desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "hello", cancellationToken: Ct);
        var first = await one.ReadAsync();
        var second = await other.ReadAsync();
        Assert.Equal((1, "http_timeout"), ((int)second["retry_attempt"]!, (string?)second["retry_reason"]));
        Assert.Equal((string?)first["payload"]!["event_id"], (string?)second["payload"]!["event_id"]);
        Assert.NotEqual((string?)first["envelope_id"], (string?)second["envelope_id"]);
        await other.AcknowledgeAsync(second);
        Assert.True((await said).Taken);
    }

    [Fact]
    public async Task A_connection_is_warned_and_ended_and_its_address_good_once()
    {
        await using var desk = await SlackDesk.StartAsync();
        var url = await UrlAsync(desk);
        using var line = await SocketEnd.OpenAsync(url);
        await Assert.ThrowsAsync<WebSocketException>(() => SocketEnd.OpenAsync(url));
        await desk.Slack.DisconnectSocketsAsync("warning", cancellationToken: Ct);
        Assert.Equal("warning", (string?)(await line.ReadAsync())["reason"]);
        using var next = await OpenAsync(desk);
        await desk.Slack.DisconnectSocketsAsync("refresh_requested", all: false, cancellationToken: Ct);
        Assert.Equal("refresh_requested", (string?)(await line.ReadAsync())["reason"]);
        Assert.True(await line.IsClosedAsync());
        Assert.Equal(1, desk.Slack.SocketCount);
        var said = desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "hello", cancellationToken: Ct);
        await next.AcknowledgeAsync(await next.ReadAsync());
        Assert.True((await said).Taken);
    }

    [Fact]
    public async Task There_are_ten_connections_at_most_and_without_any_it_comes_by_HTTP()
    {
        await using var desk = await SlackDesk.StartAsync();
        var lines = new List<SocketEnd>();
        for (var i = 0; i < 10; i++)
        {
            lines.Add(await OpenAsync(desk));
        }

        using var eleventh = await OpenAsync(desk);
        Assert.Equal("too_many_websockets", (string?)eleventh.Hello["reason"]);
        desk.Slack.AbortSockets();
        lines.ForEach(line => line.Dispose());
        await desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "hello", cancellationToken: Ct);
        Assert.Single(desk.Arrivals);
    }

    [Fact]
    public async Task Only_the_app_level_token_opens_a_connection()
    {
        await using var desk = await SlackDesk.StartAsync();
        Assert.Equal("not_allowed_token_type", (string?)(await desk.CallAsync("apps.connections.open", new { }))["error"]);
        desk.Token = "xapp-wrong";
        Assert.Equal("invalid_auth", (string?)(await desk.CallAsync("apps.connections.open", new { }))["error"]);
    }

    private static async Task<SocketEnd> OpenAsync(SlackDesk desk) => await SocketEnd.OpenAsync(await UrlAsync(desk));

    private static async Task<Uri> UrlAsync(SlackDesk desk)
    {
        var bot = desk.Token;
        desk.Token = desk.Options.AppToken;
        var opened = await desk.CallAsync("apps.connections.open", new { });
        desk.Token = bot;
        return new Uri((string)opened["url"]!);
    }

    /// <summary>The app's end of a connection.</summary>
    private sealed class SocketEnd : IDisposable
    {
        private readonly ClientWebSocket _socket = new();

        public JsonObject Hello { get; private set; } = [];

        public static async Task<SocketEnd> OpenAsync(Uri url)
        {
            var end = new SocketEnd();
            await end._socket.ConnectAsync(url, Ct);
            end.Hello = await end.ReadAsync();
            return end;
        }

        public async Task<JsonObject> ReadAsync()
        {
            var part = new byte[64 * 1024];
            var kept = new MemoryStream();
            ValueWebSocketReceiveResult read;
            do
            {
                read = await _socket.ReceiveAsync(part.AsMemory(), Ct);
                kept.Write(part, 0, read.Count);
            }
            while (!read.EndOfMessage);
            return (JsonObject)JsonNode.Parse(Encoding.UTF8.GetString(kept.ToArray()))!;
        }

        public async Task<bool> IsClosedAsync() => (await _socket.ReceiveAsync(new byte[16].AsMemory(), Ct)).MessageType == WebSocketMessageType.Close;

        public async Task AcknowledgeAsync(JsonObject envelope, JsonObject? payload = null)
        {
            var answer = new JsonObject { ["envelope_id"] = (string?)envelope["envelope_id"] };
            if (payload is not null)
            {
                answer["payload"] = payload;
            }

            await _socket.SendAsync(Encoding.UTF8.GetBytes(answer.ToJsonString()), WebSocketMessageType.Text, true, Ct);
        }

        public void Dispose() => _socket.Dispose();
    }
}

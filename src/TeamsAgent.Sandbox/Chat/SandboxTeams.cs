using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Chat.Playground;
using TeamsAgent.Sandbox.Chat.Wire;

namespace TeamsAgent.Sandbox.Chat;

/// <summary>
/// A Teams-like workspace on loopback: the Bot Connector, the token issuers of both directions, the sender of activities, and the playground
/// page that plays everybody.
/// </summary>
public sealed class SandboxTeams : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private string? _endpoint;

    private SandboxTeams(WebApplication app, TeamsOptions options, TimeProvider clock)
    {
        _app = app;
        Workspace = new Workspace(clock, options.StatePath);
        Tokens = new BotTokens(clock);
        Entra = new EntraTokens(options, clock);
        Connector = new Connector(Workspace, Entra, Faults, clock);
        Activities = new Activities(() => ServiceUrl, clock);
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The Connector's address, as activities say it.</summary>
    public string ServiceUrl => $"{Address}/teams/";

    /// <summary>What is said.</summary>
    public Workspace Workspace { get; }

    /// <summary>The issuer of the tokens that inbound calls carry.</summary>
    public BotTokens Tokens { get; }

    /// <summary>The issuer of the bot's own tokens.</summary>
    public EntraTokens Entra { get; }

    /// <summary>The REST API.</summary>
    public Connector Connector { get; }

    /// <summary>What goes wrong next.</summary>
    public ConnectorFaults Faults { get; } = new();

    /// <summary>Makes activities.</summary>
    public Activities Activities { get; }

    /// <summary>All messages.</summary>
    public IReadOnlyList<ChatMessage> Messages => Workspace.Messages;

    /// <summary>Starts it.</summary>
    public static async Task<SandboxTeams> StartAsync(TeamsOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var builder = StandIn.Builder(options.Port);
        var app = builder.Build();
        var teams = new SandboxTeams(app, options, clock);
        teams.Tokens.Map(app, () => teams.Address);
        teams.Entra.Map(app, () => teams.Address);
        teams.Connector.Map(app);
        PlaygroundEndpoints.Map(app, teams, options);
        await app.StartAsync(cancellationToken);
        teams.Address = StandIn.AddressOf(app);
        return teams;
    }

    /// <summary>Says where the bot takes activities.</summary>
    public void ConnectBot(string endpoint) => _endpoint = endpoint;

    /// <summary>A person writes a message.</summary>
    /// <param name="from">Who.</param>
    /// <param name="where">Where.</param>
    /// <param name="text">What, without the mention.</param>
    /// <param name="root">The thread's root message, to reply in it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<InboundResult> SayAsync(SandboxPerson from, Conversation where, string text, string? root = null, CancellationToken cancellationToken = default)
    {
        var id = Workspace.Add(where.Id, root, from.Key, new JsonObject { ["type"] = "message", ["text"] = text });
        return await DeliverAsync(id, Activities.Message(from, where, root, id, text), cancellationToken);
    }

    /// <summary>A person presses a button of a card.</summary>
    /// <param name="by">Who.</param>
    /// <param name="messageId">The message with the card.</param>
    /// <param name="verbOrTitle">Which button.</param>
    /// <param name="inputs">What was typed into the card's inputs, by their ids.</param>
    /// <param name="change">Alters the activity before it is sent, as an attacker would.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<InboundResult> PressAsync(
        SandboxPerson by, string messageId, string verbOrTitle, IReadOnlyDictionary<string, string>? inputs = null, Action<JsonObject>? change = null,
        CancellationToken cancellationToken = default)
    {
        var message = Messages.First(m => m.Id == messageId);
        var card = message.Views.GetValueOrDefault(by.Key) ?? message.Card ?? throw new InvalidOperationException("The message has no card.");
        var action = CardActions.Find(card, verbOrTitle) ?? throw new InvalidOperationException($"The card has no button “{verbOrTitle}”.");
        return PressAsync(by, messageId, action, inputs, change, cancellationToken);
    }

    /// <summary>A person presses exactly this button; several of a card may share a verb.</summary>
    /// <param name="by">Who.</param>
    /// <param name="messageId">The message with the card.</param>
    /// <param name="action">The button's action, as the person's card has it.</param>
    /// <param name="inputs">What was typed into the card's inputs, by their ids.</param>
    /// <param name="change">Alters the activity before it is sent, as an attacker would.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<InboundResult> PressAsync(
        SandboxPerson by, string messageId, JsonObject action, IReadOnlyDictionary<string, string>? inputs = null, Action<JsonObject>? change = null,
        CancellationToken cancellationToken = default)
    {
        var message = Messages.First(m => m.Id == messageId);
        var data = action["data"]?.DeepClone() as JsonObject ?? [];
        foreach (var (name, value) in inputs ?? new Dictionary<string, string>())
        {
            data[name] = value;
        }

        var activity = (string?)action["type"] == "Action.Submit"
            ? Activities.Submit(by, message, Workspace.NewId(), data)
            : Activities.Press(by, message, action, data);
        change?.Invoke(activity);
        var result = await DeliverAsync(messageId, activity, cancellationToken);
        if (result.Card is { } view)
        {
            // An update of the shared card that came while the bot answered is newer than the answer.
            Workspace.Change(messageId, m => m.Earlier.Count != message.Earlier.Count ? m : m with
            {
                Views = new Dictionary<string, JsonObject>(m.Views) { [by.Key] = (JsonObject)view.DeepClone() },
            });
        }

        return result;
    }

    /// <summary>Sends an activity with a good token; messages that are not answered in time are sent again, as Teams does.</summary>
    public async Task<InboundResult> DeliverAsync(string messageId, JsonObject activity, CancellationToken cancellationToken = default)
    {
        var body = activity.ToJsonString();
        for (var attempt = 1; ; attempt++)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Patience);
            try
            {
                return await PostRawAsync(body, Tokens.Mint(ServiceUrl), limit.Token) with { MessageId = messageId };
            }
            catch (Exception failed) when (attempt < 3 && !cancellationToken.IsCancellationRequested && failed is HttpRequestException or OperationCanceledException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(300 * attempt), cancellationToken);
            }
        }
    }

    /// <summary>Posts a body to the bot as it is.</summary>
    /// <param name="body">The body.</param>
    /// <param name="token">The bearer token; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<InboundResult> PostRawAsync(string body, string? token, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint ?? throw new InvalidOperationException("The bot is not connected."))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        return new InboundResult("", response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }
}

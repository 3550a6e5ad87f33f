using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Chat.Playground;
using TeamsAgent.Sandbox.Chat.Wire;
using TeamsAgent.Sandbox.Slack;

namespace TeamsAgent.Sandbox.Chat;

/// <summary>
/// A Teams-like workspace on loopback: the Bot Connector, the token issuers of both directions, the sender of activities, and the playground
/// page that plays everybody.
/// </summary>
public sealed class SandboxTeams : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Courier _courier;
    private readonly Deeds _deeds;

    private SandboxTeams(WebApplication app, TeamsOptions options, TimeProvider clock)
    {
        _app = app;
        Workspace = new Workspace(clock, options.StatePath);
        Tokens = new BotTokens(Faults, clock);
        Entra = new EntraTokens(options, Faults, clock);
        Connector = new Connector(Workspace, Entra, Faults, Accounts, options, clock);
        Activities = new Activities(() => ServiceUrl, clock);
        _courier = new Courier(Tokens, Faults, options, () => ServiceUrl, clock);
        _deeds = new Deeds(Workspace, Activities, _courier);
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

    /// <summary>Who is a member, a guest, or no longer there.</summary>
    public Accounts Accounts { get; } = new();

    /// <summary>Makes activities.</summary>
    public Activities Activities { get; }

    /// <summary>The Slack-like workspace that the page shows beside; null for none.</summary>
    public SandboxSlack? Slack { get; private set; }

    /// <summary>All messages.</summary>
    public IReadOnlyList<ChatMessage> Messages => Workspace.Messages;

    /// <summary>Starts it.</summary>
    public static async Task<SandboxTeams> StartAsync(TeamsOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var app = StandIn.Builder(options.Port).Build();
        var teams = new SandboxTeams(app, options, clock);
        teams.Tokens.Map(app, () => teams.Address);
        teams.Entra.Map(app, () => teams.Address);
        teams.Connector.Map(app);
        new ControlEndpoints(teams).Map(app);
        PlaygroundEndpoints.Map(app, teams, options);
        await app.StartAsync(cancellationToken);
        teams.Address = StandIn.AddressOf(app);
        return teams;
    }

    /// <summary>Says where the bot takes activities.</summary>
    public void ConnectBot(string endpoint) => _courier.Endpoint = endpoint;

    /// <summary>Shows a Slack-like workspace on the page, beside this one.</summary>
    public void ConnectSlack(SandboxSlack slack)
    {
        Slack = slack;
        slack.PlaygroundAddress = Address;
    }

    /// <summary>A person writes a message.</summary>
    /// <param name="from">Who.</param>
    /// <param name="where">Where.</param>
    /// <param name="text">What, without the mention.</param>
    /// <param name="root">The thread's root message, to reply in it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<InboundResult> SayAsync(SandboxPerson from, Conversation where, string text, string? root = null, CancellationToken cancellationToken = default) =>
        _deeds.SayAsync(from, where, text, root, cancellationToken);

    /// <summary>A person presses a button of the card that the person sees; the client's own checks are made.</summary>
    /// <param name="by">Who.</param>
    /// <param name="messageId">The message with the card.</param>
    /// <param name="verbOrTitle">Which button.</param>
    /// <param name="inputs">What was typed into the card's inputs, by their ids.</param>
    /// <param name="change">Alters the activity before it is sent, as an attacker would.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<InboundResult> PressAsync(
        SandboxPerson by, string messageId, string verbOrTitle, IReadOnlyDictionary<string, string>? inputs = null, Action<JsonObject>? change = null,
        CancellationToken cancellationToken = default) => _deeds.PressAsync(by, messageId, verbOrTitle, inputs ?? new Dictionary<string, string>(), change, cancellationToken);

    /// <summary>A person presses exactly this button; several of a card may share a verb.</summary>
    /// <param name="by">Who.</param>
    /// <param name="messageId">The message with the card.</param>
    /// <param name="action">The button's action, as the person's card has it.</param>
    /// <param name="inputs">What was typed into the card's inputs, by their ids.</param>
    /// <param name="change">Alters the activity before it is sent, as an attacker would.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<InboundResult> PressAsync(
        SandboxPerson by, string messageId, JsonObject action, IReadOnlyDictionary<string, string>? inputs = null, Action<JsonObject>? change = null,
        CancellationToken cancellationToken = default) => _deeds.PressAsync(by, messageId, CardPress.Of(action, inputs ?? new Dictionary<string, string>()), change, "manual", cancellationToken);

    /// <summary>A person's client sees a card with <c>refresh</c> and asks for the person's own view of it.</summary>
    public Task<InboundResult> RefreshAsync(SandboxPerson by, string messageId, CancellationToken cancellationToken = default) =>
        _deeds.RefreshAsync(by, messageId, cancellationToken);

    /// <summary>A person edits an own message.</summary>
    public Task<InboundResult> EditAsync(SandboxPerson by, string messageId, string text, CancellationToken cancellationToken = default) =>
        _deeds.EditAsync(by, messageId, text, cancellationToken);

    /// <summary>A person deletes an own message.</summary>
    public Task<InboundResult> DeleteAsync(SandboxPerson by, string messageId, CancellationToken cancellationToken = default) =>
        _deeds.DeleteAsync(by, messageId, cancellationToken);

    /// <summary>A person reacts to a message.</summary>
    public Task<InboundResult> ReactAsync(SandboxPerson by, string messageId, string reaction, CancellationToken cancellationToken = default) =>
        _deeds.ReactAsync(by, messageId, reaction, cancellationToken);

    /// <summary>A person installs the app in a conversation: the bot is told as Teams tells it.</summary>
    public Task<InboundResult> InstallAsync(SandboxPerson by, Conversation where, CancellationToken cancellationToken = default)
    {
        if (where.Type == "channel")
        {
            Faults.BotRemoved = false;
        }

        return _deeds.TellOfInstallationAsync(by, where, added: true, cancellationToken);
    }

    /// <summary>A person removes the app from a conversation; in the channel it can write no more.</summary>
    public Task<InboundResult> RemoveAsync(SandboxPerson by, Conversation where, CancellationToken cancellationToken = default)
    {
        if (where.Type == "channel")
        {
            Faults.BotRemoved = true;
        }

        return _deeds.TellOfInstallationAsync(by, where, added: false, cancellationToken);
    }

    /// <summary>Somebody with the right to do so deletes a message of the bot; the bot is not told.</summary>
    public bool DeleteCard(string messageId) => Workspace.Change(messageId, message => message with { Deleted = true });

    /// <summary>Waits for a message, new or updated, that is as wanted.</summary>
    /// <exception cref="TimeoutException">None was seen in time; the message says what there is.</exception>
    public Task<ChatMessage> WaitForAsync(Func<ChatMessage, bool> wanted, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        Workspace.WaitForAsync(messages => messages.LastOrDefault(wanted), timeout ?? TimeSpan.FromSeconds(10), "the message that was waited for", cancellationToken);

    /// <summary>Sends an activity with a good token; messages that are not answered in time are sent again, as Teams does.</summary>
    public Task<InboundResult> DeliverAsync(string messageId, JsonObject activity, CancellationToken cancellationToken = default) =>
        _courier.DeliverAsync(messageId, activity, cancellationToken);

    /// <summary>Posts a body to the bot as it is.</summary>
    /// <param name="body">The body.</param>
    /// <param name="token">The bearer token; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<InboundResult> PostRawAsync(string body, string? token, CancellationToken cancellationToken = default) => _courier.PostAsync(body, token, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _courier.Dispose();
    }
}

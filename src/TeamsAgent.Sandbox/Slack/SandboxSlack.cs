using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Slack.Installs;
using TeamsAgent.Sandbox.Slack.Outbound;
using TeamsAgent.Sandbox.Slack.Sockets;
using TeamsAgent.Sandbox.Slack.Web;

namespace TeamsAgent.Sandbox.Slack;

/// <summary>
/// A Slack-like world on loopback: the Web API, the installation page, Socket Mode, response addresses, and the sender of events, commands and
/// interactions. What people do in it is in <see cref="SlackActs"/>.
/// </summary>
public sealed class SandboxSlack : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SlackWorkspaceOptions _options;
    private readonly TimeProvider _clock;
    private readonly ApiEndpoints _api;
    private readonly Violations _violations = new();

    private SandboxSlack(WebApplication app, SlackWorkspaceOptions options, TimeProvider clock)
    {
        (_app, _options, _clock) = (app, options, clock);
        var file = new SlackFile(options.StatePath);
        Space = new SlackSpace(clock, file);
        Installs = new SlackInstalls(options, clock, file);
        Sockets = new SocketHub(() => Address);
        Courier = new SlackCourier(options, Faults, Sockets, clock);
        Codes = new SlackCodes(clock);
        var triggers = new Triggers(clock);
        var urls = new ResponseUrls(() => Address, clock);
        var events = new EventPayloads(Installs, clock);
        var interactions = new InteractionPayloads(Installs, triggers, urls);
        Membership = new Membership(Space, Installs, options, events, Courier);
        _api = new ApiEndpoints(
            [
                .. new ChatMethods(Space, options, _violations, () => Address).All,
                .. new ViewMethods(Space, options, triggers).All,
                .. new UserMethods(Space, Installs).All,
                .. new ConversationMethods(Space, Installs).All,
                .. new AuthMethods(Installs, Codes, options, () => Address, Sockets.NewUrl, End).All,
            ],
            Installs, Faults, options, _violations, clock);
        Responses = new ResponseEndpoints(Space, urls, Faults, _violations, _api.Record, clock);
        Acts = new SlackActs(
            Membership, Courier,
            new Speaking(Space, Installs, options, events, interactions, Courier, _violations),
            new Pressing(Space, Installs, interactions, Courier),
            new Filling(Space, Installs, interactions, Courier, _violations),
            Space);
        Control = new SlackControl(this);
    }

    /// <summary>Where it listens; the Web API is below <c>/api/</c>.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What is said and shown.</summary>
    public SlackSpace Space { get; }

    /// <summary>Where the app is installed.</summary>
    public SlackInstalls Installs { get; }

    /// <summary>What goes wrong next.</summary>
    public SlackFaults Faults { get; } = new();

    /// <summary>What people do.</summary>
    public SlackActs Acts { get; }

    /// <summary>All messages, those for one person only among them.</summary>
    public IReadOnlyList<SlackMessage> All => Space.Messages;

    /// <summary>Every call of the Web API and of response addresses so far.</summary>
    public IReadOnlyList<SlackApiCall> Calls => _api.Calls;

    /// <summary>What the app did that Slack lets pass, or cannot see, and that it must not do.</summary>
    public IReadOnlyList<string> Violations => _violations.All;

    /// <summary>Whether calls are counted and throttled by method and workspace.</summary>
    public bool Throttles
    {
        get => _api.Throttles;
        set => _api.Throttles = value;
    }

    /// <summary>How many Socket Mode connections there are; while there are some, everything is delivered over them.</summary>
    public int SocketCount => Sockets.Count;

    /// <summary>The page that shows the workspace; links to messages lead there.</summary>
    public string? PlaygroundAddress { get; set; }

    internal SlackCourier Courier { get; }

    internal SocketHub Sockets { get; }

    internal SlackCodes Codes { get; }

    internal Membership Membership { get; }

    internal ResponseEndpoints Responses { get; }

    internal SlackControl Control { get; }

    internal SlackWorkspaceOptions Options => _options;

    /// <summary>Starts it.</summary>
    public static async Task<SandboxSlack> StartAsync(SlackWorkspaceOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var app = StandIn.Builder(options.Port).Build();
        var slack = new SandboxSlack(app, options, clock);
        slack.Sockets.Map(app);
        slack._api.Map(app);
        slack.Responses.Map(app);
        new AuthorizePage(slack.Codes, options, () => slack.Courier.Bot).Map(app);
        slack.Control.Map(app);
        await app.StartAsync(cancellationToken);
        slack.Address = StandIn.AddressOf(app);
        return slack;
    }

    /// <summary>Says where the bot is: the address without a path, which the options know.</summary>
    public void ConnectBot(string agentAddress) => Courier.Bot = agentAddress.TrimEnd('/');

    /// <summary>The messages that everybody in a channel sees, the deleted ones left out.</summary>
    public IReadOnlyList<SlackMessage> Messages(SlackChannel channel) =>
        [.. Space.Messages.Where(message => message.Channel == channel.Id && message is { OnlyFor: null, Deleted: false })];

    /// <summary>The messages between somebody and the bot.</summary>
    public IReadOnlyList<SlackMessage> Messages(SlackMember member) => Messages(SlackChannel.With(member));

    /// <summary>A message, deleted or not.</summary>
    public SlackMessage? Message(string channel, string ts) => Space.Find(channel, ts);

    /// <summary>The Home tab as it was published for somebody.</summary>
    public SlackView? Home(SlackMember member) => Space.Home(member);

    /// <summary>The modals that somebody has open, the lowest first.</summary>
    public IReadOnlyList<SlackView> OpenViews(SlackMember member) => Space.OpenViews(member);

    /// <summary>What only one person was told.</summary>
    public IReadOnlyList<SlackMessage> EphemeralsFor(SlackMember member) => [.. Space.Messages.Where(message => message.OnlyFor == member.Id && !message.Deleted)];

    /// <summary>Waits for a message, new or updated, that is as wanted.</summary>
    /// <exception cref="TimeoutException">None was seen in time; the message says what there is.</exception>
    public Task<SlackMessage> WaitForAsync(Func<SlackMessage, bool> wanted, TimeSpan? timeout = null, CancellationToken cancellationToken = default) => Space.WaitForAsync(
        space => space.Messages.LastOrDefault(message => !message.Deleted && wanted(message)), timeout ?? TimeSpan.FromSeconds(10), "the message that was waited for", cancellationToken);

    /// <summary>Waits for a Home tab that is as wanted.</summary>
    /// <exception cref="TimeoutException">It was not seen in time.</exception>
    public Task<SlackView> WaitForHomeAsync(SlackMember member, Func<SlackView, bool> wanted, TimeSpan? timeout = null, CancellationToken cancellationToken = default) => Space.WaitForAsync(
        space => space.Home(member) is { } home && wanted(home) ? home : null, timeout ?? TimeSpan.FromSeconds(10), $"the home of {member.Name}", cancellationToken);

    /// <summary>Waits for a modal to open for somebody.</summary>
    /// <exception cref="TimeoutException">It was not seen in time.</exception>
    public Task<SlackView> WaitForViewAsync(SlackMember member, Func<SlackView, bool>? wanted = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) => Space.WaitForAsync(
        space => space.OpenViews(member) is [.., var top] && wanted?.Invoke(top) != false ? top : null, timeout ?? TimeSpan.FromSeconds(10), $"a modal of {member.Name}", cancellationToken);

    /// <summary>Signs a body as Slack does: the two headers.</summary>
    /// <param name="body">The body.</param>
    /// <param name="at">When; null for now.</param>
    /// <param name="secret">Another secret than the app's.</param>
    public IReadOnlyDictionary<string, string> Sign(ReadOnlySpan<byte> body, DateTimeOffset? at = null, string? secret = null) =>
        Signatures.Of(secret ?? _options.SigningSecret, body, at ?? _clock.GetUtcNow());

    /// <summary>Tells Socket Mode connections that they end.</summary>
    /// <param name="reason"><c>warning</c>, which leaves them open for a moment; <c>refresh_requested</c>, <c>link_disabled</c> or <c>too_many_websockets</c>, which closes them.</param>
    /// <param name="all">Whether all are told; otherwise the oldest.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task DisconnectSocketsAsync(string reason, bool all = true, CancellationToken cancellationToken = default) => Sockets.DisconnectAsync(reason, all, cancellationToken);

    /// <summary>Breaks Socket Mode connections off without a word.</summary>
    public void AbortSockets() => Sockets.Abort();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Sockets.DisposeAsync();
        await _app.DisposeAsync();
        Courier.Dispose();
    }

    // The app gave back a token, or removed itself: it is told after the answer, as everybody is.
    private void End(SlackInstallation install, bool isGone)
    {
        var told = isGone ? Membership.Uninstall(install.Key) : Membership.EndOf(install, isGone: false);
        _ = Task.Run(async () =>
        {
            foreach (var envelope in told.Where(_ => Courier.Bot is not null))
            {
                await Courier.DeliverAsync(SlackDeliveryKind.Event, envelope, CancellationToken.None);
            }
        });
    }
}

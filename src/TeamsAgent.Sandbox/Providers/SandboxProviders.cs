using TeamsAgent.Sandbox.Providers.Faults;
using TeamsAgent.Sandbox.Providers.GitHub;
using TeamsAgent.Sandbox.Providers.Gmail;
using TeamsAgent.Sandbox.Providers.Google;
using TeamsAgent.Sandbox.Providers.Page;
using TeamsAgent.Sandbox.Providers.Payments;

namespace TeamsAgent.Sandbox.Providers;

/// <summary>
/// The providers that the agent acts at: GitHub, Google Calendar, Gmail and a payments API of the installation's own, below
/// <c>/github</c>, <c>/google</c>, <c>/gmail</c> and <c>/payments</c> of one address; their data is shown at <c>/</c>.
/// </summary>
public sealed class SandboxProviders : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ProviderStore _store;
    private readonly TokenRegistry _tokens;
    private readonly FaultBoard _faults = new();
    private readonly OpenConnections _connections = new();

    private SandboxProviders(ProvidersOptions options, TimeProvider clock, OtherHost otherHost)
    {
        OtherHost = otherHost;
        _store = new ProviderStore(options.StatePath, () => Seed.At(clock.GetUtcNow()));
        _tokens = new TokenRegistry(_store, clock);
        _app = StandIn.Builder(options.Port).Build();
        var pipeline = new ProviderPipeline(_store, _tokens, _faults, _connections, otherHost, clock, _app.Lifetime.ApplicationStopping);
        _app.Use(next => http => pipeline.InvokeAsync(http, next));
        new GitHubEndpoints(_store, _tokens, clock, new IssueJson(() => Address)).Map(_app);
        new CalendarEndpoints(_store, _tokens, clock, new EventJson(() => Address)).Map(_app);
        new GmailEndpoints(_store, _tokens, clock).Map(_app);
        new PaymentEndpoints(_store, _tokens, clock).Map(_app);
        new ControlEndpoints(_store, _faults, _connections, otherHost).Map(_app);
    }

    /// <summary>Where it listens, without a trailing slash.</summary>
    public string Address => StandIn.AddressOf(_app);

    /// <summary>Where redirects point; it records what reaches it.</summary>
    public OtherHost OtherHost { get; }

    /// <summary>Every call that arrived, in order.</summary>
    public IReadOnlyList<ProviderCall> Calls => _store.Read(data => data.Calls.ToArray());

    /// <summary>Every change that was really made, in order.</summary>
    public IReadOnlyList<ProviderEffect> Effects => _store.Read(data => data.Effects.ToArray());

    /// <summary>All issues, deleted ones too.</summary>
    public IReadOnlyList<Issue> Issues => _store.Read(data => data.Issues.ToArray());

    /// <summary>All events, cancelled ones too.</summary>
    public IReadOnlyList<CalendarEvent> Events => _store.Read(data => data.Events.ToArray());

    /// <summary>All mails sent.</summary>
    public IReadOnlyList<SentMail> Mails => _store.Read(data => data.Mails.ToArray());

    /// <summary>All transfers made.</summary>
    public IReadOnlyList<Transfer> Transfers => _store.Read(data => data.Transfers.ToArray());

    /// <summary>The faults that still wait, by provider.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ProviderFault>> WaitingFaults => _faults.Waiting();

    /// <summary>Starts the stand-in.</summary>
    public static async Task<SandboxProviders> StartAsync(ProvidersOptions options, TimeProvider clock, CancellationToken ct)
    {
        var otherHost = await OtherHost.StartAsync(ct);
        var providers = new SandboxProviders(options, clock, otherHost);
        await providers._app.StartAsync(ct);
        return providers;
    }

    /// <summary>Makes an access token that a provider accepts; the tenant's vault calls this when it exchanges.</summary>
    /// <returns>A recognisable text: it begins with <c>provider-token-canary-</c>.</returns>
    public string IssueToken(string auth0UserId, string connection, IReadOnlyList<string> scopes, TimeSpan life) =>
        _tokens.Issue(auth0UserId, connection, scopes, life);

    /// <summary>From now on the person's tokens for this connection are unknown to the provider, as after a revocation there.</summary>
    public void RevokeTokens(string auth0UserId, string connection) => _tokens.Revoke(auth0UserId, connection);

    /// <summary>How many changes a provider really made.</summary>
    public int EffectsOf(string provider) => Effects.Count(effect => effect.Provider == provider);

    /// <summary>Lets a fault strike the next calls of a provider.</summary>
    public void Arm(string provider, ProviderFault fault, int times = 1) => _faults.Add(provider, fault, times);

    /// <summary>Lets a fault strike the next calls of a provider.</summary>
    public void Arm(string provider, ProviderFaultKind kind, int times = 1) => Arm(provider, new ProviderFault(kind), times);

    /// <summary>Forgets the faults that still wait.</summary>
    public void ClearFaults() => _faults.Clear();

    /// <summary>Closes the connections that are kept alive and idle, as a server under pressure does.</summary>
    /// <returns>How many.</returns>
    public int CloseIdleConnections() => _connections.CloseIdle();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await OtherHost.DisposeAsync();
    }
}

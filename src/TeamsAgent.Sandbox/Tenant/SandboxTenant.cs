using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>An Auth0-shaped tenant on loopback: login with a second factor, connected accounts, Token Vault.</summary>
public sealed class SandboxTenant : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TenantDbFile _db;
    private readonly CallRecorder _recorder;
    private readonly Credentials _credentials;

    private SandboxTenant(WebApplication app, TenantDbFile db)
    {
        (_app, _db) = (app, db);
        _recorder = app.Services.GetRequiredService<CallRecorder>();
        _credentials = app.Services.GetRequiredService<Credentials>();
        Faults = new TenantFaults(app.Services);
    }

    /// <summary>Where it listens, without a trailing slash.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The issuer of its tokens, with the trailing slash that Auth0's have.</summary>
    public string Issuer => Address + "/";

    /// <summary>What it has received, oldest first.</summary>
    public IReadOnlyList<TenantCall> Calls => _recorder.Calls;

    /// <summary>What can be made to go wrong.</summary>
    public TenantFaults Faults { get; }

    /// <summary>Starts a tenant.</summary>
    public static async Task<SandboxTenant> StartAsync(TenantOptions options, TimeProvider clock, CancellationToken ct)
    {
        if (options.StatePath is { } path)
        {
            Directory.CreateDirectory(path);
        }

        var db = new TenantDbFile(options.StatePath);
        var builder = StandIn.Builder(options.Port);
        builder.AddTenant(options, clock, db, SigningKeys.Load(options.StatePath));
        var app = builder.Build();
        var tenant = new SandboxTenant(app, db);
        try
        {
            app.MapTenant(tenant.Faults);
            await tenant.PrepareAsync(options, ct);
            await app.StartAsync(ct);
            tenant.Listen();
            return tenant;
        }
        catch
        {
            await tenant.DisposeAsync();
            throw;
        }
    }

    /// <summary>Registers a client, or changes one: an application that listens on a free port is known only after it has started.</summary>
    public async Task RegisterAsync(TenantClient client, CancellationToken ct = default)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await ClientRegistry.SaveAsync(scope.ServiceProvider, client, ct);
    }

    /// <summary>A one-time code that would be accepted from the person now; null if all are used and the clock must move on.</summary>
    public string? UnusedCode(SandboxPerson person) => _credentials.UnusedCode(person);

    /// <summary>Forgets what was received so far.</summary>
    public void ForgetCalls() => _recorder.Clear();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _db.Dispose();
    }

    private async Task PrepareAsync(TenantOptions options, CancellationToken ct)
    {
        await using (var scope = _app.Services.CreateAsyncScope())
        {
            _db.Prepare(scope.ServiceProvider.GetRequiredService<TenantDb>());
        }

        foreach (var client in options.Clients)
        {
            await RegisterAsync(client, ct);
        }
    }

    // The port is known only now, and with it the issuer.
    private void Listen()
    {
        Address = StandIn.AddressOf(_app);
        _app.Services.GetRequiredService<TenantDirectory>().Issuer = Issuer;
        _app.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue.Issuer = new Uri(Issuer);
    }
}

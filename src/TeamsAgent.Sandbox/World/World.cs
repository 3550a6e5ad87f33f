using System.Net;
using System.Net.Sockets;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Sandbox.Model;
using TeamsAgent.Sandbox.Providers;
using TeamsAgent.Sandbox.Slack;
using TeamsAgent.Sandbox.Tenant;

namespace TeamsAgent.Sandbox;

/// <summary>The whole local world: the stand-ins and the product, each on its own port of loopback, talking real HTTP.</summary>
public sealed class World : IAsyncDisposable
{
    private readonly WorldFolder _folder;
    private readonly SandboxSlack? _slack;

    private World(WorldOptions options, WorldFolder folder, SandboxProviders providers, SandboxTenant tenant, SandboxModel model, SandboxTeams teams, SandboxSlack? slack, Product product)
    {
        (Options, _folder, Providers, Tenant, Model, Teams, _slack, Product) = (options, folder, providers, tenant, model, teams, slack, product);
    }

    /// <summary>How it was started.</summary>
    public WorldOptions Options { get; }

    /// <summary>The providers' APIs.</summary>
    public SandboxProviders Providers { get; }

    /// <summary>The identity tenant with its Token Vault.</summary>
    public SandboxTenant Tenant { get; }

    /// <summary>The model.</summary>
    public SandboxModel Model { get; }

    /// <summary>The Teams-like chat and the playground page.</summary>
    public SandboxTeams Teams { get; }

    /// <summary>The Slack-like workspace.</summary>
    public SandboxSlack Slack => _slack ?? throw new InvalidOperationException("This world has no Slack; start it with WorldOptions.Slack.");

    /// <summary>The product.</summary>
    public Product Product { get; }

    /// <summary>The folder that everything is kept in.</summary>
    public string Folder => _folder.Path;

    /// <summary>Starts everything; what was started is ended again if a later part fails.</summary>
    public static async Task<World> StartAsync(WorldOptions options, CancellationToken cancellationToken)
    {
        var folder = WorldFolder.Of(options.StatePath);
        var started = new Stack<IAsyncDisposable>();
        try
        {
            int Port(int offset) => options.FirstPort == 0 ? 0 : options.FirstPort + offset;
            T Keep<T>(T part)
                where T : IAsyncDisposable
            {
                started.Push(part);
                return part;
            }

            var agentPort = options.FirstPort == 0 ? FreePort() : Port(4);
            var agentAddress = $"http://127.0.0.1:{agentPort}";
            var providers = Keep(await SandboxProviders.StartAsync(new ProvidersOptions { Port = Port(2), StatePath = folder.Kept("providers") }, options.Clock, cancellationToken));
            var tenant = Keep(await SandboxTenant.StartAsync(Settings.Tenant(Port(1), folder, providers, agentAddress), options.Clock, cancellationToken));
            var model = Keep(await SandboxModel.StartAsync(new ModelOptions { Port = Port(3), ApiKey = Settings.ModelKey }, options.Clock, cancellationToken));
            var teams = Keep(await SandboxTeams.StartAsync(Settings.Teams(Port(0), folder, agentAddress, tenant, providers), options.Clock, cancellationToken));
            var slack = options.Slack ? Keep(await SandboxSlack.StartAsync(Settings.Slack(Port(5), folder), options.Clock, cancellationToken)) : null;
            if (slack is not null)
            {
                slack.ConnectBot(agentAddress);
                teams.ConnectSlack(slack);
            }

            var settings = Settings.Product(options, folder, agentAddress, providers, tenant, model, teams, slack);
            var product = Keep(await Product.StartAsync(agentAddress, settings, options, cancellationToken));
            teams.ConnectBot(agentAddress + "/api/messages");
            var world = new World(options, folder, providers, tenant, model, teams, slack, product);
            await Onboarding.RunAsync(world, cancellationToken);
            return world;
        }
        catch
        {
            while (started.TryPop(out var part))
            {
                await part.DisposeAsync();
            }

            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        if (_slack is not null)
        {
            await _slack.DisposeAsync();
        }

        await Teams.DisposeAsync();
        await Model.DisposeAsync();
        await Tenant.DisposeAsync();
        await Providers.DisposeAsync();
        _folder.Dispose();
    }

    // Below the range that outgoing connections take theirs from: what is free now must be free still when the product starts.
    private static int FreePort()
    {
        for (var tries = 0; ; tries++)
        {
            var port = Random.Shared.Next(12_000, 32_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException) when (tries < 100)
            {
                // Taken; another one.
            }
        }
    }
}

using System.Net;
using System.Net.Sockets;
using JasperFx;
using JasperFx.CodeGeneration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Identity;
using TeamsAgent.Policies;
using TeamsAgent.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Tenant;
using TeamsAgent.Storage;
using TeamsAgent.Words;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Storage.Sqlite;
using Wolverine;
using Wolverine.EntityFrameworkCore;
using Wolverine.Sqlite;

namespace TeamsAgent.Tests.Identity;

/// <summary>The identity stage with real storage and pages, beside a running tenant; the chat and the executor are played by the test.</summary>
internal sealed class IdentityHost : IAsyncDisposable
{
    public const string ClientId = "teamsagent";
    public const string ClientSecret = "sandbox-client-secret-canary";
    public const string Repo = "repo";

    private readonly string _folder;
    private readonly int _port;
    private readonly Dictionary<string, string?> _settings;
    private WebApplication _app = null!;
    private int _issued;

    private IdentityHost(string folder, int port, FakeTimeProvider clock, Dictionary<string, string?> settings) => (_folder, _port, Clock, _settings) = (folder, port, clock, settings);

    public FakeTimeProvider Clock { get; }

    public SandboxTenant Tenant { get; private set; } = null!;

    public CapturedLog Log { get; } = new();

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public string DatabasePath => _settings["Storage:SqlitePath"]!;

    public string KeyRingPath => _settings["Identity:KeyRingPath"]!;

    /// <summary>Every provider token that was made, in order.</summary>
    public List<(string User, string Connection, string Token)> Issued { get; } = [];

    public static async Task<IdentityHost> StartAsync(Action<Dictionary<string, string?>>? set = null, bool tokenVault = true, bool myAccount = true)
    {
        var folder = Directory.CreateTempSubdirectory("identity").FullName;
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero));
        var settings = new Dictionary<string, string?>
        {
            ["Auth0:ClientId"] = ClientId, ["Auth0:ClientSecret"] = ClientSecret,
            ["Auth0:Connections:github:Title"] = "GitHub", ["Auth0:Connections:google-oauth2:Title"] = "Google", ["Auth0:Connections:google-oauth2:ConnectScopes:0"] = "openid",
            ["Identity:KeyRingPath"] = Path.Combine(folder, "keys"), ["Identity:ReconnectRetryDelay"] = "00:00:00",
            ["Storage:SqlitePath"] = Path.Combine(folder, "data", "identity.db"),
        };
        var host = new IdentityHost(folder, FreePort(), clock, settings);
        settings["Agent:PublicBaseUrl"] = host.Address.AbsoluteUri;
        host.Tenant = await SandboxTenant.StartAsync(
            new TenantOptions
            {
                CodeStepsAhead = 20,
                IssueProviderToken = host.Issue,
                Connections =
                [
                    new TenantConnection { Name = "github", Title = "GitHub", Scopes = new Dictionary<string, string> { [Repo] = "Read and change your repositories", ["gist"] = "Gists" } },
                    new TenantConnection { Name = "google-oauth2", Title = "Google", ScopeSeparator = ",", Scopes = new Dictionary<string, string> { ["openid"] = "Who you are", ["calendar"] = "Your calendar", ["email"] = "Your address" } },
                ],
            },
            clock, Ct);
        await host.Tenant.RegisterAsync(
            new TenantClient
            {
                ClientId = ClientId, ClientSecret = ClientSecret, TokenVault = tokenVault, MyAccount = myAccount,
                RedirectUris = [new Uri(host.Address, "/signin/callback").AbsoluteUri, new Uri(host.Address, "/signin/connected").AbsoluteUri],
            }, Ct);
        settings["Auth0:Issuer"] = host.Tenant.Issuer;
        set?.Invoke(settings);
        Directory.CreateDirectory(Path.GetDirectoryName(host.DatabasePath)!);
        await using (var db = new SqliteAgentDbContext(new DbContextOptionsBuilder<SqliteAgentDbContext>().UseSqlite(host.ConnectionString).Options))
        {
            await db.Database.EnsureCreatedAsync(Ct);
        }

        await host.RunAppAsync();
        return host;
    }

    /// <summary>Ends the product's process and starts another one on the same files.</summary>
    public async Task RestartAsync()
    {
        await _app.DisposeAsync();
        await RunAppAsync();
    }

    public Task<TResult> RunAsync<TService, TResult>(Func<TService, Task<TResult>> work)
        where TService : notnull => Get<Scopes>().RunAsync(work);

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public IReadOnlyList<RouteEndpoint> Endpoints => [.. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <summary>A person with one Teams account, linked or not.</summary>
    public Task<Person> PersonAsync(SandboxPerson who, string? name = null) => RunAsync<PersonStore, Person>(people =>
        people.FindOrAddAsync(ChatOf(who), name ?? who.Name, who.TeamsId, "Europe/Berlin", "en-US", Ct));

    public static ChatIdentity ChatOf(SandboxPerson who) => new("teams", People.TeamsTenantId, who.AadObjectId);

    /// <summary>A message that was received and waits to be handled.</summary>
    public async Task<string> InboxAsync()
    {
        var key = $"teams|{Guid.NewGuid():N}";
        await RunAsync<UnitOfWork, int>(work =>
        {
            work.Db.Add(new InboxRow { Key = key, Channel = "teams", ReceivedAt = Clock.GetUtcNow(), NextAt = Clock.GetUtcNow(), Payload = "{}" });
            return work.Db.SaveChangesAsync(Ct);
        });
        return key;
    }

    public Task<List<TRow>> RowsAsync<TRow>()
        where TRow : class => RunAsync<UnitOfWork, List<TRow>>(work => work.Db.Set<TRow>().AsNoTracking().ToListAsync(Ct));

    public async Task<IReadOnlyList<string>> AuditedAsync() => (await RowsAsync<AuditRow>()).OrderBy(row => row.Seq).Select(row => row.Kind).ToList();

    /// <summary>Links a person from the first click to the typed code.</summary>
    public async Task<Person> LinkAsync(SandboxPerson who, SandboxPerson? loginAs = null)
    {
        var person = await PersonAsync(who);
        using var visit = new Visit(this);
        await visit.OpenAsync(await TicketAsync(new TicketRequest(TicketKind.Link, person.Id, ChatOf(who))));
        var page = await visit.FinishAsync(loginAs ?? who);
        var result = await ConfirmAsync(person, ChatOf(who), page.Code);
        Assert.Equal(LinkOutcome.Linked, result.Outcome);
        return await PersonAsync(who);
    }

    /// <summary>The Slack account of a person; a person of its own until it is linked.</summary>
    public Task<Person> SlackPersonAsync(SandboxPerson who) => RunAsync<PersonStore, Person>(people =>
        people.FindOrAddAsync(SlackOf(who), who.Name, who.SlackId, "Europe/Berlin", "en-US", Ct));

    public static ChatIdentity SlackOf(SandboxPerson who) => new("slack", People.SlackTeamId, who.SlackId);

    /// <summary>Links a person's Slack account, logging in as somebody.</summary>
    public async Task<LinkResult> LinkSlackAsync(SandboxPerson who, SandboxPerson loginAs)
    {
        var person = await SlackPersonAsync(who);
        using var visit = new Visit(this);
        await visit.OpenAsync(await TicketAsync(new TicketRequest(TicketKind.Link, person.Id, SlackOf(who))));
        var page = await visit.FinishAsync(loginAs);
        return await ConfirmAsync(person, SlackOf(who), page.Code);
    }

    public async Task<LinkResult> ConfirmAsync(Person person, ChatIdentity chat, string code)
    {
        var key = await InboxAsync();
        return await RunAsync<LinkCodes, LinkResult>(codes => codes.ConfirmAsync(person, chat, code, key, Ct));
    }

    public Task<Uri> TicketAsync(TicketRequest request) => Get<LinkTickets>().IssueAsync(request, Ct);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Tenant.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string ConnectionString => new SqliteConnectionStringBuilder { DataSource = DatabasePath, DefaultTimeout = 30 }.ToString();

    private async Task RunAppAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port));
        builder.Services.AddSingleton<TimeProvider>(Clock).AddSingleton(new CurrentPolicy(Policy)).AddSingleton<Scopes>().AddScoped<UnitOfWork>()
            .AddRequests().AddWords(builder.Configuration).AddIdentity(builder.Configuration).AddScoped<SubmitScope>().AddScoped<RequestChange>();
        builder.Host.UseWolverine(options =>
        {
            options.Durability.Mode = DurabilityMode.Solo;
            options.PersistMessagesWithSqlite(ConnectionString);
            options.Services.AddDbContextWithWolverineIntegration<AgentDbContext>(db => db.UseSqlite(ConnectionString));
            options.UseEntityFrameworkCoreTransactions();
            options.Policies.UseDurableLocalQueues();
            options.Discovery.DisableConventionalDiscovery();
            options.CodeGeneration.TypeLoadMode = TypeLoadMode.Dynamic;
            options.AutoBuildMessageStorageOnStartup = AutoCreate.CreateOrUpdate;
        });
        _app = builder.Build();
        _app.MapIdentity();
        await _app.StartAsync(Ct);
    }

    private string Issue(string user, string connection, IReadOnlyList<string> scopes)
    {
        var token = $"provider-token-canary-{Interlocked.Increment(ref _issued)}";
        lock (Issued)
        {
            Issued.Add((user, connection, token));
        }

        return token;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Policy Policy { get; } = new(
        "0000000000000000000000000000000000000000000000000000000000000000",
        new Dictionary<string, Group> { ["managers"] = new("managers", [], [People.Ben.Email, People.Ada.Email]) },
        Enum.GetValues<Risk>().ToDictionary(risk => risk, risk => new RiskDefault(
            risk == Risk.Critical ? Level.StepUp : Level.Approval, [new ApproverRule("managers", 1)], TimeSpan.FromHours(8))),
        []);
}

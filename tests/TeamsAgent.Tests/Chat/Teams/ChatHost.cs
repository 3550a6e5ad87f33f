using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using JasperFx;
using JasperFx.CodeGeneration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TeamsAgent.Actions;
using TeamsAgent.Chat;
using TeamsAgent.Chat.Teams;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity;
using TeamsAgent.Planning;
using TeamsAgent.Policies;
using TeamsAgent.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage;
using TeamsAgent.Words;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Storage.Sqlite;
using TeamsAgent.Tests.Chat.Cards;
using TeamsAgent.Tests.Planning;
using Wolverine;
using Wolverine.EntityFrameworkCore;
using Wolverine.Sqlite;
using Wolverine.Tracking;

namespace TeamsAgent.Tests.Chat.Teams;

/// <summary>The chat stage with real storage, messages, use cases and both of its wires; planning and execution are played by the test.</summary>
internal sealed class ChatHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private ChatHost(WebApplication app, string folder, BotService service, MovedClock clock)
    {
        (_app, _folder, Service, Clock) = (app, folder, service, clock);
        Client = new HttpClient { BaseAddress = new Uri(StandIn.AddressOf(app)) };
    }

    /// <summary>A thread of a channel that nobody else uses.</summary>
    public static Place Thread() => new("teams", People.TeamsTenantId, $"19:{Guid.NewGuid():N}@thread.tacv2;messageid=1750000000001", Personal: false);

    public BotService Service { get; }

    public MovedClock Clock { get; }

    public HttpClient Client { get; }

    public ChatInbox Inbox => Get<ChatInbox>();

    public static async Task<ChatHost> StartAsync(
        Action<Dictionary<string, string?>>? set = null, string environment = "Development", Policy? policy = null)
    {
        var folder = Directory.CreateTempSubdirectory("chat").FullName;
        var service = await BotService.StartAsync();
        var clock = new MovedClock();
        var settings = Settings(service);
        set?.Invoke(settings);
        var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "chat.db"), ForeignKeys = true, DefaultTimeout = 30 }.ToString();
        await using (var db = new SqliteAgentDbContext(new DbContextOptionsBuilder<SqliteAgentDbContext>().UseSqlite(connection).Options))
        {
            await db.Database.EnsureCreatedAsync();
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;");
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment, ContentRootPath = folder });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(new CurrentPolicy(policy ?? ManagersDecide)).AddSingleton<Scopes>().AddScoped<UnitOfWork>()
            .AddRequests().AddWords(builder.Configuration).AddActions(builder.Configuration).AddPlanning(builder.Configuration).AddChat(builder.Configuration, new TeamsPlatform()).AddIdentity(builder.Configuration);
        builder.Host.UseWolverine(options =>
        {
            options.ApplicationAssembly = typeof(AnnounceHandler).Assembly;
            options.Durability.Mode = DurabilityMode.Solo;
            options.PersistMessagesWithSqlite(connection);
            options.Services.AddDbContextWithWolverineIntegration<AgentDbContext>(db => db.UseSqlite(connection));
            options.UseEntityFrameworkCoreTransactions();
            options.Policies.UseDurableLocalQueues();
            options.Discovery.DisableConventionalDiscovery().IncludeType<AnnounceHandler>().IncludeType<NoteHandler>();
            options.CodeGeneration.TypeLoadMode = TypeLoadMode.Dynamic;
            options.AutoBuildMessageStorageOnStartup = AutoCreate.CreateOrUpdate;
        });
        var app = builder.Build();
        try
        {
            app.MapChat();
            await app.StartAsync();
            return new ChatHost(app, folder, service, clock);
        }
        catch
        {
            await service.DisposeAsync();
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public static Dictionary<string, string?> Settings(BotService service) => new()
    {
        ["Teams:AppId"] = People.BotAppId, ["Teams:TenantId"] = People.TeamsTenantId, ["Teams:ClientSecret"] = BotService.Secret,
        ["Teams:AllowedTenants:0"] = People.TeamsTenantId, ["Teams:MetadataAddress"] = service.Address + "/openid",
        ["Teams:TokenAuthority"] = service.Address, ["Teams:AllowedServiceHosts:0"] = "127.0.0.1", ["Teams:AllowedServiceHosts:1"] = "smba.trafficmanager.net",
        ["Agent:PublicBaseUrl"] = "https://agent.contoso.example", ["Identity:KeyRingPath"] = "keys",
        ["Auth0:Issuer"] = "https://tenant.contoso.example/", ["Auth0:ClientId"] = "agent", ["Auth0:ClientSecret"] = "secret-of-the-tests",
        ["Planning:Endpoint"] = "http://127.0.0.1:9", ["Planning:Model"] = "none", ["Planning:ApiKey"] = "none-of-it",
    };

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Task<TResult> RunAsync<TService, TResult>(Func<TService, Task<TResult>> work)
        where TService : notnull => Get<Scopes>().RunAsync(work);

    /// <summary>Acts, and waits until everything that follows has been handled.</summary>
    public async Task QuietAsync(Func<Task> act) => await _app.TrackActivity().Timeout(TimeSpan.FromSeconds(30)).DoNotAssertOnExceptionsDetected()
        .ExecuteAndWaitAsync((Func<IMessageContext, Task>)(async _ =>
        {
            await act();
            await Inbox.IdleAsync(CancellationToken.None);
        }));

    public async Task<HttpResponseMessage> SendAsync(string body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + (token ?? Service.Token(now: Clock.GetUtcNow())));
        return await Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> SendAsync(JsonObject activity) => SendAsync(activity.ToJsonString());

    /// <summary>Sends, waits for everything that follows, and reads the answer.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> DeliverAsync(JsonObject activity)
    {
        (HttpStatusCode, JsonNode?) result = default;
        await QuietAsync(async () =>
        {
            using var answer = await SendAsync(activity);
            var text = await answer.Content.ReadAsStringAsync();
            result = (answer.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null);
        });
        return result;
    }

    /// <summary>A person who has written before, with a linked login.</summary>
    public Task<Person> PersonAsync(SandboxPerson who, bool linked = true) => RunAsync<UnitOfWork, Person>(async work =>
    {
        var people = new PersonStore(work, Clock);
        var person = await people.FindOrAddAsync(new ChatIdentity("teams", People.TeamsTenantId, who.AadObjectId), who.Name, who.TeamsId, "Europe/Madrid", "en-GB", default);
        if (linked)
        {
            await work.Db.Set<PersonRow>().Where(row => row.Id == person.Id.Value)
                .ExecuteUpdateAsync(row => row.SetProperty(p => p.Auth0User, who.Auth0UserId).SetProperty(p => p.VerifiedEmail, who.Email));
        }

        return await people.GetAsync(person.Id, default);
    });

    /// <summary>Ana's plan is put up, and its card posted.</summary>
    public async Task<ApprovalRequest> PutUpAsync(Place? place = null, params PlanStep[] steps)
    {
        var (ana, where) = (await PersonAsync(People.Ana), place ?? Thread());
        await PersonAsync(People.Ben);
        await PersonAsync(People.Ada);
        await SeeAsync(where, where.Personal ? ana.Id : null);
        ApprovalRequest request = null!;
        await QuietAsync(() => RunAsync<SubmitRequest, bool>(async submit =>
        {
            request = await submit.AddAsync(new SubmitCommand(null, ana, where, "open an issue", new Plan(steps.Length > 0 ? steps : [SomeCard.Issue()], [])), default);
            return true;
        }, commit: true));
        return request;
    }

    /// <summary>A request changes as the executor or the sweep would change it.</summary>
    public Task ChangeAsync(ApprovalRequest request, Func<ApprovalRequest, Transition> change) => QuietAsync(() => RunAsync<UnitOfWork, bool>(async work =>
    {
        var requests = new RequestStore(work);
        var before = (await requests.FindAsync(request.Id, default))!;
        requests.Update(before, Assert.IsType<Transition.Done>(change(before)));
        await work.CommitAsync(default);
        return true;
    }));

    /// <summary>The card of a request as it was posted in its place, and the message that it is in.</summary>
    public async Task<(JsonNode Card, string MessageId)> PostedAsync(ApprovalRequest request)
    {
        var row = (await RowsAsync<PostedCardRow>()).Single(r => r.RequestId == request.Id.Value && r.ConversationId == request.Place.Conversation);
        var newest = Service.Calls.Last(call => call.Conversation == request.Place.Conversation && call.Card is not null);
        return (newest.Card!, row.MessageId!);
    }

    /// <summary>Somebody presses a button of a request's card in its place.</summary>
    public async Task<JsonNode> PressAsync(ApprovalRequest request, SandboxPerson who, string verb, string? reason = null, Action<JsonObject>? alter = null)
    {
        var (card, message) = await PostedAsync(request);
        var press = SomeActivity.Press(Service, who, card, message, verb, reason, request.Place.Conversation, request.Place.Personal);
        alter?.Invoke(press);
        var (status, body) = await DeliverAsync(press);
        Assert.Equal(HttpStatusCode.OK, status);
        return body!;
    }

    public async Task SeeAsync(Place place, PersonId? with = null) => await RunAsync<ConversationStore, bool>(async conversations =>
    {
        await conversations.SeenAsync(new Conversation(place.Channel, place.Tenant, place.Conversation, Service.ServiceUrl, "28:" + People.BotAppId), place.Personal, with, default);
        return true;
    });

    public async Task<ApprovalRequest> NowAsync(ApprovalRequest request) => (await RunAsync<RequestStore, ApprovalRequest?>(store => store.FindAsync(request.Id, default)))!;

    public Task<List<TRow>> RowsAsync<TRow>()
        where TRow : class => RunAsync<UnitOfWork, List<TRow>>(work => work.Db.Set<TRow>().AsNoTracking().ToListAsync());

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Service.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<TResult> RunAsync<TService, TResult>(Func<TService, Task<TResult>> work, bool commit)
        where TService : notnull
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var result = await work(scope.ServiceProvider.GetRequiredService<TService>());
        if (commit)
        {
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(default);
        }

        return result;
    }

    public static Policy ManagersDecide { get; } = new(
        "0000000000000000000000000000000000000000000000000000000000000000",
        new Dictionary<string, Group> { ["managers"] = new("managers", [], [People.Ben.Email, People.Ada.Email]) },
        Enum.GetValues<Risk>().ToDictionary(risk => risk, risk => new RiskDefault(
            risk == Risk.Critical ? Level.StepUp : Level.Approval, [new ApproverRule("managers", 1)], TimeSpan.FromHours(8))),
        []);
}

/// <summary>One host for a class of tests.</summary>
public sealed class ChatFixture : IAsyncLifetime
{
    internal ChatHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await ChatHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

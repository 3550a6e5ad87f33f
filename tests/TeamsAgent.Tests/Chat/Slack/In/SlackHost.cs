using System.Net;
using System.Security.Cryptography;
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
using TeamsAgent.Chat.Slack;
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
using TeamsAgent.Tests.Worlds;
using Wolverine;
using Wolverine.EntityFrameworkCore;
using Wolverine.Sqlite;
using Wolverine.Tracking;

namespace TeamsAgent.Tests.Chat.Slack.In;

/// <summary>The chat stage with Slack alone, real storage, messages and use cases, over HTTP; planning and execution are played by the test.</summary>
internal sealed class SlackHost : IAsyncDisposable
{
    public const string Secret = "signing-secret-of-the-tests";
    public const string Channel = "C0GENERAL1";

    private readonly WebApplication _app;
    private readonly string _folder;

    private SlackHost(WebApplication app, string folder, FakeSlack slack, MovedClock clock, KeptLog log)
    {
        (_app, _folder, Slack, Clock, Log) = (app, folder, slack, clock, log);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(StandIn.AddressOf(app)) };
    }

    public FakeSlack Slack { get; }

    public MovedClock Clock { get; }

    public HttpClient Client { get; }

    public KeptLog Log { get; }

    public ChatInbox Inbox => Get<ChatInbox>();

    public static async Task<SlackHost> StartAsync(Action<Dictionary<string, string?>, FakeSlack>? set = null, Policy? policy = null)
    {
        var folder = Directory.CreateTempSubdirectory("slack").FullName;
        var (slack, clock, log) = (await FakeSlack.StartAsync(), new MovedClock(), new KeptLog());
        slack.BotIsIn[Channel] = true;
        var settings = Settings(slack);
        set?.Invoke(settings, slack);
        var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "slack.db"), ForeignKeys = true, DefaultTimeout = 30 }.ToString();
        await using (var db = new SqliteAgentDbContext(new DbContextOptionsBuilder<SqliteAgentDbContext>().UseSqlite(connection).Options))
        {
            await db.Database.EnsureCreatedAsync();
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;");
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = folder });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(new CurrentPolicy(policy ?? ManagersDecide())).AddSingleton<Scopes>().AddScoped<UnitOfWork>()
            .AddRequests().AddWords(builder.Configuration).AddActions(builder.Configuration).AddPlanning(builder.Configuration).AddChat(builder.Configuration, new SlackPlatform()).AddIdentity(builder.Configuration);
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
            return new SlackHost(app, folder, slack, clock, log);
        }
        catch
        {
            await slack.DisposeAsync();
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public static Dictionary<string, string?> Settings(FakeSlack slack) => new()
    {
        ["Slack:AppId"] = People.SlackAppId, ["Slack:SigningSecret"] = Secret, ["Slack:BotToken"] = FakeSlack.BotToken, ["Slack:AllowedTeams:0"] = People.SlackTeamId,
        ["Slack:ClientId"] = "1000.2000", ["Slack:ClientSecret"] = "client-secret-of-the-tests", ["Slack:ApiBaseUrl"] = slack.Address + "/api/",
        ["Slack:AuthorizeUrl"] = slack.Address + "/oauth/v2/authorize", ["Slack:ResponseHost"] = slack.Host,
        ["Agent:PublicBaseUrl"] = "https://agent.contoso.example", ["Identity:KeyRingPath"] = "keys",
        ["Auth0:Issuer"] = "https://tenant.contoso.example/", ["Auth0:ClientId"] = "agent", ["Auth0:ClientSecret"] = "secret-of-the-tests",
        ["Planning:Endpoint"] = "http://127.0.0.1:9", ["Planning:Model"] = "none", ["Planning:ApiKey"] = "none-of-it",
    };

    /// <summary>Settings without a token: workspaces install.</summary>
    public static void Installable(Dictionary<string, string?> settings, FakeSlack slack) => settings["Slack:BotToken"] = "";

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

    /// <summary>The headers of a signature.</summary>
    public (string Timestamp, string Signature) Sign(byte[] body, TimeSpan age = default, string secret = Secret)
    {
        var timestamp = (Clock.GetUtcNow() - age).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        byte[] text = [.. Encoding.ASCII.GetBytes($"v0:{timestamp}:"), .. body];
        return (timestamp, "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), text)));
    }

    /// <summary>Sends bytes, signed as Slack does it unless the test alters that.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, byte[] body, string contentType, Action<HttpRequestMessage>? alter = null, TimeSpan age = default, string secret = Secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        var (timestamp, signature) = Sign(body, age, secret);
        request.Headers.TryAddWithoutValidation("X-Slack-Request-Timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("X-Slack-Signature", signature);
        alter?.Invoke(request);
        return await Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> EventAsync(JsonNode envelope) => SendAsync("/slack/events", Encoding.UTF8.GetBytes(envelope.ToJsonString()), "application/json");

    public Task<HttpResponseMessage> CommandAsync(Dictionary<string, string> fields) => SendAsync("/slack/commands", Form(fields), "application/x-www-form-urlencoded");

    public Task<HttpResponseMessage> InteractAsync(JsonNode payload) =>
        SendAsync("/slack/interactivity", Form(new() { ["payload"] = payload.ToJsonString() }), "application/x-www-form-urlencoded");

    public static byte[] Form(Dictionary<string, string> fields) =>
        Encoding.UTF8.GetBytes(string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")));

    /// <summary>Sends, waits for everything that follows, and reads the answer.</summary>
    public async Task<(HttpStatusCode Status, string Body)> DeliverAsync(Func<Task<HttpResponseMessage>> send)
    {
        (HttpStatusCode, string) result = default;
        await QuietAsync(async () =>
        {
            using var answer = await send();
            result = (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        });
        return result;
    }

    /// <summary>A person who has written before, with a linked login.</summary>
    public Task<Person> PersonAsync(SandboxPerson who, string tenant = People.SlackTeamId) => RunAsync<UnitOfWork, Person>(async work =>
    {
        var people = new PersonStore(work, Clock);
        var person = await people.FindOrAddAsync(new ChatIdentity("slack", tenant, who.SlackId), who.Name, who.SlackId, "Europe/Madrid", "en-GB", default);
        await work.Db.Set<PersonRow>().Where(row => row.Id == person.Id.Value)
            .ExecuteUpdateAsync(row => row.SetProperty(p => p.Auth0User, who.Auth0UserId).SetProperty(p => p.VerifiedEmail, who.Email));
        return await people.GetAsync(person.Id, default);
    });

    /// <summary>Ana's plan is put up in a channel's thread, and its card posted.</summary>
    public async Task<ApprovalRequest> PutUpAsync(string? conversation = null)
    {
        var (ana, place) = (await PersonAsync(People.Ana), new Place("slack", People.SlackTeamId, conversation ?? $"{Channel}:1780000000.{Random.Shared.Next(100000, 999999)}", Personal: false));
        await PersonAsync(People.Ben);
        await RunAsync<ConversationStore, bool>(async conversations =>
        {
            await conversations.SeenAsync(new Conversation("slack", place.Tenant, place.Conversation, People.SlackTeamId, People.SlackBotUserId), false, null, default);
            return true;
        });
        ApprovalRequest request = null!;
        await QuietAsync(async () =>
        {
            await using var scope = _app.Services.CreateAsyncScope();
            request = await scope.ServiceProvider.GetRequiredService<SubmitRequest>().AddAsync(new SubmitCommand(null, ana, place, "open an issue", new Plan([SomeCard.Issue()], [])), default);
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(default);
        });
        return request;
    }

    public async Task<ApprovalRequest> NowAsync(ApprovalRequest request) => (await RunAsync<RequestStore, ApprovalRequest?>(store => store.FindAsync(request.Id, default)))!;

    public Task<List<TRow>> RowsAsync<TRow>()
        where TRow : class => RunAsync<UnitOfWork, List<TRow>>(work => work.Db.Set<TRow>().AsNoTracking().ToListAsync());

    /// <summary>The value of a posted card's buttons, and the message.</summary>
    public async Task<(SlackPressData Data, string Message)> PostedAsync(ApprovalRequest request)
    {
        var row = (await RowsAsync<PostedCardRow>()).Single(r => r.RequestId == request.Id.Value && r.ConversationId == request.Place.Conversation);
        return (new SlackPressData(request.Id.Value, row.Nonce, request.PlanHash.Hex), row.MessageId!);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Slack.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    public static Policy ManagersDecide(params ChatIdentity[] named) => new(
        "0000000000000000000000000000000000000000000000000000000000000000",
        new Dictionary<string, Group> { ["managers"] = new("managers", named, [People.Ben.Email, People.Ada.Email]) },
        Enum.GetValues<Risk>().ToDictionary(risk => risk, risk => new RiskDefault(
            risk == Risk.Critical ? Level.StepUp : Level.Approval, [new ApproverRule("managers", 1)], TimeSpan.FromHours(8))),
        []);
}

/// <summary>Keeps what is logged.</summary>
internal sealed class KeptLog : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines.Select(line => line.Text)];

    public IReadOnlyList<string> At(LogLevel level) => [.. _lines.Where(line => line.Level == level).Select(line => line.Text)];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, formatter(state, exception) + exception));

    public void Dispose()
    {
    }
}

/// <summary>One host for a class of tests.</summary>
public sealed class SlackFixture : IAsyncLifetime
{
    internal SlackHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await SlackHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

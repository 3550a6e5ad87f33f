using JasperFx;
using JasperFx.CodeGeneration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TeamsAgent.Actions;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Planning;
using TeamsAgent.Planning.Transcripts;
using TeamsAgent.Policies;
using TeamsAgent.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage;
using TeamsAgent.Words;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Storage.Sqlite;
using Wolverine;
using Wolverine.EntityFrameworkCore;
using Wolverine.Sqlite;
using Wolverine.Tracking;

namespace TeamsAgent.Tests.Planning;

/// <summary>The planning stage with real storage, messages, catalogue and model wire; chat and execution are played by the test.</summary>
internal sealed class PlanningHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string _folder;

    private PlanningHost(IHost host, string folder, MovedClock clock) => (_host, _folder, Clock) = (host, folder, clock);

    public static Place Channel { get; } = new("teams", "tenant-1", "19:acme@thread.tacv2;messageid=1", Personal: false);

    public MovedClock Clock { get; }

    public static async Task<PlanningHost> StartAsync(string endpoint, Action<Dictionary<string, string?>>? set = null, string? folder = null, Policy? policy = null)
    {
        folder ??= Directory.CreateTempSubdirectory("planning").FullName;
        var clock = new MovedClock();
        var settings = new Dictionary<string, string?>
        {
            ["Planning:Endpoint"] = endpoint, ["Planning:Model"] = "sandbox", ["Planning:ApiKey"] = "sandbox-model-key", ["Planning:TimeoutSeconds"] = "20",
            ["Storage:SqlitePath"] = Path.Combine(folder, "planning.db"),
        };
        set?.Invoke(settings);
        var connection = new SqliteConnectionStringBuilder { DataSource = settings["Storage:SqlitePath"], DefaultTimeout = 30 }.ToString();
        await using (var db = new SqliteAgentDbContext(new DbContextOptionsBuilder<SqliteAgentDbContext>().UseSqlite(connection).Options))
        {
            await db.Database.EnsureCreatedAsync();
        }

        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(new CurrentPolicy(policy ?? EverythingNeedsBen)).AddSingleton<Scopes>().AddScoped<UnitOfWork>()
            .AddRequests().AddWords(builder.Configuration).AddActions(builder.Configuration).AddPlanning(builder.Configuration);
        builder.UseWolverine(options =>
        {
            options.ApplicationAssembly = typeof(PlanTaskHandler).Assembly;
            options.Durability.Mode = DurabilityMode.Solo;
            options.PersistMessagesWithSqlite(connection);
            options.Services.AddDbContextWithWolverineIntegration<AgentDbContext>(db => db.UseSqlite(connection));
            options.UseEntityFrameworkCoreTransactions();
            options.Policies.UseDurableLocalQueues();
            options.Discovery.DisableConventionalDiscovery().IncludeType<PlanTaskHandler>().IncludeType<RequestEndedHandler>();
            options.CodeGeneration.TypeLoadMode = TypeLoadMode.Dynamic;
            options.AutoBuildMessageStorageOnStartup = AutoCreate.CreateOrUpdate;
        });
        var host = builder.Build();
        await host.StartAsync();
        return new PlanningHost(host, folder, clock);
    }

    public Task<Person> PersonAsync(SandboxPerson who) => RunAsync<UnitOfWork, Person>(async work =>
    {
        var people = new PersonStore(work, Clock);
        var person = await people.FindOrAddAsync(new ChatIdentity("teams", "tenant-1", who.AadObjectId), who.Name, who.TeamsId, null, null, default);
        await work.Db.Set<PersonRow>().Where(row => row.Id == person.Id.Value)
            .ExecuteUpdateAsync(row => row.SetProperty(p => p.Auth0User, who.Auth0UserId).SetProperty(p => p.VerifiedEmail, who.Email));
        return await people.GetAsync(person.Id, default);
    });

    /// <summary>Somebody writes; returns when everything that follows has happened.</summary>
    public async Task HearAsync(SandboxPerson who, string text, Place? place = null, string? timeZone = "Europe/Berlin") =>
        await UntilQuietAsync(await HeardAsync(who, text, place, timeZone));

    public async Task<Func<Task>> HeardAsync(SandboxPerson who, string text, Place? place = null, string? timeZone = "Europe/Berlin")
    {
        var key = await InboxAsync();
        var heard = new Heard(key, await PersonAsync(who), place ?? Channel, text, timeZone, "en-US");
        return () => RunAsync<AskAgent, bool>(async ask =>
        {
            await ask.HandleAsync(heard, default);
            return true;
        });
    }

    public Task UntilQuietAsync(Func<Task> act) => _host.TrackActivity().Timeout(TimeSpan.FromSeconds(60)).DoNotAssertOnExceptionsDetected()
        .ExecuteAndWaitAsync((Func<IMessageContext, Task>)(_ => act()));

    /// <summary>Ben approves and the steps run; what each finds is given by the test.</summary>
    public Task CarryOutAsync(ApprovalRequest request, params string?[] found) => CarryOutAsync(request, failsWith: null, found);

    /// <summary>Ben approves and the steps run until, if it shall, the first fails.</summary>
    public async Task CarryOutAsync(ApprovalRequest request, string? failsWith, string?[] found)
    {
        var ben = await PersonAsync(People.Ben);
        var press = await PressAsync(request, Choice.Approve, null);
        await UntilQuietAsync(async () =>
        {
            await RunAsync<Decide, CommandResult>(decide => decide.HandleAsync(press, default));
            for (var step = 0; step < (failsWith is null ? request.Plan.Steps.Count : 1); step++)
            {
                var (index, now) = (step, Clock.GetUtcNow());
                await ChangeAsync(request.Id, r => r.Claim(new Dictionary<PersonId, Person> { [ben.Id] = ben, [request.Requester] = new() { Id = request.Requester, Name = "Ana" } }, EverythingNeedsBen.Groups, TimeSpan.FromMinutes(1), now));
                await ChangeAsync(request.Id, r => r.BeginSending(index, r.Steps[index].Claim, now));
                await ChangeAsync(request.Id, r => r.Record(index, r.Steps[index].Claim, OutcomeOf(r.Plan.Steps[index], failsWith, now), now), (index, found.ElementAtOrDefault(index)));
            }
        });
    }

    /// <summary>Ben says no.</summary>
    public async Task RejectAsync(ApprovalRequest request, string reason)
    {
        var press = await PressAsync(request, Choice.Reject, reason);
        await UntilQuietAsync(() => RunAsync<Decide, CommandResult>(decide => decide.HandleAsync(press, default)));
    }

    /// <summary>The requester takes it back.</summary>
    public async Task WithdrawAsync(ApprovalRequest request)
    {
        var key = await InboxAsync();
        var ana = await PersonAsync(People.Ana);
        await UntilQuietAsync(() => RunAsync<Withdraw, CommandResult>(withdraw => withdraw.HandleAsync(request.Id, ana, key, default)));
    }

    public async Task<IReadOnlyList<ApprovalRequest>> RequestsAsync() => await RunAsync<RequestStore, List<ApprovalRequest>>(async requests =>
    {
        var all = new List<ApprovalRequest>();
        foreach (var id in await RunAsync<UnitOfWork, List<string>>(work => work.Db.Set<RequestRow>().OrderBy(row => row.Number).Select(row => row.Id).ToListAsync()))
        {
            all.Add((await requests.FindAsync(RequestId.Parse(id), default))!);
        }

        return all;
    });

    public Task<List<NoteRow>> NotesAsync() => RunAsync<UnitOfWork, List<NoteRow>>(work => work.Db.Set<NoteRow>().AsNoTracking().OrderBy(row => row.CreatedAt).ToListAsync());

    public async Task<IReadOnlyList<string?>> SaidAsync() => (await NotesAsync()).Where(note => note.Kind == NoteKind.Text).Select(note => note.Text).ToList();

    public Task<List<TaskRow>> TasksAsync() => RunAsync<UnitOfWork, List<TaskRow>>(work => work.Db.Set<TaskRow>().AsNoTracking().OrderBy(row => row.CreatedAt).ToListAsync());

    public static Transcript TranscriptOf(TaskRow task) => TranscriptJson.Read(task.Transcript);

    public Task<TResult> RunAsync<TService, TResult>(Func<TService, Task<TResult>> work)
        where TService : notnull => Scopes.RunAsync(work);

    public Scopes Scopes => _host.Services.GetRequiredService<Scopes>();

    /// <summary>One round of the sweep, at the moved clock.</summary>
    public Task SweepAsync() => UntilQuietAsync(() => new PlanningSweep(Scopes, Clock).SweepAsync(default));

    /// <summary>Ends the process and keeps its database, for another to go on with.</summary>
    public async Task<string> StopAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        return _folder;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private Task ChangeAsync(RequestId id, Func<ApprovalRequest, Transition> change, (int Step, string? Json)? found = null) => RunAsync<UnitOfWork, bool>(async work =>
    {
        var requests = new RequestStore(work);
        var request = (await requests.FindAsync(id, default))!;
        requests.Update(request, Assert.IsType<Transition.Done>(change(request)));
        if (found is { Json: { } json, Step: var step })
        {
            new StepResults(work).Add(id.Value, step, json);
        }

        await work.CommitAsync(default);
        return true;
    });

    private static Outcome OutcomeOf(PlanStep step, string? failsWith, DateTimeOffset now) => failsWith is null
        ? new Outcome(OutcomeKind.Succeeded, $"{step.Title}: done.", null, 200, now)
        : new Outcome(OutcomeKind.Failed, failsWith, null, 422, now);

    private async Task<DecideCommand> PressAsync(ApprovalRequest request, Choice choice, string? reason)
    {
        var ben = await PersonAsync(People.Ben);
        return new DecideCommand(request.Id, ben, ben.Chats[0], choice, reason, request.PlanHash, await InboxAsync());
    }

    private async Task<string> InboxAsync()
    {
        var key = $"teams|{Guid.NewGuid():N}";
        await RunAsync<UnitOfWork, int>(work =>
        {
            work.Db.Add(new InboxRow { Key = key, Channel = "teams", ReceivedAt = Clock.GetUtcNow(), NextAt = Clock.GetUtcNow(), Payload = "{}" });
            return work.Db.SaveChangesAsync();
        });
        return key;
    }

    public static Policy EverythingNeedsBen { get; } = new(
        "0000000000000000000000000000000000000000000000000000000000000000",
        new Dictionary<string, Group> { ["managers"] = new("managers", [], [People.Ben.Email]) },
        Enum.GetValues<Risk>().ToDictionary(risk => risk, _ => new RiskDefault(Level.Approval, [new ApproverRule("managers", 1)], TimeSpan.FromHours(8))),
        []);
}

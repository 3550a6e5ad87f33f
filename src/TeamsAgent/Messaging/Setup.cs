using JasperFx;
using JasperFx.CodeGeneration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using TeamsAgent.Storage;
using Weasel.Sqlite;
using Wolverine;
using Wolverine.EntityFrameworkCore;
using Wolverine.ErrorHandling;
using Wolverine.Sqlite;

namespace TeamsAgent.Messaging;

/// <summary>
/// Owns durable messages: what a transition causes is published in its own transaction, delivered at least once, retried with growing
/// pauses, and set aside loudly after that. Knows no stage; each stage's handlers are named in the table of contents.
/// </summary>
public static class Setup
{
    /// <summary>Adds Wolverine on the product's own database.</summary>
    public static void AddMessaging(this WebApplicationBuilder builder, params Type[] handlers)
    {
        builder.Services.Configure<SweepOptions>(builder.Configuration.GetSection(SweepOptions.Section));
        builder.Services.AddHostedService<Sweeper>();
        var connection = Storage.Setup.SqliteConnectionString(builder.Configuration);
        builder.Host.UseWolverine(options =>
        {
            options.ApplicationAssembly = typeof(Setup).Assembly;
            options.Durability.Mode = DurabilityMode.Solo;
            // Its own connections would write with synchronous=NORMAL.
            options.PersistMessagesWithSqlite(new SqliteDataSource(connection, new SqlitePragmaSettings { Synchronous = SynchronousMode.FULL }));
            options.Services.AddDbContextWithWolverineIntegration<AgentDbContext>(db => db
                .UseSqlite(connection)
                // Wolverine names a schema, which SQLite has none of; nothing is lost by that.
                .ConfigureWarnings(warnings => warnings.Ignore(SqliteEventId.SchemaConfiguredWarning))
                .AddInterceptors(new SqliteConnections()));
            options.UseEntityFrameworkCoreTransactions();
            options.Policies.UseDurableLocalQueues();
            options.Discovery.DisableConventionalDiscovery();
            foreach (var handler in handlers)
            {
                options.Discovery.IncludeType(handler);
            }

            // Adaptors are generated ahead, committed and proven current by a test: nothing is compiled while serving.
            options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
            if (builder.Configuration["Messaging:GeneratedCodePath"] is { } path)
            {
                options.CodeGeneration.GeneratedCodeOutputPath = path;
            }

            options.DefaultExecutionTimeout = TimeSpan.FromMinutes(5);
            options.AutoBuildMessageStorageOnStartup = AutoCreate.CreateOrUpdate;
            Retries.Apply(options);
        });
    }
}

using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TeamsAgent.Audit;
using TeamsAgent.Storage;
using TeamsAgent.Tests.Worlds;
using Wolverine.Persistence.Durability;
using Wolverine.RDBMS;

namespace TeamsAgent.Tests.Faults;

/// <summary>What was acknowledged is on the disk, and many writers make one chain.</summary>
[Collection(InFaultyWorld.Name)]
public sealed class DurabilityTests(FaultyWorld world)
{
    private readonly IServiceProvider _services = world.Story.World.Product.Services;

    [Fact]
    public async Task T51_every_connection_of_the_product_writes_through_to_the_disk()
    {
        // Use cases and the inbox's writer open theirs so; it may come from the pool, where the setting must hold as well.
        for (var i = 0; i < 3; i++)
        {
            await using var scope = _services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AgentDbContext>();
            await db.Database.OpenConnectionAsync(Story.Ct);
            Assert.Equal(("wal", 2L), await SettingsAsync(db.Database.GetDbConnection()));
        }

        await using var messages = await ((IMessageDatabase)_services.GetRequiredService<IMessageStore>()).DataSource.OpenConnectionAsync(Story.Ct);
        Assert.Equal(("wal", 2L), await SettingsAsync(messages));
    }

    [Fact]
    public async Task T51_a_database_that_would_forget_at_a_power_loss_is_refused_at_start()
    {
        await using var memory = new SqliteConnection("Data Source=:memory:");
        await memory.OpenAsync(Story.Ct);
        var journal = await Assert.ThrowsAsync<NotDurableException>(() => DurabilityCheck.OfAsync(memory, Story.Ct));
        Assert.Contains("journal_mode is memory", journal.Message, StringComparison.Ordinal);

        await using var hasty = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = new ProductFile(world.Story).Path, Pooling = false }.ToString());
        await hasty.OpenAsync(Story.Ct);
        await using var command = hasty.CreateCommand();
        command.CommandText = "PRAGMA synchronous=NORMAL";
        await command.ExecuteNonQueryAsync(Story.Ct);
        var synchronous = await Assert.ThrowsAsync<NotDurableException>(() => DurabilityCheck.OfAsync(hasty, Story.Ct));
        Assert.Contains("synchronous is 1", synchronous.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T62_eight_writers_append_a_hundred_times_each_and_there_is_one_chain()
    {
        var before = await VerifyAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Story.Ct }, async (writer, ct) =>
        {
            for (var i = 0; i < 100; i++)
            {
                await using var scope = _services.CreateAsyncScope();
                var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
                work.Audit(new AuditEntry("tested", DateTimeOffset.UtcNow, null, null, $"Writer {writer}, entry {i}."));
                await work.CommitAsync(ct);
            }
        });

        var after = await VerifyAsync();
        Assert.Null(after.Fault);
        Assert.Equal(before.Entries + 800, after.Entries);
        Assert.Equal(800, await new ProductFile(world.Story).ReadAsync<int>("SELECT COUNT(DISTINCT json_extract(\"Body\", '$.sentence')) FROM audit WHERE \"Kind\" = 'tested'"));
    }

    private async Task<AuditVerification> VerifyAsync()
    {
        await using var scope = _services.CreateAsyncScope();
        return await AuditChain.VerifyAsync(scope.ServiceProvider.GetRequiredService<AgentDbContext>(), Story.Ct);
    }

    private static async Task<(string? Journal, long Synchronous)> SettingsAsync(DbConnection connection) =>
        ((string?)await ReadAsync(connection, "PRAGMA journal_mode"), (long)(await ReadAsync(connection, "PRAGMA synchronous"))!);

    private static async Task<object?> ReadAsync(DbConnection connection, string pragma)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = pragma;
        return await command.ExecuteScalarAsync(Story.Ct);
    }
}

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Storage.Sqlite;

namespace TeamsAgent.Storage;

/// <summary>
/// Owns the tables, the unit of work and the migrations. Knows no stage: what a row means, and which message follows from a change, is
/// said by the stage that changes it.
/// </summary>
public static class Setup
{
    /// <summary>Adds the database.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<StorageOptions>(configuration.GetSection(StorageOptions.Section));
        services.AddScoped<UnitOfWork>();
        services.AddSingleton<Scopes>();
        services.AddHostedService<DurabilityGuard>();
        return services;
    }

    /// <summary>The path of the SQLite file.</summary>
    public static string SqlitePath(IConfiguration configuration) =>
        Path.GetFullPath((configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions()).SqlitePath);

    /// <summary>The connection string of the SQLite file.</summary>
    public static string SqliteConnectionString(IConfiguration configuration) =>
        new SqliteConnectionStringBuilder { DataSource = SqlitePath(configuration), ForeignKeys = true, DefaultTimeout = 30 }.ToString();

    /// <summary>Makes the database's folder, and brings the database to this release's form before anything else starts.</summary>
    public static async Task MigrateAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(SqlitePath(configuration))!);
        var options = new DbContextOptionsBuilder<SqliteAgentDbContext>().UseSqlite(SqliteConnectionString(configuration)).Options;
        await using var db = new SqliteAgentDbContext(options);
        await db.Database.MigrateAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
    }
}

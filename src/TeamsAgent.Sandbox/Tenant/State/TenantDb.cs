using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>OpenIddict's tables: applications, authorizations, tokens.</summary>
internal sealed class TenantDb(DbContextOptions<TenantDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseOpenIddict();
}

/// <summary>
/// The SQLite file behind <see cref="TenantDb"/>. A tenant without a state folder gets a temporary file: an in-memory
/// database shared between connections locks whole tables and would serialise what a test wants to run at once.
/// </summary>
internal sealed class TenantDbFile : IDisposable
{
    private readonly string _path;
    private readonly bool _temporary;

    public TenantDbFile(string? statePath)
    {
        _temporary = statePath is null;
        _path = _temporary
            ? Path.Combine(Path.GetTempPath(), $"sandbox-tenant-{Guid.NewGuid():N}.db")
            : Path.Combine(statePath!, "tenant.db");
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = _path }.ToString();
    }

    public string ConnectionString { get; }

    public void Prepare(TenantDb db)
    {
        db.Database.EnsureCreated();
        db.Database.ExecuteSqlRaw("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
    }

    public void Dispose()
    {
        using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        if (_temporary)
        {
            foreach (var suffix in new[] { "", "-wal", "-shm" })
            {
                File.Delete(_path + suffix);
            }
        }
    }
}

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Storage.Sqlite;

namespace TeamsAgent.Install.Doctor.Checks;

/// <summary>Whether the database can be written to, beside a server that runs; what is written is rolled back.</summary>
internal sealed class DatabaseCheck(IConfiguration settings) : ICheck
{
    private const string Name = "database";
    private const int PatienceSeconds = 5;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var path = Storage.Setup.SqlitePath(settings);
        return [File.Exists(path) ? await OpenAsync(path, cancellationToken) : Absent(path)];
    }

    private async Task<Finding> OpenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var connection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = PatienceSeconds, Pooling = false }.ToString();
            await using var db = new SqliteAgentDbContext(new DbContextOptionsBuilder<SqliteAgentDbContext>().UseSqlite(connection).Options);
            await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
            {
                await db.Database.ExecuteSqlRawAsync("CREATE TABLE doctor_was_here (x INTEGER)", cancellationToken);
                await transaction.RollbackAsync(cancellationToken);
            }

            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
            return Finding.Good(Name, pending == 0 ? $"{path} can be written to." : $"{path} can be written to; the next start brings it to this release's form.");
        }
        catch (SqliteException failed)
        {
            return Finding.Bad(Name, $"{path} cannot be written to (SQLite error {failed.SqliteErrorCode}).", failed.SqliteErrorCode is 5 or 6
                ? "Another process keeps it locked; see which one holds the file."
                : "Check that the file is a database of this product, that the disk has room, and that this account may write to the file and its folder.");
        }
    }

    // SQLite needs the folder, too: for the log beside the file.
    private Finding Absent(string path) => Folders.WriteFlaw(Path.GetDirectoryName(path)!) is { } flaw
        ? Finding.Bad(Name, $"There is no {path} yet, and {flaw}.", "Let this account write there, or change Storage:SqlitePath.")
        : Finding.Good(Name, $"There is no {path} yet; the first start makes it.");
}

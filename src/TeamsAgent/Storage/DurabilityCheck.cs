using System.Data.Common;
using System.Globalization;

namespace TeamsAgent.Storage;

/// <summary>The database would forget at a power loss what it has acknowledged.</summary>
public sealed class NotDurableException(string what) : Exception(
    $"The database is not durable: {what}. Keep Storage:SqlitePath on a local disk that takes a write-ahead log; without it an acknowledged message can be lost.");

/// <summary>Reads back, from an open connection, what the promise “nothing acknowledged is lost” rests on (https://sqlite.org/pragma.html).</summary>
internal static class DurabilityCheck
{
    private const string Full = "2";
    private const string Extra = "3";

    /// <exception cref="NotDurableException">It is not so.</exception>
    public static async Task OfAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (await ReadAsync(connection, "journal_mode", cancellationToken) is var journal and not "wal")
        {
            throw new NotDurableException($"journal_mode is {journal}, not wal");
        }

        if (await ReadAsync(connection, "synchronous", cancellationToken) is var synchronous and not (Full or Extra))
        {
            throw new NotDurableException($"synchronous is {synchronous}, not {Full} (FULL)");
        }
    }

    private static async Task<string?> ReadAsync(DbConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA " + name;
        return Convert.ToString(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}

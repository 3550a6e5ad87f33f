using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TeamsAgent.Storage;

/// <summary>
/// What was acknowledged must survive a power loss: WAL with <c>synchronous=FULL</c>, on every connection (the setting is the
/// connection's own, not the file's).
/// </summary>
internal sealed class SqliteConnections : DbConnectionInterceptor
{
    public const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

using Microsoft.Data.Sqlite;

namespace TeamsAgent.Tests.Worlds;

/// <summary>The product's database file, under the hands of somebody who is not the product.</summary>
internal sealed class ProductFile(Story story)
{
    public string Path { get; } = story.World.Product.Settings["Storage:SqlitePath"]!;

    /// <summary>Changes rows behind the product's back.</summary>
    public async Task<int> RunAsync(string sql, params (string Name, object? Value)[] values)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync(Story.Ct);
    }

    /// <summary>Reads one value.</summary>
    public async Task<T> ReadAsync<T>(string sql, params (string Name, object? Value)[] values)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, sql, values);
        return (T)Convert.ChangeType((await command.ExecuteScalarAsync(Story.Ct))!, typeof(T), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Reads the first column of all rows.</summary>
    public async Task<IReadOnlyList<string>> AllAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, sql, []);
        await using var reader = await command.ExecuteReaderAsync(Story.Ct);
        var found = new List<string>();
        while (await reader.ReadAsync(Story.Ct))
        {
            found.Add(reader.GetValue(0).ToString() ?? "");
        }

        return found;
    }

    /// <summary>Keeps every writer out until it is disposed.</summary>
    public async Task<IAsyncDisposable> LockAsync()
    {
        var connection = await OpenAsync();
        var transaction = connection.BeginTransaction(deferred: false);
        return new Held(connection, transaction);
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false, DefaultTimeout = 30 }.ToString());
        await connection.OpenAsync(Story.Ct);
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    private sealed class Held(SqliteConnection connection, SqliteTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}

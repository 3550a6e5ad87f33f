using Microsoft.Data.Sqlite;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Storage;

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

    /// <summary>A request as it is stored.</summary>
    public async Task<ApprovalRequest> RequestAsync(string id) =>
        RequestJson.Read(await ReadAsync<string>("SELECT \"Body\" FROM requests WHERE \"Id\" = $id", ("$id", id)), RequestJson.Version);

    /// <summary>Replaces a text in a stored request, as somebody with the file could; nothing else of the row changes.</summary>
    public async Task AlterAsync(string id, string from, string to)
    {
        var body = await ReadAsync<string>("SELECT \"Body\" FROM requests WHERE \"Id\" = $id", ("$id", id));
        Assert.Contains(from, body, StringComparison.Ordinal);
        await RunAsync("UPDATE requests SET \"Body\" = $body WHERE \"Id\" = $id", ("$body", body.Replace(from, to, StringComparison.Ordinal)), ("$id", id));
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

using System.Data;
using System.Data.Common;

namespace TeamsAgent.Chat;

/// <summary>
/// The few statements of the acknowledgement path, prepared once on one connection. Plain SQL that SQLite and PostgreSQL read alike, since
/// this path is measured in microseconds.
/// </summary>
internal sealed class InboxStatements : IAsyncDisposable
{
    private const string Insert =
        """
        INSERT INTO "inbox" ("Key", "Channel", "ReceivedAt", "Payload", "Attempts", "NextAt")
        VALUES (@key, @channel, @at, @payload, 1, @next) ON CONFLICT DO NOTHING
        """;

    private const string Find = """SELECT "DoneAt", "Answer" FROM "inbox" WHERE "Key" = @key""";
    private const string Keep = """UPDATE "inbox" SET "DoneAt" = COALESCE("DoneAt", @at), "Answer" = @answer WHERE "Key" = @key AND "Answer" IS NULL""";

    private readonly DbConnection _connection;
    private readonly DbCommand _insert;
    private readonly DbCommand _find;
    private readonly DbCommand _keepAnswer;

    public InboxStatements(DbConnection connection)
    {
        _connection = connection;
        _insert = connection.CreateCommand();
        _insert.CommandText = Insert;
        AddParameters(_insert, "key", "channel", "at", "payload", "next");
        _find = connection.CreateCommand();
        _find.CommandText = Find;
        AddParameters(_find, "key");
        _keepAnswer = connection.CreateCommand();
        _keepAnswer.CommandText = Keep;
        AddParameters(_keepAnswer, "key", "answer", "at");
    }

    public async Task<DbTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        (_insert.Transaction, _find.Transaction, _keepAnswer.Transaction) = (transaction, transaction, transaction);
        return transaction;
    }

    /// <summary>Adds a row, or finds the one that is there.</summary>
    public async Task<InboxReceipt> InsertAsync(InboxMessage message, DateTimeOffset now, DateTimeOffset next, CancellationToken cancellationToken)
    {
        var values = _insert.Parameters;
        (values[0].Value, values[1].Value, values[2].Value, values[3].Value, values[4].Value) =
            (message.Key, message.Channel, now.ToUnixTimeMilliseconds(), message.Payload, next.ToUnixTimeMilliseconds());
        if (await _insert.ExecuteNonQueryAsync(cancellationToken) == 1)
        {
            return new InboxReceipt(true, false, null);
        }

        _find.Parameters[0].Value = message.Key;
        await using var row = await _find.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new InboxReceipt(false, !row.IsDBNull(0), row.IsDBNull(1) ? null : row.GetString(1))
            : throw new DataException("An inbox row was neither added nor found.");
    }

    /// <summary>Keeps the answer to a press, and closes a press that had no effect.</summary>
    public async Task<InboxReceipt?> KeepAnswerAsync(string key, string answer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var values = _keepAnswer.Parameters;
        (values[0].Value, values[1].Value, values[2].Value) = (key, answer, now.ToUnixTimeMilliseconds());
        await _keepAnswer.ExecuteNonQueryAsync(cancellationToken);
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _insert.DisposeAsync();
        await _find.DisposeAsync();
        await _keepAnswer.DisposeAsync();
    }

    private static void AddParameters(DbCommand command, params string[] names)
    {
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + name;
            command.Parameters.Add(parameter);
        }
    }
}

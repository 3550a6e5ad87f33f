using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace TeamsAgent.Storage;

/// <summary>Tells a lost race on a unique column from other failures.</summary>
internal static class UniqueViolation
{
    private const int SqliteConstraint = 19;

    public static bool Is(DbUpdateException failed) => failed.InnerException switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteConstraint,
        System.Data.Common.DbException { SqlState: "23505" } => true,
        _ => false,
    };
}

using Microsoft.EntityFrameworkCore;

namespace TeamsAgent.Storage.Sqlite;

/// <summary>The same tables, with SQLite's migrations.</summary>
public sealed class SqliteAgentDbContext(DbContextOptions<SqliteAgentDbContext> options) : AgentDbContext(options);

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace TeamsAgent.Storage.Sqlite;

/// <summary>Lets <c>dotnet ef migrations add … --context SqliteAgentDbContext --output-dir Storage/Sqlite/Migrations</c> make the context without starting the product.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteAgentDbContext>
{
    public SqliteAgentDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteAgentDbContext>().UseSqlite("Data Source=design.db").Options);
}

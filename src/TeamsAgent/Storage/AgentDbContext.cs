using Microsoft.EntityFrameworkCore;

namespace TeamsAgent.Storage;

/// <summary>
/// The product's tables. Each row type in <c>Rows/</c> brings its own configuration; what depends on the database (types, migrations) is in the
/// derived contexts beside it.
/// </summary>
public class AgentDbContext(DbContextOptions options) : DbContext(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AgentDbContext).Assembly);

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMilliseconds>();
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>What a provider answered to a step, for the planner to go on with; gone once the task has taken it up.</summary>
public sealed class StepResultRow
{
    public required string RequestId { get; set; }
    public required int Step { get; set; }

    /// <summary>Untrusted data.</summary>
    public required string Json { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<StepResultRow>
    {
        public void Configure(EntityTypeBuilder<StepResultRow> builder) =>
            builder.ToTable("step_results").HasKey(row => new { row.RequestId, row.Step });
    }
}

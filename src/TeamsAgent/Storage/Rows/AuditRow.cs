using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>One link of the audit chain. Never changed, never deleted.</summary>
public sealed class AuditRow
{
    /// <summary>1, 2, 3 …, without gaps.</summary>
    public required long Seq { get; set; }

    public required DateTimeOffset At { get; set; }
    public string? RequestId { get; set; }
    public required string Kind { get; set; }

    /// <summary>The entry as canonical JSON (RFC 8785); what the hash covers.</summary>
    public required string Body { get; set; }

    public required string Previous { get; set; }
    public required string Hash { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<AuditRow>
    {
        public void Configure(EntityTypeBuilder<AuditRow> builder)
        {
            builder.ToTable("audit").HasKey(row => row.Seq);
            builder.Property(row => row.Seq).ValueGeneratedNever();
            builder.HasIndex(row => row.Previous).IsUnique();
            builder.HasIndex(row => row.RequestId);
        }
    }
}

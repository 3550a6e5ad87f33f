using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>An approval request: the columns that are searched, and the whole as versioned JSON.</summary>
public sealed class RequestRow
{
    public required string Id { get; set; }
    public required int Number { get; set; }

    /// <summary>The expected version of every save.</summary>
    public required int Version { get; set; }

    public required string State { get; set; }
    public required string Requester { get; set; }
    public string? TaskId { get; set; }
    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the sweep looks at it next; null once it is final.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The connection that a blocked request waits for, if one.</summary>
    public string? BlockedOn { get; set; }

    public required string Title { get; set; }
    public required int BodyVersion { get; set; }
    public required string Body { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<RequestRow>
    {
        public void Configure(EntityTypeBuilder<RequestRow> builder)
        {
            builder.ToTable("requests").HasKey(row => row.Id);
            builder.Property(row => row.Version).IsConcurrencyToken();
            builder.HasIndex(row => row.Number).IsUnique();
            builder.HasIndex(row => row.DueAt);
            builder.HasIndex(row => new { row.Requester, row.State });
        }
    }
}

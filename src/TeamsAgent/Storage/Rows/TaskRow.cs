using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>One thing that a person asked for, with its transcript.</summary>
public sealed class TaskRow
{
    /// <summary><c>t_</c> and 32 hexadecimal digits.</summary>
    public required string Id { get; set; }

    public required string PersonId { get; set; }
    public required string Channel { get; set; }
    public required string Tenant { get; set; }
    public required string ConversationId { get; set; }
    public required bool Personal { get; set; }

    /// <summary><c>planning</c>, <c>asking</c> (the person's answer is awaited), <c>approving</c> (a request is open), <c>done</c>, <c>failed</c>, <c>refused</c> (too many in an hour).</summary>
    public required string State { get; set; }

    /// <summary>The expected version of every save.</summary>
    public required int Version { get; set; }

    /// <summary>The transcript as JSON; holds what people and tools said, never a token.</summary>
    public required string Transcript { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<TaskRow>
    {
        public void Configure(EntityTypeBuilder<TaskRow> builder)
        {
            builder.ToTable("tasks").HasKey(row => row.Id);
            builder.Property(row => row.Version).IsConcurrencyToken();
            builder.HasIndex(row => new { row.PersonId, row.ConversationId, row.State });
            builder.HasIndex(row => new { row.PersonId, row.CreatedAt });
            builder.HasIndex(row => new { row.State, row.UpdatedAt });
        }
    }
}

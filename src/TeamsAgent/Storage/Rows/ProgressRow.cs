using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>The one message that tells the requester how far a task is, and that changes with it.</summary>
public sealed class ProgressRow
{
    public required string TaskId { get; set; }
    public required string Channel { get; set; }
    public required string Tenant { get; set; }
    public required string ConversationId { get; set; }

    /// <summary>The platform's id of the message; null until it was posted.</summary>
    public string? MessageId { get; set; }

    public string? Shown { get; set; }
    public required string Wanted { get; set; }

    /// <summary>Grows with the task and its request, so that an older word never replaces a newer one.</summary>
    public required long Order { get; set; }

    public int Attempts { get; set; }

    /// <summary>When it is looked at again; far away while nothing is wanted.</summary>
    public required DateTimeOffset NextAt { get; set; }

    /// <summary>Set when the answer took the message's place, or when there is nothing to post to.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<ProgressRow>
    {
        public void Configure(EntityTypeBuilder<ProgressRow> builder)
        {
            builder.ToTable("progress").HasKey(row => row.TaskId);
            builder.HasIndex(row => row.NextAt);
        }
    }
}

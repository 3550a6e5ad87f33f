using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>One inbound message, stored before it was answered.</summary>
public sealed class InboxRow
{
    /// <summary>The platform's own id with what makes it unique: <c>teams|conversation|activity id|type</c>.</summary>
    public required string Key { get; set; }

    public required string Channel { get; set; }
    public required DateTimeOffset ReceivedAt { get; set; }

    /// <summary>The verified body as it came.</summary>
    public required string Payload { get; set; }

    /// <summary>Set in the transaction of the message's effect.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>When the sweep may take it up again.</summary>
    public required DateTimeOffset NextAt { get; set; }

    /// <summary>The answer that was given, for a message whose response carries one; given again when it is delivered again.</summary>
    public string? Answer { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<InboxRow>
    {
        public void Configure(EntityTypeBuilder<InboxRow> builder)
        {
            builder.ToTable("inbox").HasKey(row => row.Key);
            builder.HasIndex(row => new { row.DoneAt, row.NextAt });
        }
    }
}

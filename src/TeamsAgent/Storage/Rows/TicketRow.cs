using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>What a one-time link is for.</summary>
public enum TicketKind
{
    /// <summary>To link a chat account with an Auth0 user.</summary>
    Link,

    /// <summary>To connect a provider's account.</summary>
    Connect,

    /// <summary>To log in afresh for one decision.</summary>
    StepUp,
}

/// <summary>A one-time link that was given to one person. The link itself is not here, only its hash.</summary>
public sealed class TicketRow
{
    /// <summary>SHA-256 of the secret in the link.</summary>
    public required string Hash { get; set; }

    public required TicketKind Kind { get; set; }
    public required string PersonId { get; set; }

    /// <summary>The chat account that it was given to: <c>channel:tenant:user</c>.</summary>
    public string? ChatIdentity { get; set; }

    public string? RequestId { get; set; }
    public string? DecisionId { get; set; }
    public string? Connection { get; set; }
    public required DateTimeOffset CreatedAt { get; set; }
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Set when what it was for is done.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<TicketRow>
    {
        public void Configure(EntityTypeBuilder<TicketRow> builder)
        {
            builder.ToTable("tickets").HasKey(row => row.Hash);
            builder.Property(row => row.Kind).HasConversion<string>();
            builder.HasIndex(row => row.ExpiresAt);
        }
    }
}

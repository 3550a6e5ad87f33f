using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>An Auth0 user who has logged in to be linked, while the code is awaited in the chat.</summary>
public sealed class PendingLinkRow
{
    /// <summary>The id of the login that it came from.</summary>
    public required string Id { get; set; }

    /// <summary>The expected version of every save.</summary>
    public required int Version { get; set; }

    public required string PersonId { get; set; }

    /// <summary>The chat account that asked, and that alone may say the code: <c>channel:tenant:user</c>.</summary>
    public required string ChatIdentity { get; set; }

    public required string TicketHash { get; set; }
    public required string Auth0User { get; set; }

    /// <summary>The Auth0 user's name; untrusted text.</summary>
    public required string Name { get; set; }

    public string? Email { get; set; }
    public required bool EmailVerified { get; set; }

    /// <summary>The Auth0 refresh token, protected; empty once it was taken or given up.</summary>
    public required string RefreshToken { get; set; }

    /// <summary>The code, protected; empty once it was used or given up.</summary>
    public required string Code { get; set; }

    /// <summary>How many wrong codes were said.</summary>
    public int Attempts { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Set when it was confirmed or given up.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Whether it was confirmed.</summary>
    public bool Confirmed { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<PendingLinkRow>
    {
        public void Configure(EntityTypeBuilder<PendingLinkRow> builder)
        {
            builder.ToTable("pending_links").HasKey(row => row.Id);
            builder.Property(row => row.Version).IsConcurrencyToken();
            builder.HasIndex(row => new { row.PersonId, row.ClosedAt });
            builder.HasIndex(row => row.ExpiresAt);
        }
    }
}

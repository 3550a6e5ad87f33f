using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>One login at the tenant, from the press of the button to its end. Bound to one ticket and to one browser.</summary>
public sealed class SignInRow
{
    /// <summary><c>s_</c> and 32 hexadecimal digits; no secret.</summary>
    public required string Id { get; set; }

    /// <summary>The expected version of every save.</summary>
    public required int Version { get; set; }

    /// <summary>SHA-256 of <c>state</c>.</summary>
    public required string StateHash { get; set; }

    /// <summary>SHA-256 of the cookie of the browser that began it.</summary>
    public required string BrowserHash { get; set; }

    public required TicketKind Kind { get; set; }
    public required string TicketHash { get; set; }
    public required string PersonId { get; set; }
    public required string Nonce { get; set; }

    /// <summary>What the nonce is the SHA-256 of, for a step-up.</summary>
    public string? NoncePreimage { get; set; }

    /// <summary>The PKCE verifier (RFC 7636), protected; empty once it was used.</summary>
    public required string Verifier { get; set; }

    public required DateTimeOffset StartedAt { get; set; }
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Set before the code is sent to the tenant, so that it is sent once.</summary>
    public DateTimeOffset? TakenAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>How it ended: the code of a page.</summary>
    public string? Ending { get; set; }

    /// <summary>SHA-256 of the <c>state</c> of the second round, for a connection.</summary>
    public string? ConnectStateHash { get; set; }

    /// <summary>What the second round needs, protected; empty once it was used.</summary>
    public string? ConnectSecret { get; set; }

    /// <summary>Set before the connect code is sent to the tenant, so that it is sent once.</summary>
    public DateTimeOffset? ConnectTakenAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<SignInRow>
    {
        public void Configure(EntityTypeBuilder<SignInRow> builder)
        {
            builder.ToTable("sign_ins").HasKey(row => row.Id);
            builder.Property(row => row.Version).IsConcurrencyToken();
            builder.Property(row => row.Kind).HasConversion<string>();
            builder.HasIndex(row => row.StateHash).IsUnique();
            builder.HasIndex(row => row.ConnectStateHash).IsUnique();
            builder.HasIndex(row => row.TicketHash);
            builder.HasIndex(row => row.ExpiresAt);
        }
    }
}

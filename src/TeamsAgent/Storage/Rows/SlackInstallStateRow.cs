using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>An installation that somebody has begun: its <c>state</c> (RFC 6749 §10.12), good once, and in one browser.</summary>
public sealed class SlackInstallStateRow
{
    /// <summary>SHA-256 of <c>state</c>.</summary>
    public required string StateHash { get; set; }

    /// <summary>SHA-256 of the cookie of the browser that began it.</summary>
    public required string BrowserHash { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Set by the first who comes back with it.</summary>
    public DateTimeOffset? TakenAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<SlackInstallStateRow>
    {
        public void Configure(EntityTypeBuilder<SlackInstallStateRow> builder)
        {
            builder.ToTable("slack_install_states").HasKey(row => row.StateHash);
            builder.HasIndex(row => row.ExpiresAt);
        }
    }
}

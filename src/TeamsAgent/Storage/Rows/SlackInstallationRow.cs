using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>One installation of the Slack app. It stays when the app is taken out, without its tokens, so that late news of it are known as such.</summary>
public sealed class SlackInstallationRow
{
    /// <summary>The workspace (<c>T…</c>), or the organisation (<c>E…</c>) of an org-wide installation.</summary>
    public required string Route { get; set; }

    /// <summary>The expected version of every save.</summary>
    public required int Version { get; set; }

    public string? TeamId { get; set; }
    public string? EnterpriseId { get; set; }

    /// <summary>What the workspace or organisation calls itself; shown, never used to decide anything.</summary>
    public required string Name { get; set; }

    public required string AppId { get; set; }
    public required string BotUserId { get; set; }
    public string? BotId { get; set; }
    public required string Scopes { get; set; }
    public string? InstalledBy { get; set; }

    /// <summary>The bot's token, protected; empty once it is of no use.</summary>
    public required string Token { get; set; }

    /// <summary>What the next token is fetched with, protected; good for one time. Null where tokens do not rotate.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>When the token ends; null where tokens do not rotate.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    public required DateTimeOffset InstalledAt { get; set; }

    /// <summary>Set while one replica fetches the next token.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Set when Slack said that the app was taken out.</summary>
    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>What Slack said when it refused the token.</summary>
    public string? Broken { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<SlackInstallationRow>
    {
        public void Configure(EntityTypeBuilder<SlackInstallationRow> builder)
        {
            builder.ToTable("slack_installations").HasKey(row => row.Route);
            builder.Property(row => row.Version).IsConcurrencyToken();
            builder.HasIndex(row => row.ExpiresAt);
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>A conversation that the bot may write to: where it is reached, as last verified.</summary>
public sealed class ConversationRow
{
    /// <summary><c>channel|tenant|conversation id</c>.</summary>
    public required string Key { get; set; }

    public required string Channel { get; set; }
    public required string Tenant { get; set; }
    public required string ConversationId { get; set; }

    /// <summary>Teams' <c>serviceUrl</c> from the newest verified activity; for Slack, the installation.</summary>
    public required string ServiceUrl { get; set; }

    /// <summary>The bot's own account there (<c>28:…</c>).</summary>
    public required string BotId { get; set; }

    public required bool Personal { get; set; }

    /// <summary>The person that a personal conversation is with.</summary>
    public string? PersonId { get; set; }

    /// <summary>Set when the platform said that the bot is no longer there.</summary>
    public DateTimeOffset? GoneAt { get; set; }

    public required DateTimeOffset SeenAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<ConversationRow>
    {
        public void Configure(EntityTypeBuilder<ConversationRow> builder)
        {
            builder.ToTable("conversations").HasKey(row => row.Key);
            builder.HasIndex(row => row.PersonId);
        }
    }
}

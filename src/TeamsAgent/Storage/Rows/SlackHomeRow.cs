using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>A Home tab in Slack that somebody has opened at least once, and whether it has to be shown anew.</summary>
public sealed class SlackHomeRow
{
    /// <summary><c>installation|user</c>.</summary>
    public required string Id { get; set; }

    /// <summary>The installation's key.</summary>
    public required string Route { get; set; }

    public required string UserId { get; set; }

    /// <summary>Whose it is, as <c>slack:tenant:user</c>.</summary>
    public required string Identity { get; set; }

    /// <summary>The connections of the person's accounts when the tab was last opened, separated by spaces; null when they could not be read.</summary>
    public string? Connected { get; set; }

    /// <summary>When it is shown anew; far away while nothing has changed.</summary>
    public required DateTimeOffset DueAt { get; set; }

    public required DateTimeOffset OpenedAt { get; set; }
    public DateTimeOffset? ShownAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<SlackHomeRow>
    {
        public void Configure(EntityTypeBuilder<SlackHomeRow> builder)
        {
            builder.ToTable("slack_homes").HasKey(row => row.Id);
            builder.HasIndex(row => row.Identity);
            builder.HasIndex(row => row.DueAt);
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>A copy of a request's card in a chat, and which version of the request it shows.</summary>
public sealed class PostedCardRow
{
    /// <summary><c>request id|conversation key</c>.</summary>
    public required string Id { get; set; }

    public required string RequestId { get; set; }
    public required string Channel { get; set; }
    public required string Tenant { get; set; }
    public required string ConversationId { get; set; }

    /// <summary>The platform's id of the message; null until it was posted, empty when the platform did not say it.</summary>
    public string? MessageId { get; set; }

    /// <summary>Bound to this message; every button carries it. A new one with every state that is shown.</summary>
    public required string Nonce { get; set; }

    /// <summary>The request's version that is shown; 0 before the first.</summary>
    public required int ShownVersion { get; set; }

    public required string ShownState { get; set; }

    /// <summary>The request's version that should be shown.</summary>
    public required int WantedVersion { get; set; }

    public int Attempts { get; set; }

    /// <summary>How many postings may have arrived without our knowing. One is repeated, two are not.</summary>
    public int Doubtful { get; set; }

    /// <summary>When the announcer looks at it again; far away while nothing is wanted.</summary>
    public required DateTimeOffset NextAt { get; set; }

    /// <summary>Set when there is nothing left to post to.</summary>
    public DateTimeOffset? GoneAt { get; set; }

    public string? LastError { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<PostedCardRow>
    {
        public void Configure(EntityTypeBuilder<PostedCardRow> builder)
        {
            builder.ToTable("posted_cards").HasKey(row => row.Id);
            builder.HasIndex(row => row.RequestId);
            builder.HasIndex(row => row.NextAt);
        }
    }
}

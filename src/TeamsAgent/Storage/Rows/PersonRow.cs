using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>A person.</summary>
public sealed class PersonRow
{
    public required string Id { get; set; }
    public required string Name { get; set; }

    /// <summary>The linked Auth0 user's <c>sub</c>; at most one person per user.</summary>
    public string? Auth0User { get; set; }

    public string? VerifiedEmail { get; set; }
    public bool Blocked { get; set; }

    /// <summary>The platform on which the person wants to be asked, or null for wherever it was asked.</summary>
    public string? ReachAt { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }
    public List<ChatAccountRow> Chats { get; init; } = [];

    private sealed class Configuration : IEntityTypeConfiguration<PersonRow>
    {
        public void Configure(EntityTypeBuilder<PersonRow> builder)
        {
            builder.ToTable("people").HasKey(row => row.Id);
            builder.HasIndex(row => row.Auth0User).IsUnique();
            builder.HasIndex(row => row.VerifiedEmail);
            builder.HasMany(row => row.Chats).WithOne().HasForeignKey(row => row.PersonId);
        }
    }
}

/// <summary>A chat account of a person, as the platform vouched for it.</summary>
public sealed class ChatAccountRow
{
    /// <summary><c>channel:tenant:user</c>.</summary>
    public required string Identity { get; set; }

    public required string PersonId { get; set; }

    /// <summary>The platform's own id to write to the account: Teams' <c>29:…</c>.</summary>
    public required string PlatformUserId { get; set; }

    /// <summary>The IANA name of the zone that the account last wrote from, if the platform said it.</summary>
    public string? TimeZone { get; set; }

    public string? Locale { get; set; }
    public required DateTimeOffset SeenAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<ChatAccountRow>
    {
        public void Configure(EntityTypeBuilder<ChatAccountRow> builder)
        {
            builder.ToTable("chat_accounts").HasKey(row => row.Identity);
            builder.HasIndex(row => row.PersonId);
        }
    }
}

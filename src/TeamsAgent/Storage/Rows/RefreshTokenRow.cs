using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>The Auth0 refresh token of a linked person, protected. Read and written by the vault of refresh tokens alone.</summary>
public sealed class RefreshTokenRow
{
    public required string PersonId { get; set; }
    public required string Token { get; set; }
    public required DateTimeOffset StoredAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<RefreshTokenRow>
    {
        public void Configure(EntityTypeBuilder<RefreshTokenRow> builder) =>
            builder.ToTable("refresh_tokens").HasKey(row => row.PersonId);
    }
}

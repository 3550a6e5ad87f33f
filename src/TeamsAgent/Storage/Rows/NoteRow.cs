using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TeamsAgent.Storage.Rows;

/// <summary>What a note is about; decides how it is written when it is delivered.</summary>
public enum NoteKind
{
    /// <summary><see cref="NoteRow.Text"/> as it is.</summary>
    Text,

    /// <summary><see cref="NoteRow.Text"/>, said once where the bot was added.</summary>
    Welcome,

    /// <summary>An invitation to link the chat account, with a fresh one-time link.</summary>
    Link,

    /// <summary>An invitation to connect a provider's account, with a fresh one-time link.</summary>
    Connect,

    /// <summary>An invitation to log in for one decision, with a fresh one-time link.</summary>
    StepUp,
}

/// <summary>Something to tell, in a conversation or privately. Links are made when it is delivered, so none is ever stored here.</summary>
public sealed class NoteRow
{
    /// <summary><c>n_</c> and 32 hexadecimal digits.</summary>
    public required string Id { get; set; }

    public required NoteKind Kind { get; set; }

    /// <summary>The person to tell privately, or null to write into the conversation.</summary>
    public string? PersonId { get; set; }

    public required string Channel { get; set; }
    public required string Tenant { get; set; }

    /// <summary>The conversation to write into when no person is named.</summary>
    public string? ConversationId { get; set; }

    /// <summary>Untrusted text.</summary>
    public string? Text { get; set; }

    /// <summary>The task whose line of progress it takes the place of, if one.</summary>
    public string? TaskId { get; set; }

    public string? RequestId { get; set; }
    public string? DecisionId { get; set; }
    public string? Connection { get; set; }
    public required DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? SentAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<NoteRow>
    {
        public void Configure(EntityTypeBuilder<NoteRow> builder)
        {
            builder.ToTable("notes").HasKey(row => row.Id);
            builder.Property(row => row.Kind).HasConversion<string>();
        }
    }
}

using Microsoft.Extensions.Options;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>Makes one-time links for private chats. A link is stored as a hash, lives a quarter of an hour, and by itself does nothing: its page has a button.</summary>
public sealed class LinkTickets(Scopes scopes, PublicAddress address, IOptions<IdentityOptions> options, TimeProvider clock)
{
    /// <summary>Makes a link; it is saved before it is handed out.</summary>
    /// <exception cref="ArgumentException">The request lacks what its kind needs.</exception>
    public async Task<Uri> IssueAsync(TicketRequest request, CancellationToken cancellationToken)
    {
        var path = request switch
        {
            { Kind: TicketKind.Link, Chat: not null } => "/link/",
            { Kind: TicketKind.Connect, Connection: { Length: > 0 } } => "/connect/",
            { Kind: TicketKind.StepUp, Request: not null, DecisionId: { Length: > 0 } } => "/stepup/",
            _ => throw new ArgumentException($"A ticket of the kind {request.Kind} needs more than it was given.", nameof(request)),
        };
        var secret = OneTimeSecret.New();
        var now = clock.GetUtcNow();
        await scopes.RunAsync<UnitOfWork>(work =>
        {
            work.Db.Add(new TicketRow
            {
                Hash = OneTimeSecret.HashOf(secret), Kind = request.Kind, PersonId = request.Person.Value, ChatIdentity = request.Chat?.ToString(),
                RequestId = request.Request?.Value, DecisionId = request.DecisionId, Connection = request.Connection,
                CreatedAt = now, ExpiresAt = now + options.Value.TicketLifetime,
            });
            return work.CommitAsync(cancellationToken);
        });
        return address.LinkTo(path + secret);
    }
}

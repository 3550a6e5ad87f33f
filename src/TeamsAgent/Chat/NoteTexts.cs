using Microsoft.Extensions.Options;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity;
using TeamsAgent.Requests;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Chat;

/// <summary>What a note says at the moment of its sending.</summary>
public sealed class NoteTexts(RequestStore requests, PersonStore people, LinkTickets tickets, CardContexts contexts, Connections connections, Readers readers,
    IOptions<IdentityOptions> identity, TimeProvider clock)
{
    /// <summary>The words or the card, or null when there is nothing left to say.</summary>
    public async Task<Post?> OfAsync(NoteRow note, CancellationToken cancellationToken) => note.Kind switch
    {
        NoteKind.Text or NoteKind.Welcome => new Post.Words(note.Text ?? ""),
        NoteKind.Link => await LinkAsync(note, cancellationToken),
        NoteKind.Connect => await ConnectAsync(note, cancellationToken),
        NoteKind.StepUp => await StepUpAsync(note, cancellationToken),
        _ => null,
    };

    private async Task<Post?> LinkAsync(NoteRow note, CancellationToken cancellationToken)
    {
        var person = await people.GetAsync(PersonId.Parse(note.PersonId!), cancellationToken);
        if (person.Chats.FirstOrDefault(chat => chat.Channel == note.Channel && chat.Tenant == note.Tenant) is not { } chat)
        {
            return null;
        }

        var link = await tickets.IssueAsync(new TicketRequest(TicketKind.Link, person.Id, Chat: chat), cancellationToken);
        var words = await readers.OfAsync(person.Id, cancellationToken);
        return new Post.OfCard(LinkCard.Of(words.Say(person.Auth0User is null ? CardKey.LinkFirst : CardKey.LinkRenew), link, words));
    }

    private async Task<Post?> ConnectAsync(NoteRow note, CancellationToken cancellationToken)
    {
        var (person, connection) = (PersonId.Parse(note.PersonId!), note.Connection!);
        var request = await RequestAsync(note, cancellationToken);
        if (note.RequestId is not null && request is not { State: RequestState.Approved, Blocker: not null })
        {
            return null;
        }

        var link = await tickets.IssueAsync(new TicketRequest(TicketKind.Connect, person, Request: request?.Id, Connection: connection), cancellationToken);
        var words = await readers.OfAsync(person, cancellationToken);
        return new Post.OfCard(ConnectCard.Of(connections.TitleOf(connection, words), link, request, words));
    }

    private async Task<Post?> StepUpAsync(NoteRow note, CancellationToken cancellationToken)
    {
        var person = PersonId.Parse(note.PersonId!);
        if (await RequestAsync(note, cancellationToken) is not { } request || !request.AwaitingProof.Any(d => d.Id == note.DecisionId && d.By == person))
        {
            return null;
        }

        var until = clock.GetUtcNow() + identity.Value.TicketLifetime;
        var link = await tickets.IssueAsync(new TicketRequest(TicketKind.StepUp, person, Request: request.Id, DecisionId: note.DecisionId), cancellationToken);
        return new Post.OfCard(StepUpCard.Of(request, link, until, await contexts.ForAsync(person, cancellationToken)));
    }

    private async Task<ApprovalRequest?> RequestAsync(NoteRow note, CancellationToken cancellationToken) =>
        note.RequestId is { } id ? await requests.FindAsync(RequestId.Parse(id), cancellationToken) : null;
}

using Microsoft.EntityFrameworkCore;
using TeamsAgent.Actions;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack;

/// <summary>Finds what somebody's Home tab shows.</summary>
internal sealed class SlackHomeReader(
    UnitOfWork work, PersonStore people, Overview overview, CardContexts contexts, ConnectedAccounts accounts, ActionCatalogue catalogue, Connections connections, Readers readers)
{
    private const int MostWaiting = 20;
    private const int MostAsked = 10;
    private const int MostAccounts = 15;

    /// <summary>The connections that the person has accounts of, as the vault says; null when it does not say.</summary>
    public async Task<string?> ConnectedAsync(ChatIdentity identity, CancellationToken cancellationToken) =>
        await people.FindAsync(identity, cancellationToken) is { Blocked: false, Auth0User: not null } person
            && (await accounts.ListAsync(person, cancellationToken)).Accounts is { } list
            ? string.Join(' ', list.Select(account => account.Connection).Distinct())
            : null;

    /// <summary>What the tab shows.</summary>
    public async Task<SlackHomeContent> ReadAsync(SlackHomeRow home, CancellationToken cancellationToken)
    {
        var identity = ChatIdentity.Parse(home.Identity);
        if (await people.FindAsync(identity, cancellationToken) is not { Blocked: false } person)
        {
            return new SlackHomeContent { Words = await readers.OfAsync(identity, null, cancellationToken), Blocked = await people.FindAsync(identity, cancellationToken) is not null };
        }

        var words = await readers.OfAsync(person.Id, cancellationToken);
        var context = await contexts.ForAsync(person.Id, cancellationToken);
        var decidable = await overview.DecidableAsync(person, cancellationToken);
        var waiting = new List<SlackHomeWaiting>();
        foreach (var request in decidable.Take(MostWaiting))
        {
            waiting.Add(new SlackHomeWaiting(
                request.Number, request.Plan.Steps.Select(step => step.Summary).ToList(), request.RequesterName, context.Moment(request.ExpiresAt),
                words.Say(request.Verdict.Risk), await overview.LinkAsync(request, cancellationToken), await DetailsAsync(request, identity.Tenant, cancellationToken)));
        }

        return new SlackHomeContent
        {
            Words = words,
            LinkedTo = person.Auth0User is null ? null : person.VerifiedEmail ?? person.Name,
            Waiting = waiting,
            MoreWaiting = decidable.Count - waiting.Count,
            Asked = await AskedAsync(person, words, cancellationToken),
            Accounts = person.Auth0User is not null && home.Connected is { } connected ? AccountsOf(connected.Split(' ', StringSplitOptions.RemoveEmptyEntries), words) : null,
        };
    }

    private async Task<IReadOnlyList<SlackHomeAsked>> AskedAsync(Person person, Language words, CancellationToken cancellationToken)
    {
        var rows = await work.Db.Set<RequestRow>().AsNoTracking().Where(row => row.Requester == person.Id.Value)
            .OrderByDescending(row => row.Number).Take(MostAsked).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new SlackHomeAsked(
            row.Number, row.Title, words.Text(Overview.StateOf(row)), Enum.Parse<RequestState>(row.State) is RequestState.AwaitingDecision or RequestState.Approved));
    }

    // Details are asked of a card that is posted in this tenant; which one is found again by its message, not by its nonce.
    private async Task<SlackPressData?> DetailsAsync(ApprovalRequest request, string tenant, CancellationToken cancellationToken) =>
        await work.Db.Set<PostedCardRow>().AsNoTracking()
            .Where(row => row.RequestId == request.Id.Value && row.Channel == SlackPlatform.Name && row.Tenant == tenant && row.GoneAt == null && row.MessageId != null && row.MessageId != "")
            .OrderBy(row => row.Id).Select(row => new { row.ConversationId, row.MessageId }).FirstOrDefaultAsync(cancellationToken) is { } card
            ? new SlackPressData(request.Id.Value, null, null, null, card.ConversationId, card.MessageId)
            : null;

    private List<SlackHomeAccount> AccountsOf(string[] connected, Language words) => catalogue.Providers.GroupBy(provider => provider.Connection).Take(MostAccounts)
        .Select(group => new SlackHomeAccount(group.First().Name, connections.TitleOf(group.Key, words), connected.Contains(group.Key))).ToList();
}

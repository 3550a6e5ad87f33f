using Microsoft.EntityFrameworkCore;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Policies;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Chat;

/// <summary>Finds what a request's card needs and the request does not hold: names, mentions, the zone of whoever reads it.</summary>
public sealed class CardContexts(UnitOfWork work, RequestStore requests, PersonStore people, CurrentPolicy policy, Readers readers)
{
    private static readonly TimeSpan Lately = TimeSpan.FromHours(24);

    // Teams takes 60; each id is a hundred bytes of the card.
    private const int MostOwnViews = 10;

    /// <summary>The context of one posted copy.</summary>
    /// <param name="request">The request.</param>
    /// <param name="card">The posted copy.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="alone">Who alone sees it, in their language and zone; null for whoever sees the copy.</param>
    public async Task<CardContext> OfAsync(ApprovalRequest request, PostedCardRow card, CancellationToken cancellationToken, PersonId? alone = null)
    {
        var viewer = ViewerOf(request, card);
        var members = request.State == RequestState.AwaitingDecision ? await MembersAsync(request, cancellationToken) : [];
        var reader = alone ?? await ReaderAsync(request, card, viewer, cancellationToken);
        var isFirst = card.MessageId is null && viewer == CardViewer.Shared;
        return new CardContext
        {
            Nonce = card.Nonce,
            Zone = await ZoneOfAsync(reader.Value, cancellationToken),
            Culture = (await readers.OfAsync(reader, cancellationToken)).Culture,
            Viewer = viewer,
            Approvers = members.ToDictionary(group => group.Key, IReadOnlyList<string> (group) => group.Value.Select(person => person.Name).ToList()),
            Mentions = isFirst ? await MentionsAsync(request, members.Values.SelectMany(m => m), cancellationToken) : [],
            OwnViews = viewer == CardViewer.Shared && request.State == RequestState.AwaitingDecision ? await OwnViewsAsync(request, members.Values.SelectMany(m => m), cancellationToken) : [],
            Twin = request.State == RequestState.AwaitingDecision ? await TwinAsync(request, cancellationToken) : null,
            RejectedLately = request.State == RequestState.AwaitingDecision ? await RejectedLatelyAsync(request, cancellationToken) : null,
        };
    }

    /// <summary>The context of a card for one person, apart from any posted copy.</summary>
    public async Task<CardContext> ForAsync(PersonId person, CancellationToken cancellationToken) =>
        new() { Nonce = "", Zone = await ZoneOfAsync(person.Value, cancellationToken), Culture = (await readers.OfAsync(person, cancellationToken)).Culture };

    /// <summary>The approvers of a request by group, the requester left out.</summary>
    public async Task<Dictionary<string, IReadOnlyList<Person>>> MembersAsync(ApprovalRequest request, CancellationToken cancellationToken)
    {
        var members = new Dictionary<string, IReadOnlyList<Person>>(StringComparer.Ordinal);
        foreach (var rule in request.Verdict.Approvers)
        {
            members[rule.Group] = policy.Value.Groups.TryGetValue(rule.Group, out var group)
                ? (await people.MembersAsync(group, cancellationToken)).Where(person => person.Id != request.Requester && !person.Blocked).ToList()
                : [];
        }

        return members;
    }

    // The same actions with the same arguments; a plan's hash differs each time where an action has a key of its own.
    private async Task<RejectedLately?> RejectedLatelyAsync(ApprovalRequest request, CancellationToken cancellationToken)
    {
        var (rejected, since) = (nameof(RequestState.Rejected), request.CreatedAt - Lately);
        var title = await work.Db.Set<RequestRow>().AsNoTracking().Where(row => row.Id == request.Id.Value).Select(row => row.Title).FirstOrDefaultAsync(cancellationToken);
        var earlier = await work.Db.Set<RequestRow>().AsNoTracking()
            .Where(row => row.Requester == request.Requester.Value && row.State == rejected && row.Number < request.Number && row.CreatedAt >= since && row.Title == title)
            .OrderByDescending(row => row.Number).Select(row => row.Id).Take(5).ToListAsync(cancellationToken);
        foreach (var id in earlier)
        {
            if (await requests.FindAsync(RequestId.Parse(id), cancellationToken) is { } other && SamePlan(other.Plan, request.Plan)
                && other.Decisions.LastOrDefault(decision => decision.Choice == Choice.Reject) is { } no)
            {
                return new RejectedLately(other.Number, no.Name, no.At);
            }
        }

        return null;
    }

    // The newest of those that came before and still wait; the wrong one of two cards is soon pressed.
    private async Task<Twin?> TwinAsync(ApprovalRequest request, CancellationToken cancellationToken)
    {
        var (waiting, since) = (nameof(RequestState.AwaitingDecision), request.CreatedAt - Lately);
        var title = string.Join("; ", request.Plan.Steps.Select(step => step.Title));
        var others = await work.Db.Set<RequestRow>().AsNoTracking()
            .Where(row => row.State == waiting && row.Number < request.Number && row.CreatedAt >= since && row.Title == title)
            .OrderByDescending(row => row.Number).Select(row => row.Id).Take(5).ToListAsync(cancellationToken);
        foreach (var id in others)
        {
            if (await requests.FindAsync(RequestId.Parse(id), cancellationToken) is { } other
                && other.Plan.Steps.Select(step => step.Action).SequenceEqual(request.Plan.Steps.Select(step => step.Action)))
            {
                return new Twin(other.Number, DiffersIn(request.Plan, other.Plan));
            }
        }

        return null;
    }

    private static List<string> DiffersIn(Plan one, Plan other) => one.Steps.Zip(other.Steps)
        .SelectMany(pair => pair.First.Facts.Concat(pair.Second.Facts).Select(fact => fact.Label).Distinct()
            .Where(label => Values(pair.First, label) != Values(pair.Second, label)))
        .Distinct().ToList();

    private static string Values(PlanStep step, string label) => string.Join('\n', step.Facts.Where(fact => fact.Label == label).Select(fact => fact.Value));

    private static bool SamePlan(Plan one, Plan other) =>
        one.Steps.Select(step => (step.Action, step.Arguments)).SequenceEqual(other.Steps.Select(step => (step.Action, step.Arguments)));

    private static CardViewer ViewerOf(ApprovalRequest request, PostedCardRow card) =>
        (card.Channel, card.Tenant, card.ConversationId) != (request.Place.Channel, request.Place.Tenant, request.Place.Conversation) ? CardViewer.Approver
        : request.Place.Personal ? CardViewer.Requester
        : CardViewer.Shared;

    private async Task<List<Mention>> MentionsAsync(ApprovalRequest request, IEnumerable<Person> approvers, CancellationToken cancellationToken)
    {
        if (request.Verdict.Level is not (Level.Approval or Level.StepUp))
        {
            return [];
        }

        var names = approvers.DistinctBy(person => person.Id).ToDictionary(person => person.Id.Value, person => person.Name);
        var prefix = $"{request.Place.Channel}:{request.Place.Tenant}:";
        var accounts = await work.Db.Set<ChatAccountRow>().AsNoTracking()
            .Where(account => names.Keys.Contains(account.PersonId) && account.Identity.StartsWith(prefix)).ToListAsync(cancellationToken);
        return accounts.Select(account => new Mention(names[account.PersonId], account.PlatformUserId)).ToList();
    }

    // The requester, who cannot decide, first; then those who can.
    private async Task<List<string>> OwnViewsAsync(ApprovalRequest request, IEnumerable<Person> approvers, CancellationToken cancellationToken)
    {
        var people = approvers.Select(person => person.Id.Value).Prepend(request.Requester.Value).Distinct().ToList();
        var prefix = $"{request.Place.Channel}:{request.Place.Tenant}:";
        var accounts = await work.Db.Set<ChatAccountRow>().AsNoTracking()
            .Where(account => people.Contains(account.PersonId) && account.Identity.StartsWith(prefix)).Select(account => new { account.PersonId, account.PlatformUserId }).ToListAsync(cancellationToken);
        return accounts.OrderBy(account => people.IndexOf(account.PersonId)).Select(account => account.PlatformUserId).Distinct().Take(MostOwnViews).ToList();
    }

    // What several people see is in the requester's language and zone.
    private async Task<PersonId> ReaderAsync(ApprovalRequest request, PostedCardRow card, CardViewer viewer, CancellationToken cancellationToken)
    {
        if (viewer != CardViewer.Approver)
        {
            return request.Requester;
        }

        var reader = await work.Db.Set<ConversationRow>().AsNoTracking()
            .Where(c => c.Channel == card.Channel && c.Tenant == card.Tenant && c.ConversationId == card.ConversationId)
            .Select(c => c.PersonId).FirstOrDefaultAsync(cancellationToken);
        return reader is null ? request.Requester : PersonId.Parse(reader);
    }

    private async Task<TimeZoneInfo> ZoneOfAsync(string person, CancellationToken cancellationToken)
    {
        var zone = await work.Db.Set<ChatAccountRow>().AsNoTracking().Where(a => a.PersonId == person && a.TimeZone != null)
            .OrderByDescending(a => a.SeenAt).Select(a => a.TimeZone).FirstOrDefaultAsync(cancellationToken);
        return zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.Utc;
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat;

/// <summary>Approvers as they were reached.</summary>
/// <param name="Open">The private conversations of those who were.</param>
/// <param name="Later">Why others were not yet.</param>
public sealed record ReachedApprovers(IReadOnlyList<Conversation> Open, IReadOnlyList<string> Later);

/// <summary>
/// Finds where the approvers of a request are asked alone: those who are not where it was asked, those who wish it, and those of whom the policy
/// wants it. On whichever platform they are reached.
/// </summary>
public sealed class Approvers(Scopes scopes, PrivateChats privates, IOptions<ChatOptions> options, ILogger<Approvers> logger)
{
    /// <summary>Reaches them.</summary>
    /// <param name="request">A request that waits for them.</param>
    /// <param name="unseen">Whether there is no card where it was asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ReachedApprovers> ReachAsync(ApprovalRequest request, bool unseen, CancellationToken cancellationToken)
    {
        var members = await scopes.RunAsync<CardContexts, Dictionary<string, IReadOnlyList<Person>>>(c => c.MembersAsync(request, cancellationToken));
        var wishes = await scopes.RunAsync<UnitOfWork, HashSet<string>>(work => WishesAsync(work, members.Values.SelectMany(m => m), cancellationToken));
        var alone = request.Verdict.Approvers
            .SelectMany(rule => members[rule.Group].Where(person => unseen || request.Place.Personal || rule.Ask == AskWhere.Privately || wishes.Contains(person.Id.Value) || !IsThere(person, request.Place)))
            .DistinctBy(person => person.Id).Take(options.Value.PrivateCopies);
        var (open, later) = (new List<Conversation>(), new List<string>());
        foreach (var person in alone)
        {
            switch (await privates.OfAsync(person.Id, request.Place.Channel, request.Place.Tenant, Reach.WhereTheyWant, cancellationToken))
            {
                case PrivateChat.Open one:
                    open.Add(one.Where);
                    break;
                case PrivateChat.Closed { After: not null } closed:
                    later.Add(closed.Why);
                    break;
                case PrivateChat.Closed closed:
                    Log.ApproverNotReached(logger, request.Id.Value, person.Id.Value, closed.Why);
                    break;
            }
        }

        return new ReachedApprovers(open, later);
    }

    private static bool IsThere(Person person, Place place) => person.Chats.Any(chat => chat.Channel == place.Channel && chat.Tenant == place.Tenant);

    private static Task<HashSet<string>> WishesAsync(UnitOfWork work, IEnumerable<Person> people, CancellationToken cancellationToken)
    {
        var ids = people.Select(person => person.Id.Value).Distinct().ToList();
        return work.Db.Set<PersonRow>().AsNoTracking().Where(row => ids.Contains(row.Id) && row.ReachAt != null).Select(row => row.Id).ToHashSetAsync(cancellationToken);
    }
}

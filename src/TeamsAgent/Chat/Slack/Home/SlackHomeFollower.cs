using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Storage;

namespace TeamsAgent.Chat.Slack;

/// <summary>Marks the Home tabs on which a request is seen, whenever it changes; the sweep shows them anew.</summary>
internal sealed class SlackHomeFollower(Scopes scopes) : IRequestFollower
{
    /// <inheritdoc/>
    public async Task FollowAsync(ApprovalRequest request, CancellationToken cancellationToken)
    {
        var approvers = await scopes.RunAsync<CardContexts, Dictionary<string, IReadOnlyList<Person>>>(contexts => contexts.MembersAsync(request, cancellationToken));
        var people = approvers.Values.SelectMany(members => members).Select(person => person.Id).Append(request.Requester).Select(id => id.Value).Distinct().ToList();
        await scopes.RunAsync<SlackHomes>(homes => homes.ChangedAsync(people, cancellationToken));
    }
}

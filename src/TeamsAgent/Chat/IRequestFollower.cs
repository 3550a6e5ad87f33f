using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Chat;

/// <summary>Shows more of a request than its cards: a home page, a line of progress. Called after every change, and possibly more than once.</summary>
public interface IRequestFollower
{
    /// <summary>Looks at the request as it is now.</summary>
    Task FollowAsync(ApprovalRequest request, CancellationToken cancellationToken);
}

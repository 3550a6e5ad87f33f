using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Policies;

namespace TeamsAgent.Requests;

/// <summary>A plan to put up for approval.</summary>
public sealed record SubmitCommand(string? TaskId, Person Requester, Place Place, string Asked, Plan Plan);

/// <summary>Judges a plan by the policy and puts it up: the one way in which a request comes to be.</summary>
public sealed class SubmitRequest(RequestStore requests, Notes notes, CurrentPolicy policy, TimeProvider clock)
{
    /// <summary>Adds the request to the caller's unit of work, so that it is saved together with the transcript that led to it.</summary>
    public async Task<ApprovalRequest> AddAsync(SubmitCommand command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var verdict = policy.Value.Evaluate(command.Plan, command.Requester, command.Place, now);
        var done = ApprovalRequest.Submit(
            RequestId.New(Guid.NewGuid()), await requests.NextNumberAsync(cancellationToken), command.TaskId, command.Requester, command.Place,
            command.Asked, command.Plan, verdict, now);
        requests.Add(done);
        if (command.Requester.Auth0User is null && !done.Request.IsFinal)
        {
            notes.InviteToLink(command.Requester.Id, command.Place);
        }

        return done.Request;
    }
}

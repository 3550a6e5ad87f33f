using TeamsAgent.Domain.Requests;
using TeamsAgent.Storage;

namespace TeamsAgent.Requests;

/// <summary>The shape that simple commands share: load, decide, save.</summary>
internal static class Command
{
    public static async Task<CommandResult> RunAsync(
        RequestStore requests, UnitOfWork work, RequestId id, Func<ApprovalRequest, Transition> decide, string? inboxKey, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(id, cancellationToken) is not { } request)
        {
            return new CommandResult.NotFound();
        }

        var transition = decide(request);
        if (transition is Transition.Refused refused)
        {
            return new CommandResult.Refused(refused.Reason, request);
        }

        var done = (Transition.Done)transition;
        requests.Update(request, done);
        if (inboxKey is not null)
        {
            work.MarkHandled(inboxKey);
        }

        await work.CommitAsync(cancellationToken);
        return new CommandResult.Done(done.Request);
    }
}

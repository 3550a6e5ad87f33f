using TeamsAgent.Domain.Requests;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Words;

namespace TeamsAgent.Execution;

/// <summary>Keeps an approved request waiting for something that the requester can mend, and tells them how, in one transaction.</summary>
public sealed class BlockRequest(RequestStore requests, Notes notes, Readers readers, UnitOfWork work, TimeProvider clock)
{
    /// <summary>Blocks the request and sends the private prompt.</summary>
    public async Task HandleAsync(ApprovalRequest claimed, int step, int claim, Blocker blocker, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(claimed.Id, cancellationToken) is not { } request
            || request.Block(step, claim, blocker, clock.GetUtcNow()) is not Transition.Done done)
        {
            return;
        }

        requests.Update(request, done);
        Prompt(request, blocker, await readers.OfAsync(request.Requester, cancellationToken));
        await work.CommitAsync(cancellationToken);
    }

    private void Prompt(ApprovalRequest request, Blocker blocker, Language words)
    {
        switch (blocker.Kind)
        {
            case BlockerKind.NotLinked or BlockerKind.SessionExpired:
                notes.InviteToLink(request.Requester, request.Place);
                break;
            case BlockerKind.NotConnected or BlockerKind.Reconnect or BlockerKind.MissingScopes:
                notes.InviteToConnect(request.Requester, request.Place, blocker.Connection!, request.Id);
                break;
            default:
                notes.Tell(request.Requester, request.Place, words.Text(ExecutionKey.OperatorWaits, ("number", request.Number), ("why", words.Text(blocker.Told, blocker.Sentence))));
                break;
        }
    }
}

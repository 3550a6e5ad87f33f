using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Chat;

/// <summary>“withdraw #41”: the requester takes a request back in words.</summary>
public sealed class TakeBack(UnitOfWork work, Notes notes, Withdraw withdraw)
{
    /// <summary>Withdraws, or says why not, in one transaction that also marks the words as handled.</summary>
    public async Task HandleAsync(int number, Person by, Place place, Language words, string inboxKey, CancellationToken cancellationToken)
    {
        var id = await work.Db.Set<RequestRow>().AsNoTracking().Where(row => row.Number == number).Select(row => row.Id).FirstOrDefaultAsync(cancellationToken);
        notes.Tell(by.Id, place, words.Text(ChatKey.Withdrawn, ("number", number)));
        var result = id is null ? new CommandResult.NotFound() : await withdraw.HandleAsync(RequestId.Parse(id), by, inboxKey, cancellationToken);
        if (result is CommandResult.Done)
        {
            return;
        }

        // Nothing was saved; somebody else's request is not even confirmed to exist.
        work.Forget();
        notes.Tell(by.Id, place, result switch
        {
            CommandResult.Refused { Reason: Refusal.AlreadySettled } settled when settled.Request.Requester == by.Id => Settled.By(settled.Request, words),
            CommandResult.Refused refused when refused.Request.Requester == by.Id => words.Text(refused.Reason),
            _ => words.Text(ChatKey.NoSuchRequest, ("number", number)),
        });
        work.MarkHandled(inboxKey);
        await work.CommitAsync(cancellationToken);
    }
}

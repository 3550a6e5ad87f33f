using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Messaging;
using TeamsAgent.Planning;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Progress;

/// <summary>
/// Tells the requester how far a task is, in one message that changes: received, waiting for somebody, running, done. Where the planner only
/// answers, the answer takes its place.
/// </summary>
public sealed class ProgressTeller(Scopes scopes, ChatChannels channels) : IRequestFollower, ISweep
{
    private const int Batch = 100;

    /// <inheritdoc/>
    public Task FollowAsync(ApprovalRequest request, CancellationToken cancellationToken) =>
        request.TaskId is { } task ? ShowAsync(task, cancellationToken) : Task.CompletedTask;

    /// <summary>Brings the line of a task up to date.</summary>
    public async Task ShowAsync(string taskId, CancellationToken cancellationToken)
    {
        await scopes.RunAsync<ProgressNow>(now => now.WantAsync(taskId, cancellationToken));
        await SendAsync(taskId, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var task in await scopes.RunAsync<ProgressLines, List<string>>(lines => lines.DueAsync(Batch, cancellationToken)))
        {
            await SendAsync(task, cancellationToken);
        }
    }

    private async Task SendAsync(string taskId, CancellationToken cancellationToken)
    {
        while (await scopes.RunAsync<ProgressLines, LineClaim?>(lines => lines.ClaimAsync(taskId, cancellationToken)) is { } claim)
        {
            var post = new Post.Words(claim.Text);
            var result = claim switch
            {
                { Where: null } => new ChatResult.Gone("The bot is not in the conversation any more."),
                { MessageId: { } message } => await channels.Of(claim.Where.Channel).UpdateAsync(claim.Where, message, post, cancellationToken),
                _ => await channels.Of(claim.Where.Channel).PostAsync(claim.Where, post, cancellationToken),
            };
            if (result is ChatResult.Gone { Conversation: true } && claim.Where is { } gone)
            {
                await scopes.RunAsync<ConversationStore>(c => c.GoneAsync(gone.Channel, gone.Tenant, gone.Id, CancellationToken.None));
            }

            await scopes.RunAsync<ProgressLines>(lines => lines.RecordAsync(claim, result, CancellationToken.None));
        }
    }
}

/// <summary>Works out what a line should say now.</summary>
public sealed class ProgressNow(UnitOfWork work, RequestStore requests, CardContexts contexts, ProgressLines lines, Readers readers)
{
    // A task moves on far fewer times than its request may within one of its moves.
    private const long RequestMoves = 100_000;

    /// <summary>Says it.</summary>
    public async Task WantAsync(string taskId, CancellationToken cancellationToken)
    {
        var task = await work.Db.Set<TaskRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == taskId, cancellationToken);
        if (task is null or { State: TaskState.Refused })
        {
            return;
        }

        var id = await work.Db.Set<RequestRow>().AsNoTracking().Where(row => row.TaskId == taskId).OrderByDescending(row => row.Number).Select(row => row.Id).FirstOrDefaultAsync(cancellationToken);
        var request = id is null ? null : await requests.FindAsync(RequestId.Parse(id), cancellationToken);
        var waitsFor = request is { State: RequestState.AwaitingDecision }
            ? (await contexts.MembersAsync(request, cancellationToken)).Values.SelectMany(people => people).Select(person => person.Name).Distinct().ToList()
            : [];
        var words = await readers.OfAsync(PersonId.Parse(task.PersonId), cancellationToken);
        var order = (task.Version * RequestMoves) + (request?.Version ?? 0);
        await lines.WantAsync(task, ProgressWords.Of(task.State, request, waitsFor, words), order, begins: task.State == TaskState.Planning && request is null, cancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Policies;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Chat;

/// <summary>What somebody asked for, and what waits for them, in a few lines.</summary>
public sealed class Overview(UnitOfWork work, RequestStore requests, ConversationStore conversations, ChatChannels channels, CurrentPolicy policy)
{
    private const int Most = 10;
    private const int Searched = 200;

    /// <summary>Whether the person is linked, and how much is open.</summary>
    public async Task<string> StatusAsync(Person person, Language words, CancellationToken cancellationToken)
    {
        var linked = person switch
        {
            { Auth0User: null } => words.Text(ChatKey.NotLinkedYet),
            { VerifiedEmail: { } email } => words.Text(ChatKey.LinkedTo, ("email", email)),
            _ => words.Text(ChatKey.Linked),
        };
        var open = await work.Db.Set<RequestRow>().CountAsync(row => row.Requester == person.Id.Value && row.DueAt != null, cancellationToken);
        var waiting = (await DecidableAsync(person, cancellationToken)).Count;
        return words.Text(ChatKey.Status, ("linked", linked), ("open", words.Counted(ChatKey.StatusOpen, open)), ("waiting", words.Counted(ChatKey.StatusWaiting, waiting)));
    }

    /// <summary>The person's newest requests.</summary>
    public async Task<string> AskedByAsync(Person person, Language words, CancellationToken cancellationToken)
    {
        var rows = await work.Db.Set<RequestRow>().AsNoTracking().Where(row => row.Requester == person.Id.Value)
            .OrderByDescending(row => row.Number).Take(Most).ToListAsync(cancellationToken);
        return rows.Count == 0
            ? words.Text(ChatKey.AskedNothing)
            : Lines(words.Text(ChatKey.AskedNewest), rows, words);
    }

    /// <summary>Those of the person's requests that can be withdrawn, and how that is done.</summary>
    public async Task<string> WithdrawableAsync(Person person, Language words, CancellationToken cancellationToken)
    {
        var (waiting, approved) = (nameof(RequestState.AwaitingDecision), nameof(RequestState.Approved));
        var rows = await work.Db.Set<RequestRow>().AsNoTracking().Where(row => row.Requester == person.Id.Value && (row.State == waiting || row.State == approved))
            .OrderByDescending(row => row.Number).Take(Most).ToListAsync(cancellationToken);
        return rows is [var newest, ..] ? Lines(words.Text(ChatKey.WithdrawWhich, ("number", newest.Number)), rows, words) : words.Text(ChatKey.NothingToWithdraw);
    }

    /// <summary>What the person can decide now.</summary>
    public async Task<string> WaitingForAsync(Person person, Language words, CancellationToken cancellationToken)
    {
        var decidable = await DecidableAsync(person, cancellationToken);
        if (decidable.Count == 0)
        {
            return words.Text(ChatKey.NothingWaits);
        }

        var lines = new List<string>();
        foreach (var request in decidable.Take(Most))
        {
            var link = await LinkAsync(request, cancellationToken);
            var line = words.Text(ChatKey.WaitsLine, ("number", request.Number), ("titles", string.Join("; ", request.Plan.Steps.Select(step => step.Title))), ("requester", request.RequesterName));
            lines.Add(link is null ? line : $"{line}: {link}");
        }

        if (decidable.Count > Most)
        {
            lines.Add(words.Counted(ChatKey.WaitsMore, decidable.Count - Most));
        }

        return $"{words.Text(ChatKey.TheseWait)}\n{string.Join('\n', lines)}";
    }

    /// <summary>What the person can decide now, the most urgent first.</summary>
    public async Task<IReadOnlyList<ApprovalRequest>> DecidableAsync(Person person, CancellationToken cancellationToken)
    {
        var waiting = nameof(RequestState.AwaitingDecision);
        var ids = await work.Db.Set<RequestRow>().AsNoTracking().Where(row => row.DueAt != null && row.State == waiting && row.Requester != person.Id.Value)
            .OrderBy(row => row.DueAt).Select(row => row.Id).Take(Searched).ToListAsync(cancellationToken);
        var decidable = new List<ApprovalRequest>();
        foreach (var id in ids)
        {
            if (await requests.FindAsync(RequestId.Parse(id), cancellationToken) is { State: RequestState.AwaitingDecision } request
                && Quorum.GroupsOf(person, request.Verdict, policy.Value.Groups).Count > 0 && !request.Decisions.Any(d => d.By == person.Id && Quorum.Counts(d, request.Verdict)))
            {
                decidable.Add(request);
            }
        }

        return decidable;
    }

    /// <summary>A link to a request's card in the place where it was asked; null where there is none.</summary>
    public async Task<Uri?> LinkAsync(ApprovalRequest request, CancellationToken cancellationToken)
    {
        var place = request.Place;
        var message = await work.Db.Set<PostedCardRow>().AsNoTracking()
            .Where(row => row.RequestId == request.Id.Value && row.ConversationId == place.Conversation && row.GoneAt == null)
            .Select(row => row.MessageId).FirstOrDefaultAsync(cancellationToken);
        return message is { Length: > 0 } && !place.Personal && await conversations.FindAsync(place.Channel, place.Tenant, place.Conversation, cancellationToken) is { } where
            ? channels.Of(place.Channel).LinkTo(where, message)
            : null;
    }

    private static string Lines(string lead, IEnumerable<RequestRow> rows, Language words) => $"{lead}\n{string.Join('\n', rows.Select(row =>
        words.Text(ChatKey.AskedLine, ("number", row.Number), ("title", row.Title), ("state", words.Text(StateOf(row))))))}";

    /// <summary>How far a request is, in words.</summary>
    internal static ChatKey StateOf(RequestRow row) => Enum.Parse<RequestState>(row.State) switch
    {
        RequestState.AwaitingDecision => ChatKey.StateAwaiting,
        RequestState.Approved when row.BlockedOn is not null => ChatKey.StateBlocked,
        RequestState.Approved => ChatKey.StateApproved,
        RequestState.Executing => ChatKey.StateRunning,
        RequestState.Succeeded => ChatKey.StateDone,
        RequestState.Failed => ChatKey.StateFailed,
        RequestState.Unknown => ChatKey.StateUnknown,
        RequestState.Rejected => ChatKey.StateRejected,
        RequestState.Expired => ChatKey.StateExpired,
        _ => ChatKey.StateWithdrawn,
    };
}

using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Policies;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat;

/// <summary>What somebody asked for, and what waits for them, in a few lines.</summary>
public sealed class Overview(UnitOfWork work, RequestStore requests, ConversationStore conversations, ChatChannels channels, CurrentPolicy policy)
{
    private const int Most = 10;
    private const int Searched = 200;

    /// <summary>Whether the person is linked, and how much is open.</summary>
    public async Task<string> StatusAsync(Person person, CancellationToken cancellationToken)
    {
        var linked = person switch
        {
            { Auth0User: null } => "Your chat account is not linked to a login yet. Send “link” to me in a private chat.",
            { VerifiedEmail: { } email } => $"Your chat account is linked to {email}.",
            _ => "Your chat account is linked.",
        };
        var open = await work.Db.Set<RequestRow>().CountAsync(row => row.Requester == person.Id.Value && row.DueAt != null, cancellationToken);
        var waiting = (await DecidableAsync(person, cancellationToken)).Count;
        return $"{linked} {Count(open, "request of yours is", "requests of yours are")} open, {Count(waiting, "waits", "wait")} for you.";
    }

    /// <summary>The person's newest requests.</summary>
    public async Task<string> AskedByAsync(Person person, CancellationToken cancellationToken)
    {
        var rows = await work.Db.Set<RequestRow>().AsNoTracking().Where(row => row.Requester == person.Id.Value)
            .OrderByDescending(row => row.Number).Take(Most).ToListAsync(cancellationToken);
        return rows.Count == 0
            ? "You have asked for nothing yet."
            : "Your newest requests:\n" + string.Join('\n', rows.Select(row => $"#{row.Number} {row.Title}: {StateOf(row)}"));
    }

    /// <summary>What the person can decide now.</summary>
    public async Task<string> WaitingForAsync(Person person, CancellationToken cancellationToken)
    {
        var decidable = await DecidableAsync(person, cancellationToken);
        if (decidable.Count == 0)
        {
            return "Nothing waits for your decision.";
        }

        var lines = new List<string>();
        foreach (var request in decidable.Take(Most))
        {
            var link = await LinkAsync(request, cancellationToken);
            lines.Add($"#{request.Number} {string.Join("; ", request.Plan.Steps.Select(step => step.Title))}, asked by {request.RequesterName}{(link is null ? "" : $": {link}")}");
        }

        return "These wait for your decision:\n" + string.Join('\n', lines) + (decidable.Count > Most ? $"\n… and {decidable.Count - Most} more." : "");
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

    /// <summary>How far a request is, in words.</summary>
    internal static string StateOf(RequestRow row) => Enum.Parse<RequestState>(row.State) switch
    {
        RequestState.AwaitingDecision => "waits for a decision",
        RequestState.Approved when row.BlockedOn is not null => "approved, but something is missing; look at its card",
        RequestState.Approved => "approved",
        RequestState.Executing => "is running",
        RequestState.Succeeded => "done",
        RequestState.Failed => "failed",
        RequestState.Unknown => "outcome unknown",
        RequestState.Rejected => "rejected",
        RequestState.Expired => "expired",
        _ => "withdrawn",
    };

    private static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}

using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Words;

namespace TeamsAgent.Chat;

/// <summary>Tells somebody who came second what the first one did.</summary>
internal static class Settled
{
    public static string By(ApprovalRequest request, Language words) => request.State switch
    {
        RequestState.Rejected when request.Decisions.LastOrDefault(d => d.Choice == Choice.Reject) is { } no =>
            words.Text(ChatKey.AlreadyRejected, ("name", no.Name), ("number", request.Number)),
        RequestState.Rejected => words.Text(ChatKey.AlreadyDenied, ("number", request.Number)),
        RequestState.Withdrawn => words.Text(ChatKey.AlreadyWithdrawn, ("requester", request.RequesterName), ("number", request.Number)),
        RequestState.Expired => words.Text(ChatKey.AlreadyExpired, ("number", request.Number)),
        _ when Names(request, words) is { Length: > 0 } names => words.Text(ChatKey.AlreadyApproved, ("number", request.Number), ("names", names)),
        _ => words.Text(Refusal.AlreadySettled),
    };

    private static string Names(ApprovalRequest request, Language words) =>
        string.Join(words.Text(ChatKey.And), request.Decisions.Where(d => d.Choice == Choice.Approve).Select(d => d.Name));
}

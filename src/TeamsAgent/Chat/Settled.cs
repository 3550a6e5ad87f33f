using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Chat;

/// <summary>Tells somebody who came second what the first one did.</summary>
internal static class Settled
{
    public static string By(ApprovalRequest request) => request.State switch
    {
        RequestState.Rejected when request.Decisions.LastOrDefault(d => d.Choice == Choice.Reject) is { } no => $"{no.Name} has already rejected #{request.Number}; nothing was changed.",
        RequestState.Rejected => $"The policy does not allow #{request.Number}; nothing was changed.",
        RequestState.Withdrawn => $"{request.RequesterName} has already withdrawn #{request.Number}; nothing was changed.",
        RequestState.Expired => $"#{request.Number} has expired; nothing was changed.",
        _ when Names(request) is { Length: > 0 } names => $"#{request.Number} is already settled: approved by {names}. Nothing was changed.",
        _ => Refusal.AlreadySettled.Sentence(),
    };

    private static string Names(ApprovalRequest request) =>
        string.Join(" and ", request.Decisions.Where(d => d.Choice == Choice.Approve).Select(d => d.Name));
}

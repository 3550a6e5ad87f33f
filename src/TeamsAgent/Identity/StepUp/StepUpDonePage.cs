using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Requests;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>Says that an approval counts, and what happens next.</summary>
internal sealed class StepUpDonePage(Tickets tickets, RequestStore requests, PageWriter pages)
{
    public async Task<IResult> ShowAsync(SignInRow row, CancellationToken cancellationToken)
    {
        var ticket = await tickets.GetAsync(row.TicketHash, cancellationToken);
        var request = RequestId.TryParse(ticket?.RequestId, out var id) ? await requests.FindAsync(id, cancellationToken) : null;
        return pages.Page(Ending.StepUpDone.Title, Html.Of($"""
            <p>{Ending.StepUpDone.Sentence}</p>
            <p>{(request is null ? "" : Next(request))}</p>
            <p>{Ending.StepUpDone.Next}</p>
            """));
    }

    private static string Next(ApprovalRequest request) => request.State switch
    {
        RequestState.AwaitingDecision => $"Request #{request.Number} waits for further approvals.",
        RequestState.Approved when request.Blocker is { } blocker => $"Request #{request.Number} is approved and waits: {Shown.Line(blocker.Sentence)}",
        RequestState.Approved or RequestState.Executing => $"Request #{request.Number} is approved and runs now.",
        RequestState.Succeeded => $"Request #{request.Number} is done.",
        RequestState.Failed => $"Request #{request.Number} has failed; the card says why.",
        RequestState.Unknown => $"Request #{request.Number} was sent, and its answer is not known; the card says what to do.",
        _ => $"Request #{request.Number} was ended in the meantime; the card says how.",
    };
}

using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Requests;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Identity;

/// <summary>Says that an approval counts, and what happens next.</summary>
internal sealed class StepUpDonePage(Tickets tickets, RequestStore requests, PageWriter pages)
{
    public async Task<IResult> ShowAsync(SignInRow row, Language words, CancellationToken cancellationToken)
    {
        var ticket = await tickets.GetAsync(row.TicketHash, cancellationToken);
        var request = RequestId.TryParse(ticket?.RequestId, out var id) ? await requests.FindAsync(id, cancellationToken) : null;
        return pages.Page(words, Ending.StepUpDone.TitleIn(words), Html.Of($"""
            <p>{Ending.StepUpDone.SentenceIn(words)}</p>
            <p>{(request is null ? "" : Next(request, words))}</p>
            <p>{Ending.StepUpDone.NextIn(words)}</p>
            """));
    }

    private static string Next(ApprovalRequest request, Language words) => request.State switch
    {
        RequestState.AwaitingDecision => words.Text(PageKey.NextAwaiting, ("number", request.Number)),
        RequestState.Approved when request.Blocker is { } blocker => words.Text(PageKey.NextBlocked, ("number", request.Number), ("why", Shown.Line(blocker.Sentence))),
        RequestState.Approved or RequestState.Executing => words.Text(PageKey.NextRuns, ("number", request.Number)),
        RequestState.Succeeded => words.Text(PageKey.NextDone, ("number", request.Number)),
        RequestState.Failed => words.Text(PageKey.NextFailed, ("number", request.Number)),
        RequestState.Unknown => words.Text(PageKey.NextUnknown, ("number", request.Number)),
        _ => words.Text(PageKey.NextEnded, ("number", request.Number)),
    };
}

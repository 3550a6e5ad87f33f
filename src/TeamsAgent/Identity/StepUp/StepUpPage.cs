using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Requests;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Identity;

/// <summary>The page behind a step-up link: the action once more, in full, and the button that leads to a fresh login with a second factor.</summary>
internal sealed class StepUpPage(StepUpSubject subject, ChatZones zones) : ITicketPage
{
    public static TicketKind Kind => TicketKind.StepUp;

    public async Task<TicketView> ViewAsync(TicketRow ticket, Language words, CancellationToken cancellationToken) => await subject.FindAsync(ticket, cancellationToken) switch
    {
        StepUpSubject.Found.Waiting waiting => new TicketView.Open(
            words.Text(PageKey.StepUpTitle, ("number", waiting.Request.Number)),
            Body(waiting, await zones.FindAsync(waiting.Decision.Via, cancellationToken), words), words.Text(PageKey.StepUpButton), Start(waiting.Request, waiting.Decision)),
        StepUpSubject.Found.Nothing nothing => new TicketView.Closed(nothing.Ending),
        _ => throw new InvalidOperationException("A subject waits or there is none."),
    };

    // The tenant signs the nonce, so its signature covers this decision on this plan.
    private static SignInStart Start(ApprovalRequest request, Decision decision) => new(
        "openid profile",
        new Dictionary<string, string> { ["prompt"] = "login", ["max_age"] = "0", ["acr_values"] = IdTokenCheck.MultiFactor },
        string.Join('\n', "teamsagent/step-up/1", decision.Id, request.Id.Value, decision.Plan.Hex, OneTimeSecret.New()));

    private static Html Body(StepUpSubject.Found.Waiting waiting, string? zone, Language words)
    {
        var (request, approver) = (waiting.Request, waiting.Approver);
        return Html.Of($"""
            <p>{words.Markup(PageKey.StepUp, ("name", Html.Of($"<strong class=\"who\">{Shown.Line(approver.Name)}</strong>")))}</p>
            {Html.Join(request.Plan.Steps.Select((step, index) => StepMarkup.Of(step, index + 1, request.Plan.Steps.Count, words)))}
            <dl>
            <dt>{words.Text(PageKey.AskedBy)}</dt><dd>{Shown.Line(request.RequesterName)}</dd>
            <dt>{words.Text(PageKey.InTheWords)}</dt><dd class="text">{Shown.Lines(request.Asked)}</dd>
            <dt>{words.Text(PageKey.Risk)}</dt><dd>{words.Text(request.Verdict.Risk)}: {Shown.Line(request.Verdict.Tree.Why)}</dd>
            <dt>{words.Text(PageKey.OpenUntil)}</dt><dd>{words.Time(request.ExpiresAt, zone)}</dd>
            <dt>{words.Text(PageKey.Plan)}</dt><dd>{words.Markup(PageKey.AsOnTheCard, ("hash", Html.Of($"<code>{request.PlanHash.Head}</code>")))}</dd>
            </dl>
            {ReadBefore(request, words)}
            <p class="warning">{words.Text(PageKey.StepUpNotYou)}</p>
            """);
    }

    private static Html ReadBefore(ApprovalRequest request, Language words) => request.Plan.ReadBefore.Count == 0
        ? default
        : Html.Of($"<p>{words.Text(PageKey.ReadBefore)}</p><ul>{Html.Join(request.Plan.ReadBefore.Select(read => Html.Of($"<li>{Shown.Line(read)}</li>")))}</ul>");
}

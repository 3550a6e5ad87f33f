using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Requests;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>The page behind a step-up link: the action once more, in full, and the button that leads to a fresh login with a second factor.</summary>
internal sealed class StepUpPage(StepUpSubject subject, ChatZones zones) : ITicketPage
{
    public static TicketKind Kind => TicketKind.StepUp;

    public async Task<TicketView> ViewAsync(TicketRow ticket, CancellationToken cancellationToken) => await subject.FindAsync(ticket, cancellationToken) switch
    {
        StepUpSubject.Found.Waiting waiting => new TicketView.Open(
            $"Approve request #{waiting.Request.Number}?",
            Body(waiting, await zones.FindAsync(waiting.Decision.Via, cancellationToken)), "Log in and approve", Start(waiting.Request, waiting.Decision)),
        StepUpSubject.Found.Nothing nothing => new TicketView.Closed(nothing.Ending),
        _ => throw new InvalidOperationException("A subject waits or there is none."),
    };

    // The tenant signs the nonce, so its signature covers this decision on this plan.
    private static SignInStart Start(ApprovalRequest request, Decision decision) => new(
        "openid profile",
        new Dictionary<string, string> { ["prompt"] = "login", ["max_age"] = "0", ["acr_values"] = IdTokenCheck.MultiFactor },
        string.Join('\n', "teamsagent/step-up/1", decision.Id, request.Id.Value, decision.Plan.Hex, OneTimeSecret.New()));

    private static Html Body(StepUpSubject.Found.Waiting waiting, string? zone)
    {
        var (request, approver) = (waiting.Request, waiting.Approver);
        return Html.Of($"""
            <p><strong class="who">{Shown.Line(approver.Name)}</strong>, you pressed Approve. It counts once you have logged in afresh with a second factor. This is what you approve:</p>
            {Html.Join(request.Plan.Steps.Select((step, index) => StepMarkup.Of(step, index + 1, request.Plan.Steps.Count)))}
            <dl>
            <dt>Asked by</dt><dd>{Shown.Line(request.RequesterName)}</dd>
            <dt>In the words</dt><dd class="text">{Shown.Lines(request.Asked)}</dd>
            <dt>Risk</dt><dd>{RiskWord(request)}: {Shown.Line(request.Verdict.Tree.Why)}</dd>
            <dt>Open until</dt><dd>{Shown.Time(request.ExpiresAt, zone)}</dd>
            <dt>Plan</dt><dd><code>{request.PlanHash.Head}</code>, as on the card</dd>
            </dl>
            {ReadBefore(request)}
            <p class="warning">If you did not press Approve, or this is not what you saw on the card, close this page: without your login nothing runs.</p>
            """);
    }

    private static string RiskWord(ApprovalRequest request) => request.Verdict.Risk.ToString().ToLowerInvariant();

    private static Html ReadBefore(ApprovalRequest request) => request.Plan.ReadBefore.Count == 0
        ? default
        : Html.Of($"<p>Read from outside before planning:</p><ul>{Html.Join(request.Plan.ReadBefore.Select(read => Html.Of($"<li>{Shown.Line(read)}</li>")))}</ul>");
}

using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Cards;

/// <content>What can be pressed.</content>
public static partial class RequestCard
{
    private static IEnumerable<CardButton> Buttons(ApprovalRequest request, CardContext context)
    {
        var words = context.Words;
        var data = new PressData(request.Id.Value, context.Nonce, request.PlanHash.Hex);
        var decides = context.Viewer != CardViewer.Requester || request.Verdict.AllowsSelfApproval;
        if (request.State == RequestState.AwaitingDecision && decides)
        {
            yield return new CardButton.Press(words.Text(CardKey.Approve), CardVerbs.Approve, data) { Kind = ButtonKind.Positive };
            yield return new CardButton.PressWithReason(words.Text(CardKey.Reject), CardVerbs.Reject, data, Reason(words)) { Kind = ButtonKind.Destructive };
        }

        // Where the policy asked nobody else, there is nobody else to say what became of it.
        if (request.State == RequestState.Unknown && (context.Viewer != CardViewer.Requester || request.Verdict.Level <= Level.SelfApproval))
        {
            foreach (var (index, _) in request.Steps.Index().Where(step => step.Item.Progress == StepProgress.Unknown))
            {
                yield return new CardButton.Press(words.Text(CardKey.Happened), CardVerbs.SettleDone, data with { Step = index });
                yield return new CardButton.Press(words.Text(CardKey.DidNotHappen), CardVerbs.SettleNotDone, data with { Step = index });
            }
        }

        foreach (var link in ResultLinks(request, words))
        {
            yield return link;
        }

        yield return new CardButton.Unfold(words.Text(CardKey.Details), DetailsId, data);
        if (context.DetailsUrl is { } page)
        {
            yield return new CardButton.OpenLink(words.Text(CardKey.OpenPage), page) { InMenu = true };
        }

        if (request.State is RequestState.AwaitingDecision or RequestState.Approved && context.Viewer != CardViewer.Approver)
        {
            yield return new CardButton.Press(words.Text(CardKey.Withdraw), CardVerbs.Withdraw, data) { InMenu = true };
        }
    }

    internal static ReasonInput Reason(Language words) => new(
        CardVerbs.ReasonInputId, words.Text(CardKey.ReasonLabel), words.Text(CardKey.ReasonError, ("most", CardVerbs.ReasonMaxLength)), CardVerbs.ReasonMaxLength);

    // A provider's link is opened by people: nothing but a web page, and no more than a menu can hold.
    private static IEnumerable<CardButton> ResultLinks(ApprovalRequest request, Language words) => request.Steps.Index()
        .Select(step => (step.Index, Url: LinkOf(step.Item.Outcome)))
        .Where(link => link.Url is not null)
        .Select((link, position) => new CardButton.OpenLink(
            request.Steps.Count == 1 ? words.Text(CardKey.OpenResult) : words.Text(CardKey.OpenResultOfStep, ("step", link.Index + 1)), link.Url!)
        {
            InMenu = position >= 2,
        });

    private static Uri? LinkOf(Outcome? outcome) =>
        outcome is { Kind: OutcomeKind.Succeeded, Link: { Length: <= 500 } link } && Uri.TryCreate(link, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) && url.UserInfo.Length == 0
            ? url
            : null;
}

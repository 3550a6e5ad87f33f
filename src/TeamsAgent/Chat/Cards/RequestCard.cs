using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Cards;

/// <summary>The card of an approval request, in every state: a pure function of the request and what surrounds it.</summary>
public static partial class RequestCard
{
    private const string DetailsId = "details";
    private const int Named = 3;

    /// <summary>Makes the card.</summary>
    public static Card Of(ApprovalRequest request, CardContext context)
    {
        var words = context.Words;
        var facts = DecisionFacts.Of(request, context);
        return new Card
        {
            Language = words,
            Parts =
            [
                new CardPart.Status(facts.Tone, facts.Status, $"#{request.Number}"),
                new CardPart.Heading(StepWords.Heading(request.Plan, words)),
                .. Story(request, context),
                .. Progress(request, words),
                .. request.Plan.Steps.Select((_, index) => StepParts.Of(request, index, words)),
                Terms(request, facts, context),
                .. Warnings(request, context),
                new CardPart.Detail(DetailsId, [.. DetailParts(request, words)]),
            ],
            Buttons = [.. Buttons(request, context)],
            OwnViews = context.OwnViews.Count > 0 ? new OwnViews(new PressData(request.Id.Value, context.Nonce, request.PlanHash.Hex), context.OwnViews) : null,
            Summary = facts.Summary,
        };
    }

    private static IEnumerable<CardPart> Story(ApprovalRequest request, CardContext context)
    {
        yield return new CardPart.Say(context.Words.Say(CardKey.Asked, ("requester", request.RequesterName), ("at", context.Moment(request.CreatedAt))), CardTone.Quiet);
        if (request.State == RequestState.AwaitingDecision)
        {
            if (!string.IsNullOrWhiteSpace(request.Asked))
            {
                yield return new CardPart.Quote(context.Words.Say(CardKey.InTheseWords), Untrusted.Of(request.Asked));
            }

            if (context.Mentions.Count > 0 && context.Viewer == CardViewer.Shared)
            {
                yield return new CardPart.Mentions(context.Mentions, context.Words.Say(CardKey.WaitsForYou));
            }
        }

        foreach (var sentence in StateWords.Sentences(request, context))
        {
            yield return sentence;
        }
    }

    // Before anything has been tried there is no progress to tell.
    private static IEnumerable<CardPart> Progress(ApprovalRequest request, Language words)
    {
        if (StepWords.HasBegun(request))
        {
            yield return new CardPart.Progress(request.Steps.Select((_, index) => StepWords.Progress(request, index, words)).ToList());
        }
    }

    private static CardPart.Group Terms(ApprovalRequest request, DecisionFacts facts, CardContext context)
    {
        List<CardPart> parts = [new CardPart.RiskBadge(request.Verdict.Risk, $"{request.Verdict.Tree.Why}")];
        List<CardFact> rows = [];
        if (request.State == RequestState.AwaitingDecision)
        {
            rows.Add(new CardFact(context.Words.Say(CardKey.WhoDecides), ApproverWords.Of(request, context)));
        }

        if (facts.Deadline is { } deadline)
        {
            rows.Add(new CardFact(facts.DeadlineLabel, $"{deadline}") { IsDecisive = true });
        }

        rows.Add(new CardFact(context.Words.Say(CardKey.Fingerprint), facts.Fingerprint) { IsDecisive = true });
        parts.Add(new CardPart.Facts(rows));
        return new CardPart.Group(parts);
    }

    private static IEnumerable<CardPart> Warnings(ApprovalRequest request, CardContext context)
    {
        if (request.State != RequestState.AwaitingDecision)
        {
            yield break;
        }

        if (context.RejectedLately is { } lately)
        {
            yield return new CardPart.Say(
                context.Words.Say(CardKey.RejectedLately, ("number", lately.Number), ("by", lately.By), ("at", context.Moment(lately.At))), CardTone.Warning);
        }

        if (context.Twin is { } twin)
        {
            var labels = Sentence.Join(twin.DiffersIn.Select<string, Sentence>(label => $"{label}"), $", ");
            yield return new CardPart.Say(
                twin.DiffersIn.Count == 0
                ? context.Words.Say(CardKey.Twin, ("number", twin.Number))
                : context.Words.Say(CardKey.TwinDiffers, ("number", twin.Number), ("labels", labels)), CardTone.Warning);
        }

        if (request.Plan.ReadBefore is { Count: > 0 } reads)
        {
            var list = Sentence.Join(reads.Take(Named).Select<string, Sentence>(read => $"{read}"), $"; ");
            var more = reads.Count > Named ? context.Words.SayCounted(CardKey.ReadBeforeMore, reads.Count - Named) : Sentence.None;
            yield return new CardPart.Say(context.Words.Say(CardKey.ReadBefore, ("list", list), ("more", more)), CardTone.Warning);
        }
    }

    private static IEnumerable<CardPart> DetailParts(ApprovalRequest request, Language words)
    {
        var count = request.Plan.Steps.Count;
        foreach (var (index, step) in request.Plan.Steps.Index())
        {
            var lead = count == 1 ? words.Say(CardKey.ExactCall) : words.Say(CardKey.ExactCallOfStep, ("step", index + 1));
            yield return new CardPart.Group([.. StepParts.Folded(request, index, words), new CardPart.ExactCall(lead, step.Call)]);
        }

        var rules = request.Verdict.Tree.Children.Count > 0 ? request.Verdict.Tree.Children : [request.Verdict.Tree];
        yield return new CardPart.Group(
        [
            new CardPart.Facts(
            [
                new CardFact(words.Say(CardKey.WholeFingerprint), $"{CardText.InGroups(request.PlanHash)}"),
                new CardFact(words.Say(CardKey.Request), $"{request.Id.Value}"),
                .. rules.Select(rule => new CardFact(words.Say(CardKey.Rule), $"{rule.Rule}: {rule.Why}")),
            ]),
        ]);
    }
}

using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Chat.Cards;

/// <summary>The card of an approval request, in every state: a pure function of the request and what surrounds it.</summary>
public static partial class RequestCard
{
    private const string DetailsId = "details";
    private const int Named = 3;

    /// <summary>Makes the card.</summary>
    public static Card Of(ApprovalRequest request, CardContext context)
    {
        var facts = DecisionFacts.Of(request, context);
        return new Card
        {
            Parts =
            [
                new CardPart.Status(facts.Tone, facts.Status, $"#{request.Number}"),
                new CardPart.Heading(StepWords.Heading(request.Plan)),
                .. Story(request, context),
                .. Progress(request),
                .. request.Plan.Steps.Select((_, index) => StepParts.Of(request, index)),
                Terms(request, facts, context),
                .. Warnings(request, context),
                new CardPart.Detail(DetailsId, [.. DetailParts(request)]),
            ],
            Buttons = [.. Buttons(request, context)],
            OwnViews = context.OwnViews.Count > 0 ? new OwnViews(new PressData(request.Id.Value, context.Nonce, request.PlanHash.Hex), context.OwnViews) : null,
            Summary = facts.Summary,
        };
    }

    private static IEnumerable<CardPart> Story(ApprovalRequest request, CardContext context)
    {
        yield return new CardPart.Say($"{request.RequesterName} asked on {context.Moment(request.CreatedAt)}", CardTone.Quiet);
        if (request.State == RequestState.AwaitingDecision)
        {
            if (!string.IsNullOrWhiteSpace(request.Asked))
            {
                yield return new CardPart.Quote($"In these words", Untrusted.Of(request.Asked));
            }

            if (context.Mentions.Count > 0 && context.Viewer == CardViewer.Shared)
            {
                yield return new CardPart.Mentions(context.Mentions, $"this waits for your decision.");
            }
        }

        foreach (var sentence in StateWords.Sentences(request, context))
        {
            yield return sentence;
        }
    }

    // Before anything has been tried there is no progress to tell.
    private static IEnumerable<CardPart> Progress(ApprovalRequest request)
    {
        if (StepWords.HasBegun(request))
        {
            yield return new CardPart.Progress(request.Steps.Select((_, index) => StepWords.Progress(request, index)).ToList());
        }
    }

    private static CardPart.Group Terms(ApprovalRequest request, DecisionFacts facts, CardContext context)
    {
        List<CardPart> parts = [new CardPart.RiskBadge(request.Verdict.Risk, $"{request.Verdict.Tree.Why}")];
        List<CardFact> rows = [];
        if (request.State == RequestState.AwaitingDecision)
        {
            rows.Add(new CardFact($"Who decides", ApproverWords.Of(request, context)));
        }

        if (facts.Deadline is { } deadline)
        {
            rows.Add(new CardFact(facts.DeadlineLabel, $"{deadline}") { IsDecisive = true });
        }

        rows.Add(new CardFact($"Fingerprint", facts.Fingerprint) { IsDecisive = true });
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
                $"The same was rejected lately: #{lately.Number} by {lately.By} on {context.Moment(lately.At)}.", CardTone.Warning);
        }

        if (context.Twin is { } twin)
        {
            var labels = Sentence.Join(twin.DiffersIn.Select<string, Sentence>(label => $"{label}"), $", ");
            yield return new CardPart.Say(
                twin.DiffersIn.Count == 0 ? (Sentence)$"The same as #{twin.Number}, which waits, too." : $"Nearly the same as #{twin.Number}, which waits, too. It differs in: {labels}.", CardTone.Warning);
        }

        if (request.Plan.ReadBefore is { Count: > 0 } reads)
        {
            var list = Sentence.Join(reads.Take(Named).Select<string, Sentence>(read => $"{read}"), $"; ");
            Sentence more = reads.Count > Named ? $"; and {reads.Count - Named} more" : Sentence.None;
            yield return new CardPart.Say($"Read from outside before planning: {list}{more}. What was read may have steered the plan.", CardTone.Warning);
        }
    }

    private static IEnumerable<CardPart> DetailParts(ApprovalRequest request)
    {
        var count = request.Plan.Steps.Count;
        foreach (var (index, step) in request.Plan.Steps.Index())
        {
            var lead = count == 1 ? (Sentence)$"Exactly this is sent" : $"Exactly this is sent in step {index + 1}";
            yield return new CardPart.Group([.. StepParts.Folded(request, index), new CardPart.ExactCall(lead, step.Call)]);
        }

        var rules = request.Verdict.Tree.Children.Count > 0 ? request.Verdict.Tree.Children : [request.Verdict.Tree];
        yield return new CardPart.Group(
        [
            new CardPart.Facts(
            [
                new CardFact($"Whole fingerprint", $"{CardText.InGroups(request.PlanHash)}"),
                new CardFact($"Request", $"{request.Id.Value}"),
                .. rules.Select(rule => new CardFact($"Rule", $"{rule.Rule}: {rule.Why}")),
            ]),
        ]);
    }
}

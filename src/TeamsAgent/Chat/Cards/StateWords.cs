using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Cards;

/// <summary>What is said of each state.</summary>
internal static class StateWords
{
    private const int Named = 3;

    public static (CardTone Tone, Sentence Text) Status(ApprovalRequest request, Language words) => request.State switch
    {
        RequestState.AwaitingDecision when request.AwaitingProof.FirstOrDefault() is { } pressed =>
            (CardTone.Active, words.Say(StateKey.WaitingForLogin, ("name", pressed.Name))),
        RequestState.AwaitingDecision => (CardTone.Active, Approvals(request, words)),
        RequestState.Approved when request.Blocker is { } blocker => (CardTone.Warning,
            words.Say(blocker.Kind == BlockerKind.Operator ? StateKey.WaitsForOperator : StateKey.WaitsForRequester)),
        RequestState.Approved => (CardTone.Active, words.Say(StateKey.Approved)),
        RequestState.Executing => (CardTone.Active, StepWords.At(request, words, StepProgress.Claimed, StepProgress.Sending, StepProgress.Waiting) is { } at
            ? words.Say(StateKey.RunningAt, ("step", at)) : words.Say(StateKey.Running)),
        RequestState.Succeeded => (CardTone.Good, words.Say(StateKey.Done)),
        RequestState.Failed => (CardTone.Bad, StepWords.At(request, words, StepProgress.Failed) is { } at ? words.Say(StateKey.FailedAt, ("step", at)) : words.Say(StateKey.Failed)),
        RequestState.Unknown => (CardTone.Warning, StepWords.At(request, words, StepProgress.Unknown) is { } at
            ? words.Say(StateKey.UnknownAt, ("step", at)) : words.Say(StateKey.Unknown)),
        RequestState.Rejected => (CardTone.Bad, Rejection(request) is { } no ? words.Say(StateKey.RejectedBy, ("name", no.Name)) : words.Say(StateKey.NotAllowed)),
        RequestState.Expired => (CardTone.Quiet, words.Say(StateKey.Expired)),
        _ => (CardTone.Quiet, words.Say(StateKey.Withdrawn)),
    };

    public static IEnumerable<CardPart> Sentences(ApprovalRequest request, CardContext context)
    {
        var approvals = request.Decisions.Where(decision => decision.Choice == Choice.Approve).ToList();
        foreach (var decision in approvals.Take(Named))
        {
            yield return new CardPart.Say(Approval(decision, request, context));
        }

        if (approvals.Count > Named)
        {
            yield return new CardPart.Say(context.Words.SayCounted(StateKey.MorePressed, approvals.Count - Named));
        }

        foreach (var part in OfState(request, context.Words))
        {
            yield return part;
        }
    }

    private static IEnumerable<CardPart> OfState(ApprovalRequest request, Language words)
    {
        var nothing = request.Steps.All(step => step.Sendings == 0) ? words.Say(StateKey.NothingSent) : Sentence.None;
        return request.State switch
        {
            RequestState.Approved when request.Blocker is { } blocker =>
                [new CardPart.Say(words.Say(StateKey.RunsOnceMended, ("why", blocker.Sentence)), CardTone.Warning)],
            RequestState.Approved when request.Verdict.Level == Level.Allow => [new CardPart.Say(words.Say(StateKey.NoDecisionNeeded))],
            RequestState.Unknown =>
                [new CardPart.Say(words.Say(StateKey.MayHaveHappened), CardTone.Strong)],
            RequestState.Rejected when Rejection(request) is { } no => string.IsNullOrWhiteSpace(no.Reason)
                ? [new CardPart.Say(words.Say(StateKey.NoReason, ("name", no.Name), ("nothing", nothing)))]
                : [new CardPart.Quote(words.Say(StateKey.Because), Untrusted.Of(no.Reason)), new CardPart.Say(words.Say(StateKey.DoesNotRun, ("nothing", nothing)), CardTone.Quiet)],
            RequestState.Rejected => [new CardPart.Say($"{request.Verdict.Tree.Why}{nothing}")],
            RequestState.Expired when request.QuorumMet =>
                [new CardPart.Say(words.Say(StateKey.ExpiredHalfway, ("nothing", nothing)))],
            RequestState.Expired => [new CardPart.Say(words.Say(StateKey.ExpiredUndecided, ("nothing", nothing)))],
            RequestState.Withdrawn => [new CardPart.Say(words.Say(StateKey.TookBack, ("requester", request.RequesterName), ("nothing", nothing)))],
            _ => [],
        };
    }

    private static Sentence Approvals(ApprovalRequest request, Language words)
    {
        var needed = request.Verdict.Approvers.Sum(rule => rule.Count);
        var given = request.Decisions.Count(decision => Quorum.Counts(decision, request.Verdict));
        return given == 0 ? words.Say(StateKey.ApprovalNeeded) : words.Say(StateKey.ApprovalGiven, ("given", given), ("needed", needed));
    }

    private static Sentence Approval(Decision decision, ApprovalRequest request, CardContext context) => decision switch
    {
        { Proof: { } proof } => context.Words.Say(StateKey.ApprovedFresh, ("name", decision.Name), ("at", context.Moment(proof.At))),
        _ when request.Verdict.NeedsStepUp && request.State == RequestState.AwaitingDecision =>
            context.Words.Say(StateKey.PressedOnly, ("name", decision.Name), ("at", context.Moment(decision.At))),
        _ when request.Verdict.NeedsStepUp => context.Words.Say(StateKey.PressedNoLogin, ("name", decision.Name)),
        _ => context.Words.Say(StateKey.ApprovedOn, ("name", decision.Name), ("at", context.Moment(decision.At))),
    };

    private static Decision? Rejection(ApprovalRequest request) =>
        request.Decisions.FirstOrDefault(decision => decision.Choice == Choice.Reject);
}

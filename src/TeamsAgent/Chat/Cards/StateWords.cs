using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Chat.Cards;

/// <summary>What is said of each state.</summary>
internal static class StateWords
{
    private const int Named = 3;

    public static (CardTone Tone, Sentence Text) Status(ApprovalRequest request) => request.State switch
    {
        RequestState.AwaitingDecision when request.AwaitingProof.FirstOrDefault() is { } pressed =>
            (CardTone.Active, $"Waiting for {pressed.Name} to log in"),
        RequestState.AwaitingDecision => (CardTone.Active, Approvals(request)),
        RequestState.Approved when request.Blocker is { } blocker => (CardTone.Warning,
            blocker.Kind == BlockerKind.Operator ? (Sentence)$"Approved, but waits for an operator" : $"Approved, but waits for the requester"),
        RequestState.Approved => (CardTone.Active, $"Approved"),
        RequestState.Executing => (CardTone.Active, StepWords.At(request, StepProgress.Claimed, StepProgress.Sending, StepProgress.Waiting) is { } at
            ? $"Running: {at}" : (Sentence)$"Running"),
        RequestState.Succeeded => (CardTone.Good, $"Done"),
        RequestState.Failed => (CardTone.Bad, StepWords.At(request, StepProgress.Failed) is { } at ? $"Failed: {at}" : (Sentence)$"Failed"),
        RequestState.Unknown => (CardTone.Warning, StepWords.At(request, StepProgress.Unknown) is { } at
            ? $"Outcome unknown: {at}" : (Sentence)$"Outcome unknown"),
        RequestState.Rejected => (CardTone.Bad, Rejection(request) is { } no ? $"Rejected by {no.Name}" : (Sentence)$"Not allowed by the policy"),
        RequestState.Expired => (CardTone.Quiet, $"Expired"),
        _ => (CardTone.Quiet, $"Withdrawn"),
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
            yield return new CardPart.Say($"{approvals.Count - Named} more pressed Approve.");
        }

        foreach (var part in OfState(request))
        {
            yield return part;
        }
    }

    public static Sentence Of(Risk risk) => risk switch
    {
        Risk.Low => $"low",
        Risk.Medium => $"medium",
        Risk.High => $"high",
        _ => $"critical",
    };

    private static IEnumerable<CardPart> OfState(ApprovalRequest request)
    {
        Sentence nothing = request.Steps.All(step => step.Sendings == 0) ? $" Nothing was sent." : Sentence.None;
        return request.State switch
        {
            RequestState.Approved when request.Blocker is { } blocker =>
                [new CardPart.Say($"{blocker.Sentence} It runs by itself as soon as that is mended.", CardTone.Warning)],
            RequestState.Approved when request.Verdict.Level == Level.Allow => [new CardPart.Say($"The policy lets it run without a decision.")],
            RequestState.Unknown =>
                [new CardPart.Say($"It may have happened: the call may have left, and its answer is lost. It is not sent again. Somebody who may approve looks there, then says here what is true.", CardTone.Strong)],
            RequestState.Rejected when Rejection(request) is { } no => string.IsNullOrWhiteSpace(no.Reason)
                ? [new CardPart.Say($"{no.Name} gave no reason.{nothing}")]
                : [new CardPart.Quote($"Because", Untrusted.Of(no.Reason)), new CardPart.Say($"It does not run.{nothing}", CardTone.Quiet)],
            RequestState.Rejected => [new CardPart.Say($"{request.Verdict.Tree.Why}{nothing}")],
            RequestState.Expired when request.QuorumMet =>
                [new CardPart.Say($"It was approved, but the time was over before all of it had run. What had not begun was not run.{nothing}")],
            RequestState.Expired => [new CardPart.Say($"Nobody decided in time.{nothing} Ask again if it is still needed.")],
            RequestState.Withdrawn => [new CardPart.Say($"{request.RequesterName} took it back.{nothing}")],
            _ => [],
        };
    }

    private static Sentence Approvals(ApprovalRequest request)
    {
        var needed = request.Verdict.Approvers.Sum(rule => rule.Count);
        var given = request.Decisions.Count(decision => Quorum.Counts(decision, request.Verdict));
        return given == 0 ? (Sentence)$"Approval needed" : $"Approval needed: {given} of {needed} given";
    }

    private static Sentence Approval(Decision decision, ApprovalRequest request, CardContext context) => decision switch
    {
        { Proof: { } proof } => $"{decision.Name} approved on {context.Moment(proof.At)}, after a fresh login with a second factor.",
        _ when request.Verdict.NeedsStepUp && request.State == RequestState.AwaitingDecision =>
            $"{decision.Name} pressed Approve on {context.Moment(decision.At)}. It counts once they have logged in afresh with a second factor.",
        _ when request.Verdict.NeedsStepUp => $"{decision.Name} pressed Approve, but did not log in.",
        _ => $"{decision.Name} approved on {context.Moment(decision.At)}.",
    };

    private static Decision? Rejection(ApprovalRequest request) =>
        request.Decisions.FirstOrDefault(decision => decision.Choice == Choice.Reject);
}

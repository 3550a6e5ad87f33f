using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Chat.Cards;

/// <summary>What people decide by: who asks, for what, how risky, until when, and which plan exactly. Card and summary are both made from it.</summary>
internal sealed record DecisionFacts
{
    public required CardTone Tone { get; init; }

    public required Sentence Status { get; init; }

    public required string Summary { get; init; }

    public required Sentence DeadlineLabel { get; init; }

    public required Moment? Deadline { get; init; }

    public required Sentence Fingerprint { get; init; }

    public static DecisionFacts Of(ApprovalRequest request, CardContext context)
    {
        var (tone, status) = StateWords.Status(request);
        var open = request.State is RequestState.AwaitingDecision or RequestState.Approved or RequestState.Executing;
        var deadline = open ? context.Moment(request.ExpiresAt) : null;
        Sentence label = request.State == RequestState.AwaitingDecision ? (Sentence)$"Decide until" : $"Runs until";
        Sentence fingerprint = $"{Untrusted.Decisive(request.PlanHash.Head)}";
        return new DecisionFacts
        {
            Tone = tone,
            Status = status,
            DeadlineLabel = label,
            Deadline = deadline,
            Fingerprint = fingerprint,
            Summary = Line(request, status, label, deadline, fingerprint).Plain(max: 120),
        };
    }

    private static Sentence Line(ApprovalRequest request, Sentence status, Sentence label, Moment? deadline, Sentence fingerprint)
    {
        var steps = Sentence.Join(request.Plan.Steps.Select((_, index) => Step(request, index)), $"; ");
        Sentence until = deadline is null ? Sentence.None : $" {label}: {deadline}.";
        return $"{status}, #{request.Number}: {request.RequesterName} asks: {steps}. Risk: {StateWords.Of(request.Verdict.Risk)}.{until} Fingerprint: {fingerprint}.";
    }

    // The summary of a step says most of it; what it leaves out is added.
    private static Sentence Step(ApprovalRequest request, int index)
    {
        var step = request.Plan.Steps[index];
        Sentence number = request.Plan.Steps.Count == 1 ? Sentence.None : $"{index + 1}. ";
        Sentence outcome = request.Steps.ElementAtOrDefault(index)?.Progress switch
        {
            StepProgress.Succeeded => $" [done]",
            StepProgress.Failed => $" [failed]",
            StepProgress.Unknown => $" [outcome unknown]",
            StepProgress.NotRun => $" [not run]",
            _ => Sentence.None,
        };
        var missing = step.Facts.Where(fact => fact.Decisive && !Says(step.Summary, fact)).ToList();
        var facts = Sentence.Join(
            missing.Select<StepFact, Sentence>(fact => $"{Untrusted.Decisive(fact.Label)}: {Untrusted.Decisive(fact.Value)}"), $", ");
        Sentence added = missing.Count == 0 ? Sentence.None : $" ({facts})";
        return $"{number}{Untrusted.Decisive(step.Summary)}{added}{outcome}";
    }

    private static bool Says(string summary, StepFact fact) =>
        !string.IsNullOrWhiteSpace(fact.Value) && summary.Contains(fact.Value, StringComparison.Ordinal);
}

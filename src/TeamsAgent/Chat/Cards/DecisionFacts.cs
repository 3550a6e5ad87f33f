using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Words;

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
        var words = context.Words;
        var (tone, status) = StateWords.Status(request, words);
        var open = request.State is RequestState.AwaitingDecision or RequestState.Approved or RequestState.Executing;
        var deadline = open ? context.Moment(request.ExpiresAt) : null;
        var label = words.Say(request.State == RequestState.AwaitingDecision ? CardKey.DecideUntil : CardKey.RunsUntil);
        Sentence fingerprint = $"{Untrusted.Decisive(request.PlanHash.Head)}";
        return new DecisionFacts
        {
            Tone = tone,
            Status = status,
            DeadlineLabel = label,
            Deadline = deadline,
            Fingerprint = fingerprint,
            Summary = Line(request, words, status, label, deadline, fingerprint).Plain(max: 120),
        };
    }

    private static Sentence Line(ApprovalRequest request, Language words, Sentence status, Sentence label, Moment? deadline, Sentence fingerprint)
    {
        var steps = Sentence.Join(request.Plan.Steps.Select((_, index) => Step(request, index, words)), $"; ");
        var until = deadline is null ? Sentence.None : words.Say(CardKey.SummaryUntil, ("label", label), ("deadline", deadline));
        return words.Say(CardKey.Summary, ("status", status), ("number", request.Number), ("requester", request.RequesterName), ("steps", steps),
            ("risk", words.Say(request.Verdict.Risk)), ("until", until), ("fingerprint", fingerprint));
    }

    // The summary of a step says most of it; what it leaves out is added.
    private static Sentence Step(ApprovalRequest request, int index, Language words)
    {
        var step = request.Plan.Steps[index];
        Sentence number = request.Plan.Steps.Count == 1 ? Sentence.None : $"{index + 1}. ";
        var outcome = request.Steps.ElementAtOrDefault(index)?.Progress switch
        {
            StepProgress.Succeeded => words.Say(CardKey.SummaryDone),
            StepProgress.Failed => words.Say(CardKey.SummaryFailed),
            StepProgress.Unknown => words.Say(CardKey.SummaryUnknown),
            StepProgress.NotRun => words.Say(CardKey.SummaryNotRun),
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

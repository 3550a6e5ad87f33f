using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Cards;

/// <summary>One step of a plan: while people decide with all of its parameters, afterwards with what they decided by.</summary>
internal static class StepParts
{
    public static CardPart.Group Of(ApprovalRequest request, int index, Language words)
    {
        var step = request.Plan.Steps[index];
        Sentence place = request.Plan.Steps.Count == 1
            ? (Sentence)$"{step.Provider}"
            : words.Say(CardKey.StepOf, ("step", index + 1), ("count", request.Plan.Steps.Count), ("title", step.Title), ("provider", step.Provider));
        var parts = new List<CardPart>
        {
            new CardPart.Say(place, CardTone.Quiet),
            new CardPart.Say($"{Untrusted.Decisive(step.Summary)}", CardTone.Strong),
        };
        var deciding = IsDeciding(request);
        parts.AddRange(Facts(step.Facts.Where(fact => deciding || fact.Decisive), words));
        if (deciding)
        {
            parts.AddRange(Consequences(step, words));
        }

        return new CardPart.Group(parts);
    }

    /// <summary>What is folded away once it is decided.</summary>
    public static IEnumerable<CardPart> Folded(ApprovalRequest request, int index, Language words)
    {
        var step = request.Plan.Steps[index];
        return IsDeciding(request) ? [] : [.. Facts(step.Facts.Where(fact => !fact.Decisive), words), .. Consequences(step, words)];
    }

    private static bool IsDeciding(ApprovalRequest request) => request.State == RequestState.AwaitingDecision;

    private static IEnumerable<CardPart> Facts(IEnumerable<StepFact> facts, Language words)
    {
        var rows = facts.Select(fact => Row(fact, words)).ToList();
        return rows.Count == 0 ? [] : [new CardPart.Facts(rows)];
    }

    private static CardFact Row(StepFact fact, Language words)
    {
        var nothing = words.Say(CardKey.Empty);
        var added = fact.Added ? words.Say(CardKey.Added) : Sentence.None;
        return fact.Decisive
            ? new CardFact($"{Untrusted.Decisive(fact.Label)}", fact.Value.Length == 0 ? (Sentence)$"{nothing}{added}" : $"{Untrusted.Decisive(fact.Value)}{added}") { IsDecisive = true }
            : new CardFact($"{fact.Label}", fact.Value.Length == 0 ? (Sentence)$"{nothing}{added}" : $"{fact.Value}{added}");
    }

    private static IEnumerable<CardPart> Consequences(PlanStep step, Language words)
    {
        if (!string.IsNullOrWhiteSpace(step.Impact))
        {
            yield return new CardPart.Facts([new CardFact(words.Say(CardKey.Impact), $"{step.Impact}")]);
        }

        if (step.Scopes.Count > 0)
        {
            yield return new CardPart.Scopes(step.Scopes);
        }
    }
}

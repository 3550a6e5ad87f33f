using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Tests.Pages;

/// <summary>What people decide by, as texts that must be seen on a card.</summary>
internal static class CardFacts
{
    public static IReadOnlyList<string> Of(ApprovalRequest request, CardContext context, Func<Moment, string> written)
    {
        var facts = DecisionFacts.Of(request, context);
        return
        [
            $"#{request.Number}", request.RequesterName, $"{request.Verdict.Risk}.", request.PlanHash.Head,
            .. request.Plan.Steps.Select(step => Untrusted.Of(step.Summary).Line),
            .. request.Plan.Steps.SelectMany(step => step.Facts).Where(fact => fact.Decisive).Select(fact => Untrusted.Of(fact.Value).Line),
            .. facts.Deadline is null ? Array.Empty<string>() : [facts.DeadlineLabel.Plain(), written(facts.Deadline)],
        ];
    }
}

using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Cards;

/// <summary>Who may decide, in words.</summary>
internal static class ApproverWords
{
    private const int Named = 3;

    public static Sentence Of(ApprovalRequest request, CardContext context)
    {
        var (rules, words) = (request.Verdict.Approvers, context.Words);
        var groups = rules.Take(Named).Select(rule => Of(rule, context.Approvers.GetValueOrDefault(rule.Group) ?? [], words)).ToList();
        var more = rules.Count > Named ? words.SayCounted(CardKey.ApproversMore, rules.Count - Named) : Sentence.None;
        Sentence approvers = $"{Sentence.Join(groups, words.Say(CardKey.ApproversAnd))}{more}";
        var how = request.Verdict.NeedsStepUp ? words.Say(CardKey.ApproversStepUp) : Sentence.None;
        return (request.Verdict.AllowsSelfApproval, groups.Count) switch
        {
            (true, 0) => words.Say(CardKey.ApproversRequester, ("requester", request.RequesterName)),
            (true, _) => words.Say(CardKey.ApproversRequesterOr, ("requester", request.RequesterName), ("approvers", approvers)),
            (_, 0) => words.Say(CardKey.ApproversNobody),
            _ => $"{approvers}{how}{ButNotTheRequester(request, context)}",
        };
    }

    private static Sentence Of(ApproverRule rule, IReadOnlyList<string> names, Language words)
    {
        Sentence number = rule.Count == 1 ? words.Say(CardKey.ApproversOne) : $"{rule.Count}";
        if (names.Count == 0)
        {
            return words.Say(CardKey.ApproversOf, ("number", number), ("group", rule.Group));
        }

        var named = Sentence.Join(names.Take(Named).Select<string, Sentence>(name => $"{name}"), $", ");
        var more = names.Count > Named ? words.SayCounted(CardKey.ApproversNamesMore, names.Count - Named) : Sentence.None;
        return words.Say(CardKey.ApproversNamed, ("names", (Sentence)$"{named}{more}"), ("number", number), ("group", rule.Group));
    }

    private static Sentence ButNotTheRequester(ApprovalRequest request, CardContext context) =>
        context.Approvers.Values.Any(names => names.Contains(request.RequesterName, StringComparer.Ordinal))
            ? context.Words.Say(CardKey.ApproversNot, ("requester", request.RequesterName))
            : Sentence.None;
}

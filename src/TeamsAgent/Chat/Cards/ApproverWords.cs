using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Chat.Cards;

/// <summary>Who may decide, in words.</summary>
internal static class ApproverWords
{
    private const int Named = 3;

    public static Sentence Of(ApprovalRequest request, CardContext context)
    {
        var rules = request.Verdict.Approvers;
        var groups = rules.Take(Named).Select(rule => Of(rule, context.Approvers.GetValueOrDefault(rule.Group) ?? [])).ToList();
        Sentence more = rules.Count > Named ? $", and {rules.Count - Named} more groups" : Sentence.None;
        Sentence approvers = $"{Sentence.Join(groups, $", and ")}{more}";
        Sentence how = request.Verdict.NeedsStepUp ? $", with a fresh login and a second factor" : Sentence.None;
        return (request.Verdict.AllowsSelfApproval, groups.Count) switch
        {
            (true, 0) => $"{request.RequesterName}, who asked",
            (true, _) => $"{request.RequesterName}, who asked; or {approvers}",
            (_, 0) => $"Nobody: the policy names no approvers",
            _ => $"{approvers}{how}{ButNotTheRequester(request, context)}",
        };
    }

    private static Sentence Of(ApproverRule rule, IReadOnlyList<string> names)
    {
        Sentence count = rule.Count == 1 ? (Sentence)$"one" : $"{rule.Count}";
        if (names.Count == 0)
        {
            return $"{count} of “{rule.Group}”";
        }

        var named = Sentence.Join(names.Take(Named).Select<string, Sentence>(name => $"{name}"), $", ");
        Sentence more = names.Count > Named ? $" and {names.Count - Named} more" : Sentence.None;
        return $"{named}{more} ({count} of “{rule.Group}”)";
    }

    private static Sentence ButNotTheRequester(ApprovalRequest request, CardContext context) =>
        context.Approvers.Values.Any(names => names.Contains(request.RequesterName, StringComparer.Ordinal))
            ? $"; not {request.RequesterName}, who asked"
            : Sentence.None;
}

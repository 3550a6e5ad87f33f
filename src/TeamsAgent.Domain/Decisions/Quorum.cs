using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Policies;

namespace TeamsAgent.Domain.Decisions;

/// <summary>Whether the decisions that are in meet a verdict.</summary>
public static class Quorum
{
    /// <summary>Whether a decision counts: an approval, with its proof where the verdict asks for one.</summary>
    public static bool Counts(Decision decision, Verdict verdict) =>
        decision.Choice == Choice.Approve && (!verdict.NeedsStepUp || decision.Proof is not null);

    /// <summary>Whether enough of the decisions count.</summary>
    public static bool IsMet(Verdict verdict, PersonId requester, IReadOnlyList<Decision> decisions)
    {
        var counted = decisions.Where(decision => Counts(decision, verdict)).ToList();
        return verdict.Level switch
        {
            Level.Allow => true,
            Level.Deny => false,
            Level.SelfApproval => counted.Any(d => d.By == requester) || ApproversMet(verdict, counted),
            _ => ApproversMet(verdict, counted.Where(d => d.By != requester).ToList()),
        };
    }

    /// <summary>The approver groups of a verdict that a person is in.</summary>
    public static IReadOnlyList<string> GroupsOf(Person person, Verdict verdict, IReadOnlyDictionary<string, Group> groups) => verdict.Approvers
        .Where(rule => groups.TryGetValue(rule.Group, out var group) && group.Includes(person))
        .Select(rule => rule.Group)
        .ToList();

    // A verdict that names nobody is met by nobody.
    private static bool ApproversMet(Verdict verdict, List<Decision> counted) => verdict.Approvers.Count > 0
        && verdict.Approvers.All(rule => counted.Where(d => d.Groups.Contains(rule.Group)).Select(d => d.By).Distinct().Count() >= rule.Count);
}

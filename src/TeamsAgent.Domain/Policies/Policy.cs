using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Domain.Policies;

/// <summary>What a policy asks for when nothing else matches, per risk.</summary>
public sealed record RiskDefault(Level Level, IReadOnlyList<ApproverRule> Approvers, TimeSpan ExpiresAfter);

/// <summary>What a rule adds. Null and empty add nothing.</summary>
public sealed record Raise(Level? Level, Risk? Risk, IReadOnlyList<ApproverRule> Approvers, TimeSpan? ExpiresAfter);

/// <summary>A named rule: when its condition holds, its requirements are added.</summary>
public sealed record Rule(string Name, string Why, Condition When, Raise Then);

/// <summary>A policy document, read. A pure function of plan, requester, place and time.</summary>
public sealed record Policy(
    string Hash,
    IReadOnlyDictionary<string, Group> Groups,
    IReadOnlyDictionary<Risk, RiskDefault> Defaults,
    IReadOnlyList<Rule> Rules)
{
    /// <summary>Judges a plan. Rules only ever add requirements; the strictest of all that match holds.</summary>
    public Verdict Evaluate(Plan plan, Person requester, Place place, DateTimeOffset now)
    {
        var input = new PolicyInput(plan, requester, place, now, Groups);
        var matching = Rules.Where(rule => rule.When.Holds(input)).ToList();
        var risk = matching.Select(rule => rule.Then.Risk ?? Risk.Low).Append(plan.Risk).Max();
        var byDefault = Defaults[risk];

        var level = matching.Select(rule => rule.Then.Level ?? Level.Allow).Append(byDefault.Level).Max();

        // Self-approval is for low risk alone, whatever the document says.
        if (level is Level.SelfApproval or Level.Allow && risk > Risk.Low)
        {
            level = Level.Approval;
        }

        return new Verdict
        {
            Level = level,
            Risk = risk,
            Approvers = Strictest(matching.SelectMany(rule => rule.Then.Approvers).Concat(byDefault.Approvers)),
            ExpiresAfter = matching.Select(rule => rule.Then.ExpiresAfter ?? TimeSpan.MaxValue).Append(byDefault.ExpiresAfter).Min(),
            Tree = Explain(plan, risk, level, byDefault, matching),
            PolicyHash = Hash,
        };
    }

    private static List<ApproverRule> Strictest(IEnumerable<ApproverRule> rules) => rules
        .GroupBy(rule => rule.Group, StringComparer.Ordinal)
        .Select(same => new ApproverRule(same.Key, same.Max(rule => rule.Count)))
        .OrderBy(rule => rule.Group, StringComparer.Ordinal)
        .ToList();

    private static VerdictNode Explain(Plan plan, Risk risk, Level level, RiskDefault byDefault, List<Rule> matching)
    {
        var riskiest = plan.Steps.MaxBy(step => step.Risk)!;
        var children = new List<VerdictNode>
        {
            new($"default for {Words.Of(risk)} risk", $"“{riskiest.Title}” is of {Words.Of(riskiest.Risk)} risk.", byDefault.Level, []),
        };
        children.AddRange(matching.Select(rule => new VerdictNode(rule.Name, rule.Why, rule.Then.Level ?? Level.Allow, [])));
        var decisive = children.MaxBy(node => node.Level)!;
        return new VerdictNode(decisive.Rule, decisive.Why, level, children);
    }
}

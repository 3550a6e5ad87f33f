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

        // A raised risk adds its default to that of the plan's own risk; it replaces nothing, so that no rule can loosen.
        var defaults = Enum.GetValues<Risk>().Where(r => r >= plan.Risk && r <= risk).Select(r => (Risk: r, Asks: Defaults[r])).ToList();
        var level = matching.Select(rule => rule.Then.Level ?? Level.Allow).Concat(defaults.Select(d => d.Asks.Level)).Max();

        // Self-approval is for low risk alone, whatever the document says.
        if (level is Level.SelfApproval or Level.Allow && risk > Risk.Low)
        {
            level = Level.Approval;
        }

        return new Verdict
        {
            Level = level,
            Risk = risk,
            Approvers = Strictest(matching.SelectMany(rule => rule.Then.Approvers).Concat(defaults.SelectMany(d => d.Asks.Approvers))),
            ExpiresAfter = matching.Select(rule => rule.Then.ExpiresAfter ?? TimeSpan.MaxValue).Concat(defaults.Select(d => d.Asks.ExpiresAfter)).Min(),
            Tree = Explain(plan, level, defaults, matching),
            PolicyHash = Hash,
        };
    }

    private static List<ApproverRule> Strictest(IEnumerable<ApproverRule> rules) => rules
        .GroupBy(rule => rule.Group, StringComparer.Ordinal)
        .Select(same => new ApproverRule(same.Key, same.Max(rule => rule.Count)) { Ask = same.Max(rule => rule.Ask) })
        .OrderBy(rule => rule.Group, StringComparer.Ordinal)
        .ToList();

    private static VerdictNode Explain(Plan plan, Level level, List<(Risk Risk, RiskDefault Asks)> defaults, List<Rule> matching)
    {
        var riskiest = plan.Steps.MaxBy(step => step.Risk)!;
        var children = defaults.Select(byDefault => new VerdictNode(
            $"default for {Terms.Of(byDefault.Risk)} risk",
            byDefault.Risk == plan.Risk
                ? $"“{riskiest.Title}” is of {Terms.Of(riskiest.Risk)} risk."
                : $"A rule raised the risk to {Terms.Of(defaults[^1].Risk)}.",
            byDefault.Asks.Level, [])).ToList();
        children.AddRange(matching.Select(rule => new VerdictNode(rule.Name, rule.Why, rule.Then.Level ?? Level.Allow, [])));
        var decisive = children.MaxBy(node => node.Level)!;
        return new VerdictNode(decisive.Rule, decisive.Why, level, children);
    }
}

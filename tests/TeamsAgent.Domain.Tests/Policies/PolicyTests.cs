using CsCheck;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using Xunit;

namespace TeamsAgent.Domain.Tests.Policies;

public sealed class PolicyTests
{
    private static readonly Raise Nothing = new(null, null, [], null);

    private static readonly Gen<ApproverRule> Approvers = Gen.Select(Gen.OneOf("managers", "admins", "finance"), Gen.Int[1, 3], (group, count) => new ApproverRule(group, count));

    private static readonly Gen<RiskDefault> Defaults = Gen.Select(
        Gen.Enum<Level>(), Approvers.Array[0, 2], Gen.Int[1, 100], (level, who, hours) => new RiskDefault(level, who, TimeSpan.FromHours(hours)));

    private static readonly Gen<Rule> Rules = Gen.Select(
        Gen.OneOf(Gen.Const((Level?)null), Gen.Enum<Level>().Select(l => (Level?)l)), Gen.OneOf(Gen.Const((Risk?)null), Gen.Enum<Risk>().Select(r => (Risk?)r)),
        Approvers.Array[0, 2], Gen.OneOf(Gen.Const((TimeSpan?)null), Gen.Int[1, 100].Select(h => (TimeSpan?)TimeSpan.FromHours(h))), Gen.Bool,
        (level, risk, who, expires, always) =>
            new Rule("r", "w", always ? new Condition.Always() : new Condition.Not(new Condition.Always()), new Raise(level, risk, who, expires)));

    [Fact]
    public void Adding_a_rule_never_lowers() => Gen.Select(Defaults.Array[4], Rules.Array[0, 3], Rules, Gen.Enum<Risk>()).Sample((defaults, rules, added, risk) =>
    {
        var plan = Some.Plan(Some.Step(risk: risk));
        var before = Policy(defaults, rules).Evaluate(plan, The.Ana, The.Channel, The.Start);
        var after = Policy(defaults, [.. rules, added]).Evaluate(plan, The.Ana, The.Channel, The.Start);

        Assert.True(after.Level >= before.Level);
        Assert.True(after.Risk >= before.Risk);
        Assert.True(after.ExpiresAfter <= before.ExpiresAfter);
        Assert.All(before.Approvers, rule => Assert.True(after.Approvers.Single(r => r.Group == rule.Group).Count >= rule.Count));
    }, iter: 20_000);

    [Fact]
    public void Above_low_risk_nothing_runs_on_the_requesters_word() => Gen.Select(Defaults.Array[4], Rules.Array[0, 3], Gen.Enum<Risk>()).Sample((defaults, rules, risk) =>
    {
        var verdict = Policy(defaults, rules).Evaluate(Some.Plan(Some.Step(risk: risk)), The.Ana, The.Channel, The.Start);
        Assert.True(verdict.Risk == Risk.Low || verdict.Level >= Level.Approval);
        Assert.True(verdict.Risk >= risk);
    }, iter: 5_000);

    [Fact]
    public void The_strictest_of_all_that_match_holds()
    {
        var verdict = Policy(Usual,
            [
                new Rule("two managers", "because", new Condition.Always(), Nothing with { Approvers = [new ApproverRule("managers", 2)] }),
                new Rule("step-up", "because of money", new Condition.Always(), Nothing with { Level = Level.StepUp, ExpiresAfter = TimeSpan.FromMinutes(30) }),
                new Rule("other", "because", new Condition.ReadBefore(), Nothing with { Level = Level.Deny }),
            ]).Evaluate(Some.Plan(), The.Ana, The.Channel, The.Start);

        Assert.Equal(Level.StepUp, verdict.Level);
        Assert.Equal([new ApproverRule("managers", 2)], verdict.Approvers);
        Assert.Equal(TimeSpan.FromMinutes(30), verdict.ExpiresAfter);
        Assert.Equal(("step-up", "because of money"), (verdict.Tree.Rule, verdict.Tree.Why));
        Assert.Equal(["default for medium risk", "two managers", "step-up"], verdict.Tree.Children.Select(node => node.Rule));
        Assert.Equal("hash", verdict.PolicyHash);
    }

    [Fact]
    public void A_raised_risk_adds_its_default_to_the_plans_own()
    {
        var defaults = Usual;
        defaults[1] = new RiskDefault(Level.StepUp, [new ApproverRule("managers", 2)], TimeSpan.FromHours(1));
        var verdict = Policy(defaults, [new Rule("raise", "why", new Condition.Always(), Nothing with { Risk = Risk.High })])
            .Evaluate(Some.Plan(), The.Ana, The.Channel, The.Start);

        Assert.Equal((Level.StepUp, Risk.High), (verdict.Level, verdict.Risk));
        Assert.Equal([new ApproverRule("managers", 2)], verdict.Approvers);
        Assert.Equal(TimeSpan.FromHours(1), verdict.ExpiresAfter);
        Assert.Equal(
            [("default for medium risk", "“Open an issue” is of medium risk."), ("default for high risk", "A rule raised the risk to high.")],
            verdict.Tree.Children.Take(2).Select(node => (node.Rule, node.Why)));
    }

    public static TheoryData<string, Condition, bool> Conditions() => new()
    {
        { "always", new Condition.Always(), true },
        { "action", new Condition.ActionIs(["payments.transfer"]), true },
        { "any rest", new Condition.ActionIs(["x", "payments.*"]), true },
        { "other action", new Condition.ActionIs(["payments.transfe", "payments", "Payments.transfer"]), false },
        { "risk", new Condition.RiskAtLeast(Risk.Critical), true },
        { "asked on", new Condition.AskedOn(["teams"]), true },
        { "asked elsewhere", new Condition.AskedOn(["slack"]), false },
        { "requester in", new Condition.RequesterIn("managers"), false },
        { "requester in a group that nobody knows", new Condition.RequesterIn("x"), true },
        { "more steps", new Condition.MoreStepsThan(0), true },
        { "not more steps", new Condition.MoreStepsThan(1), false },
        { "read before", new Condition.ReadBefore(), false },
        { "fact above", new Condition.FactAbove("amount", 999.99m), true },
        { "fact not above", new Condition.FactAbove("Amount", 1000m), false },
        { "fact that is no number", new Condition.FactAbove("Note", 1m), true },
        { "fact that is not there", new Condition.FactAbove("x", 1m), false },
        { "fact is", new Condition.FactIs("currency", ["usd", "eur"]), true },
        { "fact is not", new Condition.FactIs("Currency", ["USD"]), false },
        { "all", new Condition.All([new Condition.Always(), new Condition.ReadBefore()]), false },
        { "any", new Condition.Any([new Condition.Always(), new Condition.ReadBefore()]), true },
        { "not", new Condition.Not(new Condition.ReadBefore()), true },
        // In doubt the whole matches, wherever the doubt sits.
        { "not in a group that nobody knows", new Condition.Not(new Condition.RequesterIn("x")), true },
        { "not above, of what is no number", new Condition.Not(new Condition.FactAbove("Note", 1m)), true },
        { "not not above, of what is no number", new Condition.Not(new Condition.Not(new Condition.FactAbove("Note", 1m))), true },
        { "not all of what is in doubt", new Condition.Not(new Condition.All([new Condition.RequesterIn("x"), new Condition.Always()])), true },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Conditions_hold_as_they_read(string what, Condition condition, bool holds)
    {
        var plan = Some.Plan(Some.Step(
            risk: Risk.Critical, action: "payments.transfer", facts: [new("Amount", "1000.00", true), new("Currency", "EUR", true), new("Note", "1,000", false)]));

        Assert.True(holds == condition.Holds(new PolicyInput(plan, The.Ana, The.Channel, The.Start, The.Groups)), what);
    }

    private static RiskDefault[] Usual =>
    [
        new(Level.Allow, [], TimeSpan.FromHours(8)),
        new(Level.Approval, [The.OneManager], TimeSpan.FromHours(8)),
        new(Level.Approval, [The.OneManager], TimeSpan.FromHours(4)),
        new(Level.StepUp, [The.OneManager], TimeSpan.FromHours(1)),
    ];

    private static Policy Policy(RiskDefault[] defaults, IReadOnlyList<Rule> rules) =>
        new("hash", The.Groups, Enum.GetValues<Risk>().ToDictionary(risk => risk, risk => defaults[(int)risk]), rules);
}

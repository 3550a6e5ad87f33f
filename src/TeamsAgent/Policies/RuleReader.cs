using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Text.StrictYaml;

namespace TeamsAgent.Policies;

/// <summary>Reads <c>rules</c>. A rule can only add; one that looks as if it lowered something is a mistake, not a rule without effect.</summary>
internal sealed class RuleReader(
    ApproverReader approvers, ConditionReader conditions, IReadOnlyDictionary<Risk, RiskDefault>? defaults, Problems problems)
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The rules in their order.</summary>
    public IReadOnlyList<Rule> Read(IReadOnlyList<Node> items) => items.Select(ReadOne).OfType<Rule>().ToList();

    private Rule? ReadOne(Node node)
    {
        if (node is not MapNode map)
        {
            problems.Add(node, "a rule must be a map with name, why, when and then");
            return null;
        }

        var reader = new MapReader(map, problems);
        var name = reader.Text("name", 80);
        if (name.Length > 0 && !_names.Add(name))
        {
            problems.Add(map.Find("name")!, $"there is another rule named “{name}”");
        }

        var why = reader.Text("why", 300);
        var before = problems.Count;
        var when = reader.Required("when") is { } condition ? conditions.Read(condition) : new Condition.Always();
        var then = reader.TryMap("then", out var raise) ? Then(raise) : null;
        reader.Done();
        if (then is not null && defaults is not null && problems.Count == before)
        {
            CheckRaise(raise!.Map, then, conditions.LeastRisk(when), defaults);
        }

        return then is null ? null : new Rule(name, why, when, then);
    }

    private Raise Then(MapReader reader)
    {
        var raise = new Raise(
            reader.OptionalOneOf("level", PolicyWords.Levels), reader.OptionalOneOf("risk", PolicyWords.Risks), approvers.Approvers(reader), approvers.Expires(reader));
        reader.Done();
        if (reader.Map.Entries.Count == 0)
        {
            problems.Add(reader.Map, "“then” is empty; the rule would add nothing");
        }

        return raise;
    }

    private void CheckRaise(MapNode node, Raise raise, Risk least, IReadOnlyDictionary<Risk, RiskDefault> defaults)
    {
        var risk = raise.Risk is { } raised && raised > least ? raised : least;
        var byDefault = defaults[least];
        var level = new[] { raise.Level ?? Level.Allow, byDefault.Level, defaults[risk].Level }.Max();
        var what = $"the default for {Terms.Of(least)} risk";
        if (raise.Risk is { } lower && lower < least)
        {
            problems.Add(node.Find("risk")!, $"a rule can only raise: what it is for has at least {Terms.Of(least)} risk already");
        }

        if (raise.Level is { } asked && (asked < byDefault.Level || asked == Level.Allow))
        {
            problems.Add(node.Find("level")!, $"a rule can only raise: “{PolicyWords.Of(asked)}” is not more than {what} asks for ({PolicyWords.Of(byDefault.Level)})");
        }

        if (raise.ExpiresAfter > byDefault.ExpiresAfter)
        {
            problems.Add(node.Find("expires")!, $"a rule can only shorten the time; {what} is shorter");
        }

        if (level < Level.Approval && raise.Approvers.Count > 0)
        {
            problems.Add(node.Find("approvers")!, $"approvers are named, but {what} asks for none; say which level too");
        }

        if (level is Level.Approval or Level.StepUp && raise.Approvers.Count == 0 && byDefault.Approvers.Count == 0 && defaults[risk].Approvers.Count == 0)
        {
            problems.Add(node, $"the rule asks for “{PolicyWords.Of(level)}”, and neither it nor {what} names approvers; nobody could approve");
        }
    }
}

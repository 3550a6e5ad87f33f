using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Text.StrictYaml;

namespace TeamsAgent.Policies;

/// <summary>Reads <c>defaults</c>: what each risk asks for when no rule adds to it.</summary>
internal sealed class DefaultsReader(ApproverReader approvers, Problems problems)
{
    /// <summary>One for each risk, or null when any is missing or wrong.</summary>
    public IReadOnlyDictionary<Risk, RiskDefault>? Read(MapReader document)
    {
        var before = problems.Count;
        var defaults = new Dictionary<Risk, RiskDefault>();
        if (!document.TryMap("defaults", out var all))
        {
            return null;
        }

        foreach (var (word, risk) in PolicyWords.Risks.OrderBy(pair => pair.Value))
        {
            if (all.TryMap(word, out var one))
            {
                defaults[risk] = ReadOne(one, word, risk);
            }
        }

        all.Done();
        if (problems.Count == before)
        {
            RefuseFalling(all, defaults);
        }

        return problems.Count == before ? defaults : null;
    }

    private RiskDefault ReadOne(MapReader reader, string word, Risk risk)
    {
        var level = reader.OneOf("level", PolicyWords.Levels);
        var who = approvers.Approvers(reader);
        var expires = approvers.Expires(reader);
        reader.Done();
        if (level < Level.Approval && risk > Risk.Low && reader.Map.Find("level") is { } node)
        {
            problems.Add(node, $"“{PolicyWords.Of(level)}” is possible at low risk only, not at {word}");
        }

        if (level is Level.Approval or Level.StepUp && who.Count == 0)
        {
            problems.Add(reader.Map, $"{word} risk asks for “{PolicyWords.Of(level)}” and names no approvers; nobody could approve");
        }

        if (level is Level.Allow or Level.Deny && who.Count > 0)
        {
            problems.Add(reader.Map.Find("approvers")!, $"“{PolicyWords.Of(level)}” asks nobody; approvers make no sense here");
        }

        if (expires is null)
        {
            problems.Add(reader.Map, "“expires” is missing");
        }

        return new RiskDefault(level, who, expires ?? TimeSpan.FromMinutes(1));
    }

    private void RefuseFalling(MapReader all, Dictionary<Risk, RiskDefault> defaults)
    {
        foreach (var (lower, higher) in defaults.OrderBy(pair => pair.Key).Zip(defaults.OrderBy(pair => pair.Key).Skip(1)))
        {
            if (higher.Value.Level < lower.Value.Level && all.Map.Find(Terms.Of(higher.Key)) is { } node)
            {
                problems.Add(node, $"{Terms.Of(higher.Key)} risk asks for less ({PolicyWords.Of(higher.Value.Level)}) than {Terms.Of(lower.Key)} risk ({PolicyWords.Of(lower.Value.Level)})");
            }
        }
    }
}

using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Text;
using TeamsAgent.Text.StrictYaml;

namespace TeamsAgent.Policies;

/// <summary>Reads a rule's <c>when</c>. Several keys in one map must all hold.</summary>
internal sealed class ConditionReader(IReadOnlyDictionary<string, Group> groups, PolicyVocabulary vocabulary, Problems problems)
{
    private static readonly string[] Known =
        ["actions", "risk-at-least", "asked-on", "requester-in", "more-steps-than", "read-before", "fact-above", "fact-is", "all", "any", "not"];

    /// <summary>The condition; a mistake is noted, and what stands for it then matches.</summary>
    public Condition Read(Node node)
    {
        if (node is TextNode { Value: "always" })
        {
            return new Condition.Always();
        }

        if (node is not MapNode map || map.Entries.Count == 0)
        {
            problems.Add(node, "a condition is a map such as { actions: [github.*] }, or the word always");
            return new Condition.Always();
        }

        var parts = map.Entries.Select(entry => Read(entry, new MapReader(map, problems))).ToList();
        return parts.Count == 1 ? parts[0] : new Condition.All(parts);
    }

    private Condition Read(MapEntry entry, MapReader reader) => entry.Name switch
    {
        "actions" => Actions(reader.Texts("actions"), entry),
        "risk-at-least" => new Condition.RiskAtLeast(reader.OneOf("risk-at-least", PolicyWords.Risks)),
        "asked-on" => AskedOn(reader.Texts("asked-on"), entry),
        "requester-in" => RequesterIn(reader.Text("requester-in"), entry),
        "more-steps-than" => new Condition.MoreStepsThan(Scalars.WholeNumber(entry.Value, entry.Name, 0, 100, problems)),
        "read-before" => ReadBefore(entry),
        "fact-above" => FactAbove(entry),
        "fact-is" => FactIs(entry),
        "all" => new Condition.All(Parts(reader, "all")),
        "any" => new Condition.Any(Parts(reader, "any")),
        "not" => new Condition.Not(Read(entry.Value)),
        _ => Unknown(entry),
    };

    private Condition.ActionIs Actions(IReadOnlyList<string> patterns, MapEntry entry)
    {
        foreach (var pattern in patterns)
        {
            var star = pattern.IndexOf('*', StringComparison.Ordinal);
            if (star >= 0 && star < pattern.Length - 1)
            {
                problems.Add(entry.Value, $"“{pattern}”: a * can only stand at the end");
            }
            else if (!vocabulary.Actions.Keys.Any(name => Matches(pattern, name)))
            {
                problems.Add(entry.Value, $"“{pattern}” matches no action of the catalogue, so this would never be reached{Nearest.Question(pattern, vocabulary.Actions.Keys)}");
            }
        }

        return new Condition.ActionIs(patterns);
    }

    /// <summary>The least risk that a plan can have when a condition holds: what a rule must not fall below.</summary>
    public Risk LeastRisk(Condition condition) => condition switch
    {
        Condition.RiskAtLeast at => at.Risk,
        Condition.ActionIs actions => vocabulary.Actions.Where(pair => actions.Patterns.Any(pattern => Matches(pattern, pair.Key)))
            .Select(pair => pair.Value).DefaultIfEmpty(Risk.Low).Min(),
        Condition.All all => all.Parts.Select(LeastRisk).DefaultIfEmpty(Risk.Low).Max(),
        Condition.Any any => any.Parts.Select(LeastRisk).DefaultIfEmpty(Risk.Low).Min(),
        _ => Risk.Low,
    };

    private static bool Matches(string pattern, string action) => pattern.EndsWith('*')
        ? action.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : pattern == action;

    private Condition.AskedOn AskedOn(IReadOnlyList<string> channels, MapEntry entry)
    {
        foreach (var unknown in channels.Where(channel => !PolicyWords.Channels.Contains(channel)))
        {
            problems.Add(entry.Value, $"“{unknown}” is no chat platform; known are {string.Join(", ", PolicyWords.Channels)}");
        }

        return new Condition.AskedOn(channels);
    }

    private Condition.RequesterIn RequesterIn(string group, MapEntry entry)
    {
        if (group.Length > 0 && !groups.ContainsKey(group))
        {
            problems.Add(entry.Value, $"there is no group “{group}”{Nearest.Question(group, groups.Keys)}");
        }

        return new Condition.RequesterIn(group);
    }

    private Condition ReadBefore(MapEntry entry) => Scalars.Boolean(entry.Value, entry.Name, problems) == false
        ? new Condition.Not(new Condition.ReadBefore())
        : new Condition.ReadBefore();

    private Condition FactAbove(MapEntry entry)
    {
        if (Fact(entry, out var reader) is not { } fact)
        {
            return new Condition.Always();
        }

        var limit = reader.Required("limit") is { } node ? Scalars.PlainNumber(node, "limit", problems) : 0;
        reader.Done();
        return new Condition.FactAbove(fact, limit);
    }

    private Condition FactIs(MapEntry entry)
    {
        if (Fact(entry, out var reader) is not { } fact)
        {
            return new Condition.Always();
        }

        var values = reader.Texts("values");
        reader.Done();
        return new Condition.FactIs(fact, values);
    }

    // A misspelt fact would never match, and so never add what the rule is there for.
    private string? Fact(MapEntry entry, out MapReader reader)
    {
        reader = new MapReader(entry.Value as MapNode ?? new MapNode(entry.Value.Line, []), problems);
        if (entry.Value is not MapNode)
        {
            problems.Add(entry.Value, $"“{entry.Name}” must be a map with “fact” and what it is compared with");
            return null;
        }

        var fact = reader.Text("fact", 80);
        if (fact.Length > 0 && !vocabulary.Facts.Contains(fact))
        {
            problems.Add(reader.Map.Find("fact")!, $"no action of the catalogue has a fact “{fact}”{Nearest.Question(fact, vocabulary.Facts)}");
        }

        return fact;
    }

    private List<Condition> Parts(MapReader reader, string key)
    {
        var items = reader.Items(key);
        if (reader.Map.Find(key) is ListNode { Items.Count: 0 } empty)
        {
            problems.Add(empty, $"“{key}” is empty");
        }

        return items.Select(Read).ToList();
    }

    private Condition.Always Unknown(MapEntry entry)
    {
        problems.Add(entry.Key, $"unknown condition “{entry.Name}”{Nearest.Question(entry.Name, Known)}");
        return new Condition.Always();
    }
}

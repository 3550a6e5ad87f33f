using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Text;
using TeamsAgent.Text.StrictYaml;

namespace TeamsAgent.Policies;

/// <summary>Reads what defaults and rules share: <c>approvers</c> and <c>expires</c>.</summary>
internal sealed class ApproverReader(IReadOnlyDictionary<string, Group> groups, Problems problems)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>The approvers, or none.</summary>
    public IReadOnlyList<ApproverRule> Approvers(MapReader reader)
    {
        var approvers = new List<ApproverRule>();
        if (!reader.Has("approvers"))
        {
            return approvers;
        }

        foreach (var item in reader.Items("approvers"))
        {
            if (item is not MapNode map)
            {
                problems.Add(item, "an approver is written { group: name, count: 1 }");
                continue;
            }

            var inner = new MapReader(map, problems);
            var rule = new ApproverRule(inner.Text("group", 40), inner.Required("count") is { } count ? Scalars.WholeNumber(count, "count", 1, 100, problems) : 1)
            {
                Ask = inner.OptionalOneOf("ask", PolicyWords.Asks) ?? AskWhere.Here,
            };
            inner.Done();
            Check(rule, map, approvers);
            approvers.Add(rule);
        }

        if (reader.Map.Find("approvers") is ListNode { Items.Count: 0 } empty)
        {
            problems.Add(empty, "“approvers” is empty; leave it out or name a group");
        }

        return approvers;
    }

    /// <summary>How long it stays open, or null.</summary>
    public TimeSpan? Expires(MapReader reader) => reader.Optional("expires") is { } node ? Scalars.Duration(node, "expires", Longest, problems) : null;

    private void Check(ApproverRule rule, MapNode node, List<ApproverRule> before)
    {
        if (rule.Group.Length == 0)
        {
            return;
        }

        if (!groups.TryGetValue(rule.Group, out var group))
        {
            problems.Add(node, $"there is no group “{rule.Group}”{Nearest.Question(rule.Group, groups.Keys)}");
            return;
        }

        var size = group.Chats.Count + group.Emails.Count;
        if (size == 0)
        {
            problems.Add(node, $"the group “{rule.Group}” is empty; nobody in it could approve");
        }
        else if (rule.Count > size)
        {
            problems.Add(node, $"{rule.Count} people of “{rule.Group}” are asked for, and it has {size}");
        }

        if (before.Exists(other => other.Group == rule.Group))
        {
            problems.Add(node, $"the group “{rule.Group}” is named twice");
        }
    }
}

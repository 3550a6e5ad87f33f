using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Model.Rules;

/// <summary>Cuts a message into sentences that a rule knows; what no rule knows is left out.</summary>
internal static partial class Sentences
{
    private const int LongestMessage = 20_000;

    public static IReadOnlyList<Wish> Understand(string message, LocalTime time)
    {
        var wishes = new List<Wish>();
        foreach (var sentence in Split(message.Length > LongestMessage ? message[..LongestMessage] : message))
        {
            if (RuleOf(sentence) is { } rule)
            {
                wishes.Add(InSameRepository(rule.Understand(sentence, time), wishes));
            }
        }

        return wishes;
    }

    /// <summary>"…, and comment on the newest" means the repository that was just spoken of.</summary>
    private static Wish InSameRepository(Wish wish, List<Wish> earlier)
    {
        if (wish.Action is "comment_on_issue" or "close_issue" && !wish.Arguments.ContainsKey("repo")
            && earlier.FindLast(other => other.Arguments.ContainsKey("repo")) is { } before)
        {
            wish.Arguments["owner"] = before.Arguments["owner"]!.DeepClone();
            wish.Arguments["repo"] = before.Arguments["repo"]!.DeepClone();
            return wish with { Missing = [.. wish.Missing.Skip(1)] };
        }

        return wish;
    }

    /// <summary>A joint counts only where a known kind of sentence begins behind it, so that titles and texts stay whole.</summary>
    private static IEnumerable<string> Split(string message)
    {
        var text = Polite().Replace(message.Trim(), "");
        var start = 0;
        foreach (Match joint in Joint().Matches(text))
        {
            var rest = Polite().Replace(text[(joint.Index + joint.Length)..], "");
            if (joint.Index > start && RuleOf(rest) is not null)
            {
                yield return text[start..joint.Index].Trim();
                start = text.Length - rest.Length;
            }
        }

        yield return text[start..].Trim();
    }

    private static Rule? RuleOf(string sentence) => Rule.All.FirstOrDefault(rule => rule.Head.IsMatch(sentence));

    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"[;,.]?\s+and\s+(?:then\s+)?(?:also\s+)?|\s*;\s*(?:then\s+)?|,\s*(?:then\s+)?|[.!]\s+(?:then\s+)?|\s*\r?\n\s*", Loose)]
    private static partial Regex Joint();

    [GeneratedRegex(@"^(?:(?:<at>[^<]*</at>|@\w+|please|hi|hello|hey|and|then|also|can\s+you|could\s+you|would\s+you|will\s+you|i\s+want\s+you\s+to|i\s+would\s+like\s+you\s+to|let['’]?s)[\s,:]+)+", Loose)]
    private static partial Regex Polite();
}

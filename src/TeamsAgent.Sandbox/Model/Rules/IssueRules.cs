using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Model.Rules;

/// <summary>Sentences about issues.</summary>
internal static partial class IssueRules
{
    private static readonly Slot TitleSlot = new("What should the issue's title be?", (text, arguments, _) => Finish(text, arguments) is not null, IsFreeText: true);

    public static readonly Rule Create = new(CreateHead(), (text, _) =>
    {
        var (before, title) = Phrases.AtColon(text);
        var arguments = new JsonObject();
        Labels(ref before, arguments);
        if (Phrases.Take(ref before, Titled(), out var titled))
        {
            title ??= titled.Groups["text"].Value;
        }

        Repository(ref before, arguments);
        title = Finish(title, arguments);
        return new Wish("create_issue", arguments)
        {
            Missing = [.. NeedRepository(arguments, "Which repository should the issue go into? Please name it as owner/name."), .. TitleSlot.If(title is null)],
        };
    });

    public static readonly Rule List = new(ListHead(), (text, _) =>
    {
        var arguments = new JsonObject();
        Repository(ref text, arguments);
        arguments["state"] = StateWord().Match(text) is { Success: true } state ? state.Value.ToLowerInvariant() : "open";
        return new Wish("list_issues", arguments) { Missing = NeedRepository(arguments, "Which repository's issues? Please name it as owner/name.") };
    });

    public static readonly Rule Comment = new(CommentHead(), (text, _) =>
    {
        var (before, body) = Phrases.AtColon(text);
        if (body is null && Phrases.Take(ref before, Saying(), out var saying))
        {
            body = saying.Groups["text"].Value;
        }

        var arguments = new JsonObject();
        Repository(ref before, arguments);
        var wish = WithNumber("comment_on_issue", before, arguments);
        if (Phrases.NullIfEmpty(body) is { } words)
        {
            arguments["body"] = words;
            return wish;
        }

        return wish with { Missing = [.. wish.Missing, new("What should the comment say?", Phrases.Into("body"), IsFreeText: true)] };
    });

    public static readonly Rule Close = new(CloseHead(), (text, _) =>
    {
        var arguments = new JsonObject();
        Repository(ref text, arguments);
        return WithNumber("close_issue", text, arguments);
    });

    private static Wish WithNumber(string action, string text, JsonObject arguments)
    {
        var missing = NeedRepository(arguments, "In which repository is the issue? Please name it as owner/name.");
        if (Number().Match(text) is { Success: true } number)
        {
            arguments["issue_number"] = int.Parse(number.Groups["number"].Value, CultureInfo.InvariantCulture);
        }
        else if (Extreme().Match(text) is { Success: true } which)
        {
            // The repository may come later, from the sentence before or from an answer; the list shares these arguments then.
            var oldest = which.Value.StartsWith("old", StringComparison.OrdinalIgnoreCase) || which.Value.Equals("first", StringComparison.OrdinalIgnoreCase);
            return new Wish(action, arguments)
            {
                Missing = missing,
                Pick = new(new Wish("list_issues", new() { ["state"] = "open" }), "issue_number", result => ToolResults.Issue(result, oldest), "There is no open issue."),
            };
        }
        else
        {
            missing = [.. missing, new("Which issue? Please give its number.", (answer, into, _) =>
            {
                var match = AnyNumber().Match(answer);
                if (match.Success)
                {
                    into["issue_number"] = int.Parse(match.Value, CultureInfo.InvariantCulture);
                }

                return match.Success;
            })];
        }

        return new Wish(action, arguments) { Missing = missing };
    }

    /// <summary>Takes title and body apart; labels may stand at the end.</summary>
    private static string? Finish(string? text, JsonObject arguments)
    {
        if (text is null)
        {
            return null;
        }

        text = text.Trim();
        Labels(ref text, arguments);
        if (!arguments.ContainsKey("repo") && Phrases.Take(ref text, RepositoryAtEnd(), out var repository))
        {
            (arguments["owner"], arguments["repo"]) = (repository.Groups["owner"].Value, repository.Groups["repo"].Value);
        }

        var cut = BodyStart().Match(text);
        var title = Phrases.NullIfEmpty(cut.Success ? text[..cut.Index] : text);
        if (title is null)
        {
            return null;
        }

        arguments["title"] = title;
        if (cut.Success && Phrases.NullIfEmpty(text[(cut.Index + cut.Length)..]) is { } body)
        {
            arguments["body"] = body;
        }

        return title;
    }

    private static void Labels(ref string text, JsonObject arguments)
    {
        if (Phrases.Take(ref text, LabelPhrase(), out var labels))
        {
            arguments["labels"] = new JsonArray([.. Phrases.List(labels.Groups["labels"].Value).Select(label => (JsonNode)label)]);
        }
    }

    private static void Repository(ref string text, JsonObject arguments)
    {
        if (Phrases.Take(ref text, RepositoryName(), out var found))
        {
            (arguments["owner"], arguments["repo"]) = (found.Groups["owner"].Value, found.Groups["repo"].Value);
        }
    }

    private static Slot[] NeedRepository(JsonObject arguments, string question) => arguments.ContainsKey("repo") ? [] :
    [
        new(question, (answer, into, _) =>
        {
            Repository(ref answer, into);
            return into.ContainsKey("repo");
        }),
    ];


    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(?:open|create|file|raise|report|make)\s+(?:(?:an?|the|another|one)\s+)?(?:new\s+)?(?:github\s+)?(?:issue|bug|ticket)\b", Loose)]
    private static partial Regex CreateHead();

    [GeneratedRegex(@"^(?:list|show|read|get|fetch|find|check|see|what\s+are|which\s+are)\s+(?:me\s+)?(?:all\s+)?(?:of\s+)?(?:the\s+)?(?:(?:open|closed|all)\s+)?issues\b", Loose)]
    private static partial Regex ListHead();

    [GeneratedRegex(@"^(?:(?:comment|reply|respond)\s+(?:on|to)|add\s+a\s+comment\s+(?:on|to))\s+(?:the\s+)?(?:issue|newest|latest|oldest|most\s+recent|first|last|#?\d+)\b|^(?:comment|reply)\s+(?:on|to)\s+#\d+", Loose)]
    private static partial Regex CommentHead();

    [GeneratedRegex(@"^close\s+(?:the\s+)?(?:issue\b|newest\b|latest\b|oldest\b|most\s+recent\b|#\d+)", Loose)]
    private static partial Regex CloseHead();

    [GeneratedRegex(@"(?:\b(?:in|for|on|at|of|from|to)\s+)?(?:the\s+)?(?:repo(?:sitory)?\s+)?(?<![\w/.@])(?<owner>[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)/(?<repo>[A-Za-z0-9._-]*[A-Za-z0-9_-])(?![\w/])", Loose)]
    private static partial Regex RepositoryName();

    [GeneratedRegex(@"\s+in\s+(?<owner>[A-Za-z0-9-]+)/(?<repo>[A-Za-z0-9._-]*[A-Za-z0-9_-])\s*$", Loose)]
    private static partial Regex RepositoryAtEnd();

    [GeneratedRegex(@"\b(?:titled|called|named|about|saying)\s+(?<text>.+?)(?=\s+in\s+[\w-]+/[\w.-]+\s*$|$)", Loose | RegexOptions.Singleline)]
    private static partial Regex Titled();

    [GeneratedRegex(@",?\s*\b(?:labell?ed|with\s+(?:the\s+)?labels?)\s*:?\s+(?<labels>[\w""“”-]+(?:(?:\s*,\s*|\s+and\s+)[\w""“”-]+)*)\s*(?=$|,?\s+(?:titled|called|named|about|in|for)\s)", Loose)]
    private static partial Regex LabelPhrase();

    [GeneratedRegex(@"\s+[—–-]\s+|,?\s+saying:?\s+|\s*\r?\n\s*", Loose)]
    private static partial Regex BodyStart();

    [GeneratedRegex(@",?\s*\b(?:saying|that)\s+(?<text>.+)$", Loose | RegexOptions.Singleline)]
    private static partial Regex Saying();

    [GeneratedRegex(@"(?:\bissue\s+(?:number\s+|no\.?\s*)?#?|#|^(?:comment|reply|respond)\s+(?:on|to)\s+)(?<number>\d{1,9})\b", Loose)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b\d{1,9}\b")]
    private static partial Regex AnyNumber();

    [GeneratedRegex(@"\b(?:newest|latest|most\s+recent|last|oldest|first)\b", Loose)]
    private static partial Regex Extreme();

    [GeneratedRegex(@"\b(?:open|closed|all)\b(?=\s+(?:of\s+)?(?:the\s+)?issues)", Loose)]
    private static partial Regex StateWord();
}

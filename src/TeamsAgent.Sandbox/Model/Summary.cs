using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsAgent.Sandbox.Model.Rules;

namespace TeamsAgent.Sandbox.Model;

/// <summary>One or two sentences about what came of the calls.</summary>
internal static partial class Summary
{
    private const int Shown = 5;
    private const int LongestQuote = 200;

    public static string Of(IReadOnlyList<Reported> reports) => string.Join(' ', reports.Select(Sentence));

    public static bool Succeeded(string result) => ToolResults.Read(result) switch
    {
        JsonObject json when ToolResults.Scalar(json["outcome"]) is { } outcome => outcome.StartsWith("succeeded", StringComparison.OrdinalIgnoreCase),
        JsonObject json => !json.ContainsKey("error") && !json.ContainsKey("refused") && !json.ContainsKey("not_proposed"),
        JsonValue text => !Failure().IsMatch(text.ToString()),
        _ => true,
    };

    private static string Sentence(Reported report)
    {
        var json = ToolResults.Read(report.Result);
        var what = Toolbox.Phrase(report.Call.Name);
        if (!Succeeded(report.Result))
        {
            var why = string.Join(": ", new[] { ToolResults.Scalar((json as JsonObject)?["outcome"]), Detail(json) }.OfType<string>().Distinct());
            return why.Length == 0 ? $"Not done: {what}." : $"Not done: {what} ({why.TrimEnd('.')}).";
        }

        if (what is "list issues")
        {
            return Listed("issue", ToolResults.List(json, "number").Select(issue => $"#{ToolResults.Scalar(issue["number"])} {ToolResults.Scalar(issue["title"])}"));
        }

        if (what is "show the calendar")
        {
            return Listed("event", ToolResults.List(json, "start").Select(item => $"{ToolResults.Scalar(item["summary"])} ({ToolResults.Scalar((item["start"] as JsonObject)?["dateTime"]) ?? "all day"})"));
        }

        return Detail(json) is { } detail ? $"Done: {what} ({detail.TrimEnd('.')})." : $"Done: {what}.";
    }

    private static string Listed(string thing, IEnumerable<string> entries)
    {
        var all = entries.Select(entry => Phrases.OneLine(entry, 80)).ToList();
        var more = all.Count > Shown ? $" and {all.Count - Shown} more" : "";
        return all.Count switch
        {
            0 => $"There are no {thing}s.",
            1 => $"There is 1 {thing}: {all[0]}.",
            var count => $"There are {count} {thing}s: {string.Join("; ", all.Take(Shown))}{more}.",
        };
    }

    private static string? Detail(JsonNode json)
    {
        var text = json is JsonObject report ? ToolResults.Scalar(report["untrusted_data"]) ?? ToolResults.Scalar(report["error"]) : ToolResults.Scalar(json);
        return string.IsNullOrWhiteSpace(text) ? null : Phrases.OneLine(text, LongestQuote);
    }

    [GeneratedRegex(@"\b(?:rejected|refused|failed|error|unknown|expired|withdrawn|denied|not\s+(?:done|carried))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Failure();
}

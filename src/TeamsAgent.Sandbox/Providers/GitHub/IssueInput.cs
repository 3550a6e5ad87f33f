using System.Text.Json;

namespace TeamsAgent.Sandbox.Providers.GitHub;

/// <summary>What a caller sends about an issue; reading it stops at the first thing that GitHub would refuse.</summary>
internal sealed record IssueInput(string? Title, string? Body, IReadOnlyList<string>? Labels, string? State, string? StateReason)
{
    private const int LongestTitle = 256;
    public const int LongestBody = 65536;

    public static (IssueInput? Input, Answer? Refusal) Read(byte[] bytes, bool isNew, string docs)
    {
        if (JsonBody.TryReadObject(bytes) is not { } json)
        {
            return (null, GitHubErrors.BadJson(docs));
        }

        var refusal =
            (isNew && json.Member("title") is null ? GitHubErrors.NotSupplied("title", docs) : null)
            ?? WrongText(json, "title", docs, orNumber: true)
            ?? WrongText(json, "body", docs)
            ?? WrongText(json, "state", docs)
            ?? WrongText(json, "state_reason", docs)
            ?? WrongLabels(json, docs);
        if (refusal is not null)
        {
            return (null, refusal);
        }

        var input = new IssueInput(
            json.Member("title")?.ToString(), json.Text("body"), LabelsOf(json), json.Text("state"), json.Text("state_reason"));
        return input.Check(docs) is { } unacceptable ? (null, unacceptable) : (input, null);
    }

    private Answer? Check(string docs) => this switch
    {
        { Title: { } title } when string.IsNullOrWhiteSpace(title) => GitHubErrors.Validation("Issue", "title", "missing_field", docs),
        { Title.Length: > LongestTitle } => GitHubErrors.Validation(
            "Issue", "title", "custom", docs, $"title is too long (maximum is {LongestTitle} characters)"),
        { Body.Length: > LongestBody } => GitHubErrors.Validation(
            "Issue", "body", "custom", docs, $"body is too long (maximum is {LongestBody} characters)"),
        { State: not (null or "open" or "closed") } => GitHubErrors.Validation("Issue", "state", "invalid", docs),
        { StateReason: not (null or "completed" or "not_planned" or "duplicate" or "reopened") } =>
            GitHubErrors.Validation("Issue", "state_reason", "invalid", docs),
        { Labels: { } labels } when labels.Any(label => label.Length is 0 or > 50) => GitHubErrors.Validation("Label", "name", "invalid", docs),
        _ => null,
    };

    private static Answer? WrongText(JsonElement json, string name, string docs, bool orNumber = false) => json.Member(name) switch
    {
        null or { ValueKind: JsonValueKind.String } => null,
        { ValueKind: JsonValueKind.Number } when orNumber => null,
        { } other => GitHubErrors.WrongType(name, other.GetRawText(), "a string", docs),
    };

    private static Answer? WrongLabels(JsonElement json, string docs) => json.Member("labels") switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } labels when labels.EnumerateArray().All(IsLabel) => null,
        { } other => GitHubErrors.WrongType("labels", other.GetRawText(), "an array", docs),
    };

    private static bool IsLabel(JsonElement label) => label.ValueKind is JsonValueKind.String || label.Text("name") is not null;

    private static List<string>? LabelsOf(JsonElement json) => json.Member("labels")?.EnumerateArray()
        .Select(label => label.ValueKind is JsonValueKind.String ? label.GetString()! : label.Text("name")!)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .ToList();
}

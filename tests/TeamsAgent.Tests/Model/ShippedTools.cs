using System.Text.Json.Nodes;

namespace TeamsAgent.Tests.Model;

/// <summary>The functions of the shipped packs, as a planner offers them.</summary>
internal static class ShippedTools
{
    private const string Json =
        """
        {
          "github-list_issues": ["List issues", { "owner": "string", "repo": "string", "state": "string" }, ["owner", "repo"]],
          "github-create_issue": ["Open an issue", { "owner": "string", "repo": "string", "title": "string", "body": "string", "labels": "strings" }, ["owner", "repo", "title"]],
          "github-comment_on_issue": ["Comment on an issue", { "owner": "string", "repo": "string", "issue_number": "integer", "body": "string" }, ["owner", "repo", "issue_number", "body"]],
          "github-close_issue": ["Close an issue", { "owner": "string", "repo": "string", "issue_number": "integer" }, ["owner", "repo", "issue_number"]],
          "google_calendar-list_events": ["Events between two times", { "calendar_id": "string", "time_min": "string", "time_max": "string", "max_results": "integer" }, ["time_min", "time_max"]],
          "google_calendar-create_event": ["Put in an event", { "calendar_id": "string", "summary": "string", "start": "string", "end": "string", "time_zone": "string", "attendees": "strings", "description": "string" }, ["summary", "start", "end", "time_zone"]],
          "google_calendar-delete_event": ["Delete an event", { "calendar_id": "string", "event_id": "string" }, ["event_id"]],
          "gmail-send_message": ["Send a mail", { "to": "strings", "cc": "strings", "bcc": "strings", "subject": "string", "body": "string" }, ["to", "subject", "body"]],
          "payments-transfer": ["Transfer money", { "to": "string", "amount": "string", "currency": "string", "reference": "string" }, ["to", "amount", "currency", "reference"]]
        }
        """;

    public static JsonArray All(params string[] names) => [.. JsonNode.Parse(Json)!.AsObject()
        .Where(tool => names.Length == 0 || names.Contains(tool.Key))
        .Select(tool => Tool(tool.Key, tool.Value!))];

    private static JsonNode Tool(string name, JsonNode tool) => new JsonObject
    {
        ["type"] = "function",
        ["function"] = new JsonObject
        {
            ["name"] = name,
            ["description"] = (string)tool[0]!,
            ["parameters"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject(tool[1]!.AsObject().Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Property((string)property.Value!)))),
                ["required"] = tool[2]!.DeepClone(),
                ["additionalProperties"] = false,
            },
        },
    };

    private static JsonObject Property(string type) => type == "strings"
        ? new() { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } }
        : new() { ["type"] = type };
}

using System.Text.Json.Nodes;

namespace TeamsAgent.Tests.SlackSandbox;

/// <summary>Blocks that name themselves.</summary>
internal static class SomeBlocks
{
    public static object Plain(string text) => new { type = "plain_text", text };

    public static object Mrkdwn(string text) => new { type = "mrkdwn", text };

    public static object Section(string text, string? blockId = null) => new { type = "section", block_id = blockId ?? "s.1", text = Mrkdwn(text) };

    public static object Actions(string blockId) => new
    {
        type = "actions",
        block_id = blockId,
        elements = new object[]
        {
            new { type = "button", action_id = "approve", value = "req_1|1", style = "primary", text = Plain("Approve") },
            new { type = "button", action_id = "link:details", url = "https://contoso.example/r/1", text = Plain("Details") },
            new { type = "static_select", action_id = "choose", options = new[] { new { text = Plain("One"), value = "1" }, new { text = Plain("Two"), value = "2" } } },
        },
    };

    public static object Modal(string? external = null, bool notify = false, string title = "Reject request") => external is null
        ? new { type = "modal", callback_id = "reject", private_metadata = "req_1", notify_on_close = notify, title = Plain(title), submit = Plain("Reject"), close = Plain("Cancel"), blocks = Inputs }
        : new { type = "modal", callback_id = "reject", external_id = external, title = Plain(title), submit = Plain("Reject"), blocks = Inputs };

    public static object Home(string text) => new { type = "home", blocks = new[] { Section(text) } };

    private static object[] Inputs =>
    [
        new
        {
            type = "input", block_id = "reason", label = Plain("Reason"),
            element = new { type = "plain_text_input", action_id = "text", multiline = true, min_length = 3, max_length = 1000, focus_on_load = true },
        },
        new
        {
            type = "input", block_id = "kind", optional = true, label = Plain("Kind"),
            element = new { type = "static_select", action_id = "kind", options = new[] { new { text = Plain("Too early"), value = "early" } } },
        },
    ];

    public static JsonNode Json(string json) => JsonNode.Parse(json)!;
}

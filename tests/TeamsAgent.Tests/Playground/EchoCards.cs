using System.Text.Json.Nodes;

namespace TeamsAgent.Tests.Playground;

/// <summary>The cards of the <see cref="EchoBot"/>.</summary>
internal static class EchoCards
{
    /// <summary>A card with every kind of button; two of them share a verb.</summary>
    public static JsonObject Waiting(string text) => Card("Approval needed", new JsonArray(
        Text("● Approval needed", heading: true),
        Text("<at>Ben Weber</at>: this **needs** _you_. [Its page](http://127.0.0.1/page), [not this](javascript:alert(1)), <img src=x onerror=alert(1)>"),
        new JsonObject { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(new JsonObject { ["type"] = "TextRun", ["text"] = $"Asked: {text} <b>**as it is**</b>" }) },
        new JsonObject { ["type"] = "Container", ["id"] = "details", ["isVisible"] = false, ["items"] = new JsonArray(Text("POST /repos/acme/web/issues")) }),
        new JsonArray(
            Execute("Approve 1", "approve", 1, "positive"),
            Execute("Approve 2", "approve", 2, "positive"),
            new JsonObject
            {
                ["type"] = "Action.ShowCard", ["title"] = "Reject", ["card"] = new JsonObject
                {
                    ["type"] = "AdaptiveCard", ["version"] = "1.5",
                    ["body"] = new JsonArray(new JsonObject
                    {
                        ["type"] = "Input.Text", ["id"] = "reason", ["label"] = "Why?", ["isRequired"] = true, ["errorMessage"] = "Say why.", ["isMultiline"] = true,
                    }),
                    ["actions"] = new JsonArray(Execute("Send the rejection", "reject", 0, "destructive", "auto")),
                },
            },
            new JsonObject { ["type"] = "Action.ToggleVisibility", ["title"] = "Details", ["targetElements"] = new JsonArray("details") },
            new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "Open its page", ["url"] = "http://127.0.0.1/page" },
            Execute("Ask", "ask", 0, "default"),
            Execute("Withdraw", "fail", 0, "destructive", mode: "secondary")));

    /// <summary>A card without buttons.</summary>
    public static JsonObject Settled(string text) => Card(text, new JsonArray(Text(text, heading: true)), []);

    private static JsonObject Card(string fallback, JsonArray body, JsonArray actions) => new()
    {
        ["type"] = "AdaptiveCard", ["version"] = "1.5", ["fallbackText"] = fallback, ["body"] = body, ["actions"] = actions,
        ["msteams"] = new JsonObject
        {
            ["width"] = "Full",
            ["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>Ben Weber</at>", ["mentioned"] = new JsonObject { ["id"] = "29:ben", ["name"] = "Ben Weber" } }),
        },
    };

    private static JsonObject Text(string text, bool heading = false) => new()
    {
        ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true, ["style"] = heading ? "heading" : "default", ["weight"] = heading ? "bolder" : "default",
    };

    private static JsonObject Execute(string title, string verb, int step, string style, string inputs = "none", string mode = "primary") => new()
    {
        ["type"] = "Action.Execute", ["title"] = title, ["verb"] = verb, ["style"] = style, ["mode"] = mode, ["associatedInputs"] = inputs,
        ["data"] = new JsonObject { ["requestId"] = "request-1", ["step"] = step },
        ["fallback"] = new JsonObject { ["type"] = "Action.Submit", ["title"] = title, ["data"] = new JsonObject { ["verb"] = verb, ["step"] = step } },
    };
}

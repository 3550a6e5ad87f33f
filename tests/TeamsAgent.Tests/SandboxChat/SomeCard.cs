using System.Text.Json.Nodes;

namespace TeamsAgent.Tests.SandboxChat;

/// <summary>Cards and messages of the bot that plays the product here.</summary>
internal static class SomeCard
{
    public const string CardType = "application/vnd.microsoft.card.adaptive";

    public static JsonObject Text(string text) => new() { ["type"] = "message", ["text"] = text };

    public static JsonObject Message(JsonObject card, string summary = "A card") => new()
    {
        ["type"] = "message", ["summary"] = summary,
        ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = CardType, ["content"] = card }),
    };

    /// <summary>A card with Approve, and Reject that unfolds a required reason.</summary>
    public static JsonObject Approval(string text = "Approve?") => (JsonObject)JsonNode.Parse("""
        {"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"TEXT"},{"type":"Input.Text","id":"note","value":"by default"}],
         "actions":[
          {"type":"Action.Execute","title":"Approve","verb":"approve","id":"a1","data":{"requestId":"R1","nonce":"n1"}},
          {"type":"Action.Execute","title":"Bare","verb":"bare","associatedInputs":"none","data":{"requestId":"R1"}},
          {"type":"Action.Execute","title":"Off","verb":"off","isEnabled":false},
          {"type":"Action.OpenUrl","title":"Open","url":"https://contoso.example/"},
          {"type":"Action.Submit","title":"Old way","data":{"requestId":"R1"}},
          {"type":"Action.ShowCard","title":"Reject","card":{"type":"AdaptiveCard","body":[{"type":"Input.Text","id":"reason","isRequired":true,"errorMessage":"Say why."}],
            "actions":[{"type":"Action.Execute","title":"Reject now","verb":"reject","data":{"requestId":"R1"}}]}},
          {"type":"Action.ShowCard","title":"Ask","card":{"type":"AdaptiveCard","body":[{"type":"Input.Text","id":"question"}]}}]}
        """.Replace("TEXT", text, StringComparison.Ordinal))!;

    public static JsonObject Plain(string text) => new()
    {
        ["type"] = "AdaptiveCard", ["version"] = "1.5", ["body"] = new JsonArray(new JsonObject { ["type"] = "TextBlock", ["text"] = text }),
    };

    public static JsonObject CardAnswer(JsonObject card) => new() { ["statusCode"] = 200, ["type"] = CardType, ["value"] = card };

    public static JsonObject Toast(string text) => new() { ["statusCode"] = 200, ["type"] = "application/vnd.microsoft.activity.message", ["value"] = text };
}

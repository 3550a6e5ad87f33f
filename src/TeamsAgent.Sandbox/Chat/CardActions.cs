using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Chat;

/// <summary>Finds the buttons and inputs of an Adaptive Card, wherever in it they are.</summary>
public static class CardActions
{
    /// <summary>Every action, those inside of unfolded cards included.</summary>
    public static IEnumerable<JsonObject> In(JsonNode? card) => card switch
    {
        JsonObject item => (((string?)(item["type"] as JsonValue))?.StartsWith("Action.", StringComparison.Ordinal) == true ? new[] { item } : [])
            .Concat(item.Where(member => member.Key != "fallback").SelectMany(member => In(member.Value))),
        JsonArray items => items.SelectMany(In),
        _ => [],
    };

    /// <summary>The pressable action with that verb or title.</summary>
    public static JsonObject? Find(JsonObject card, string verbOrTitle) => In(card).FirstOrDefault(action =>
        (string?)action["verb"] == verbOrTitle || ((string?)action["title"] == verbOrTitle && (string?)action["type"] != "Action.ShowCard"));
}

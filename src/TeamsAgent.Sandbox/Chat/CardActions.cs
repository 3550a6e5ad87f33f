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

    /// <summary>The inputs that go with an action: those of its own card and of the cards that it unfolds from, not those of its neighbours.</summary>
    internal static IReadOnlyList<JsonObject> InputsOf(JsonObject card, JsonObject action) => Scope(card, action, []) ?? [];

    private static IReadOnlyList<JsonObject>? Scope(JsonObject card, JsonObject wanted, IReadOnlyList<JsonObject> above)
    {
        var inputs = above.Concat(Elements(card).Where(element => ((string?)(element["type"] as JsonValue))?.StartsWith("Input.", StringComparison.Ordinal) == true)).ToList();
        foreach (var element in Elements(card))
        {
            if (ReferenceEquals(element, wanted))
            {
                return inputs;
            }

            if (element["card"] is JsonObject unfolded && Scope(unfolded, wanted, inputs) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    // Everything in a card but what its Action.ShowCard unfold.
    private static IEnumerable<JsonObject> Elements(JsonNode? node) => node switch
    {
        JsonObject item => item.Where(member => member.Key is not ("fallback" or "card" or "data")).SelectMany(member => Elements(member.Value)).Prepend(item),
        JsonArray items => items.SelectMany(Elements),
        _ => [],
    };
}

using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Slack.Blocks;

/// <summary>Walks blocks.</summary>
internal static class BlockTree
{
    /// <summary>Visits every object.</summary>
    public static void Walk(JsonNode? node, Action<JsonObject> visit)
    {
        if (node is JsonObject item)
        {
            visit(item);
        }

        foreach (var child in node switch { JsonObject members => members.Select(member => member.Value), JsonArray items => items, _ => [] })
        {
            Walk(child, visit);
        }
    }

    /// <summary>The elements that somebody can press or fill, each with its block.</summary>
    public static IEnumerable<(JsonObject Element, JsonObject Block)> Elements(JsonArray? blocks) =>
        from block in blocks?.OfType<JsonObject>() ?? []
        from element in (block["elements"] as JsonArray ?? []).Append(block["accessory"]).Append(block["element"]).OfType<JsonObject>()
        where element["action_id"] is not null
        select (element, block);

    /// <summary>The element with an action id.</summary>
    public static (JsonObject Element, JsonObject Block)? Find(JsonArray? blocks, string actionId) =>
        Elements(blocks).Where(found => (string?)found.Element["action_id"] == actionId).Cast<(JsonObject, JsonObject)?>().FirstOrDefault();

    /// <summary>A string member, or null.</summary>
    public static string? Text(this JsonObject item, string name) => item[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

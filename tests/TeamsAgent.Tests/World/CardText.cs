using System.Text.Json.Nodes;

namespace TeamsAgent.Tests.Worlds;

/// <summary>What a person reads on an Adaptive Card.</summary>
internal static class CardText
{
    private static readonly string[] Read = ["text", "title", "value", "label"];

    public static string Of(JsonNode? card) => string.Join(' ', Words(card));

    private static IEnumerable<string> Words(JsonNode? node) => node switch
    {
        JsonObject item => item.Where(member => member.Key is not ("data" or "fallback" or "msteams"))
            .SelectMany(member => member.Value is JsonValue value && Read.Contains(member.Key) && value.TryGetValue<string>(out var text) ? [text] : Words(member.Value)),
        JsonArray items => items.SelectMany(Words),
        _ => [],
    };
}

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamsAgent.Tests.Install;

/// <summary>A manifest with one place of it changed.</summary>
internal static partial class Changed
{
    /// <summary>Changes it.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="path">The place: <c>bots[0].scopes[1]</c>.</param>
    /// <param name="json">What stands there instead, as JSON; null takes the place out.</param>
    public static JsonObject At(JsonObject manifest, string path, string? json)
    {
        var parts = Part().Matches(path).Select(match => match.Value.Trim('.', '[', ']')).ToList();
        var parent = parts[..^1].Aggregate((JsonNode)manifest, (node, part) => node is JsonArray list ? list[Index(part)]! : node[part]!);
        if (parent is JsonArray entries)
        {
            entries[Index(parts[^1])] = JsonNode.Parse(json!);
        }
        else if (json is null)
        {
            parent.AsObject().Remove(parts[^1]);
        }
        else
        {
            parent[parts[^1]] = JsonNode.Parse(json);
        }

        return manifest;
    }

    private static int Index(string part) => int.Parse(part, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[^.\[\]]+|\[\d+\]")]
    private static partial Regex Part();
}

using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Slack.Blocks;

using static TeamsAgent.Sandbox.Slack.Blocks.Rules;

/// <summary>What views look like. https://docs.slack.dev/reference/views</summary>
internal static class ViewRules
{
    /// <summary>How large a view may be.</summary>
    public const int LargestView = 250 * 1024;

    private static readonly Member[] OfBoth =
    [
        new("blocks", Anything, true), new("private_metadata", Characters(3000, least: 0)), new("callback_id", Characters(255, least: 0)), new("external_id", Characters(255, least: 0)),
    ];

    private static readonly Rule Home = Shape(OfBoth);

    private static readonly Rule Modal = Shape([
        .. OfBoth,
        new Member("title", Words(24, plainOnly: true), true),
        new Member("submit", Words(24, plainOnly: true)),
        new Member("close", Words(24, plainOnly: true)),
        new Member("clear_on_close", YesNo),
        new Member("notify_on_close", YesNo),
        new Member("submit_disabled", YesNo),
    ]).Also((node, at, found) =>
    {
        var hasInput = ((node as JsonObject)?["blocks"] as JsonArray)?.OfType<JsonObject>().Any(block => block.Text("type") == "input") == true;
        Require(!hasInput || node!["submit"] is not null, "missing required field: submit", at, found);
    });

    /// <summary>What is wrong with a view, in Slack's words.</summary>
    /// <param name="view">The view.</param>
    /// <param name="isHome">Whether it has to be a Home tab; otherwise a modal.</param>
    public static List<string> Check(JsonNode? view, bool isHome)
    {
        var found = new List<string>();
        ByType(new Dictionary<string, Rule> { [isHome ? "home" : "modal"] = isHome ? Home : Modal })(view, "/view", found);
        if (view is JsonObject { } given && given["blocks"] is { } blocks)
        {
            found.AddRange(BlockRules.Check(blocks, isHome ? Surface.Home : Surface.Modal, "/view/blocks"));
        }

        return found;
    }
}

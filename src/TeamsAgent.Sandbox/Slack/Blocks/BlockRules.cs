using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Slack.Blocks;

using static TeamsAgent.Sandbox.Slack.Blocks.Rules;

/// <summary>Where blocks are shown.</summary>
internal enum Surface
{
    /// <summary>In a message.</summary>
    Message,

    /// <summary>In a modal.</summary>
    Modal,

    /// <summary>In a Home tab.</summary>
    Home,
}

/// <summary>
/// What blocks look like and how much of them there may be, stricter than Slack where Slack's own rule is not written down.
/// https://docs.slack.dev/reference/block-kit/blocks
/// </summary>
internal static class BlockRules
{
    public static readonly Member Id = new("block_id", Characters(255));

    // Not documented; seen at about 12,000 characters of text in all (slackapi/bolt-js, issues 2509 and 2867).
    private const int MostTextOfMessage = 12_000;

    private static readonly Rule Header = Shape(Id, new Member("text", Words(150, plainOnly: true), true));

    private static readonly Rule Section = Shape(
        Id,
        new Member("text", Words(3000)),
        new Member("fields", List(Words(2000), 10)),
        new Member("accessory", ElementRules.Among("button", "static_select", "overflow", "checkboxes", "radio_buttons", "image")),
        new Member("expand", YesNo)).Also((node, at, found) =>
            Require(node is JsonObject block && (block["text"] ?? block["fields"]) is not null, "must define either `text` or `fields`", at, found));

    private static readonly Rule Input = Shape(
        Id,
        new Member("label", Words(2000, plainOnly: true), true),
        new Member("element", ElementRules.Among("plain_text_input", "static_select", "checkboxes", "radio_buttons"), true),
        new Member("hint", Words(2000, plainOnly: true)),
        new Member("optional", YesNo),
        new Member("dispatch_action", YesNo));

    private static readonly Rule Image = Shape(
        Id, new Member("alt_text", Characters(2000), true), new Member("image_url", Characters(3000), true), new Member("title", Words(2000, plainOnly: true)));

    private static readonly Dictionary<string, Rule> Everywhere = new()
    {
        ["header"] = Header,
        ["section"] = Section,
        ["context"] = Shape(Id, new Member("elements", List(ElementRules.Among("image", "mrkdwn", "plain_text"), 10), true)),
        ["actions"] = Shape(Id, new Member("elements", List(ElementRules.Among("button", "static_select", "overflow", "checkboxes", "radio_buttons"), 25), true)),
        ["divider"] = Shape(Id),
        ["input"] = Input,
        ["image"] = Image,
        ["rich_text"] = RichTextRules.Block,
    };

    private static readonly Rule InMessage = ByType(new Dictionary<string, Rule>(Everywhere) { ["markdown"] = Shape(Id, new Member("text", Characters(12_000), true)) });
    private static readonly Rule InView = ByType(Everywhere);

    /// <summary>What is wrong with blocks, in Slack's words.</summary>
    public static List<string> Check(JsonNode? blocks, Surface surface, string at)
    {
        var found = new List<string>();
        List(surface == Surface.Message ? InMessage : InView, surface == Surface.Message ? 50 : 100, least: 0)(blocks, at, found);
        if (blocks is JsonArray all)
        {
            CheckIds(all, at, found);
            CheckFocus(all, at, found);
        }

        return found;
    }

    /// <summary>Whether the texts of a message are too much together.</summary>
    public static bool IsTooLong(JsonNode blocks)
    {
        var length = 0;
        BlockTree.Walk(blocks, item => length += item.Text("type") is "plain_text" or "mrkdwn" ? Escaping.Length(item) : item.Text("text")?.Length ?? 0);
        return length > MostTextOfMessage;
    }

    private static void CheckIds(JsonArray blocks, string at, List<string> found)
    {
        var blockIds = new HashSet<string>();
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is not JsonObject block)
            {
                continue;
            }

            Require(block.Text("block_id") is not { } id || blockIds.Add(id), $"block_id `{block.Text("block_id")}` already exists", $"{at}/{i}/block_id", found);
            var actionIds = new HashSet<string>();
            Require(
                BlockTree.Elements([block.DeepClone()]).All(item => item.Element.Text("action_id") is not { } action || actionIds.Add(action)),
                "`action_id` must be unique within a block", $"{at}/{i}", found);
        }
    }

    private static void CheckFocus(JsonArray blocks, string at, List<string> found)
    {
        var focused = 0;
        BlockTree.Walk(blocks, item => focused += item["focus_on_load"] is JsonValue value && value.TryGetValue<bool>(out var on) && on ? 1 : 0);
        Require(focused <= 1, "only one element may have `focus_on_load`", at, found);
    }
}

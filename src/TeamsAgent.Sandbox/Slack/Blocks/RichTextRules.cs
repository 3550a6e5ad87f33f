namespace TeamsAgent.Sandbox.Slack.Blocks;

using static TeamsAgent.Sandbox.Slack.Blocks.Rules;

/// <summary>What rich text looks like. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block</summary>
internal static class RichTextRules
{
    // No limit of a text element is documented; longer ones than a text object's were not seen to pass everywhere.
    private const int LongestText = 3000;
    private const int MostParts = 1000;

    private static readonly Member Style = new("style", Shape(
        new Member("bold", YesNo), new Member("italic", YesNo), new Member("strike", YesNo), new Member("code", YesNo), new Member("underline", YesNo)));

    private static readonly Rule Inline = ByType(new Dictionary<string, Rule>
    {
        ["text"] = Shape(new Member("text", Characters(LongestText), true), Style),
        ["link"] = Shape(new Member("url", Characters(3000), true), new Member("text", Characters(LongestText)), new Member("unsafe", YesNo), Style),
        ["user"] = Shape(new Member("user_id", Characters(255), true), Style),
        ["channel"] = Shape(new Member("channel_id", Characters(255), true), Style),
        ["usergroup"] = Shape(new Member("usergroup_id", Characters(255), true), Style),
        ["emoji"] = Shape(new Member("name", Characters(255), true), new Member("unicode", Characters(255)), Style),
        ["broadcast"] = Shape(new Member("range", OneOf("here", "channel", "everyone"), true)),
        ["date"] = Shape(
            new Member("timestamp", Number(0, int.MaxValue * 4L), true), new Member("format", Characters(255), true), new Member("url", Characters(3000)), new Member("fallback", Characters(LongestText)), Style),
        ["color"] = Shape(new Member("value", Characters(16), true)),
    });

    private static readonly Member Parts = new("elements", List(Inline, MostParts, least: 0), true);
    private static readonly Member Border = new("border", Number(0, 1));
    private static readonly Rule Section = Shape(Parts);

    public static readonly Rule Block = Shape(
        BlockRules.Id,
        new Member("elements", List(ByType(new Dictionary<string, Rule>
        {
            ["rich_text_section"] = Section,
            ["rich_text_preformatted"] = Shape(Parts, Border, new Member("language", Characters(64))),
            ["rich_text_quote"] = Shape(Parts, Border),
            ["rich_text_list"] = Shape(
                new Member("style", OneOf("bullet", "ordered"), true),
                new Member("elements", List(ByType(new Dictionary<string, Rule> { ["rich_text_section"] = Section }), MostParts), true),
                new Member("indent", Number(0, 8)),
                new Member("offset", Number(0, 1_000_000)),
                Border),
        }), MostParts), true));
}

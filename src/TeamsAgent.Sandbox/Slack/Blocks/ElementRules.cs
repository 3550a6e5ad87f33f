using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Slack.Blocks;

using static TeamsAgent.Sandbox.Slack.Blocks.Rules;

/// <summary>
/// What elements of blocks look like: those that the sandbox can draw. https://docs.slack.dev/reference/block-kit/block-elements
/// </summary>
internal static class ElementRules
{
    private static readonly Member Id = new("action_id", Characters(255), true);
    private static readonly Member Focus = new("focus_on_load", YesNo);
    private static readonly Member Placeholder = new("placeholder", Words(150, plainOnly: true));

    private static readonly Member Confirm = new("confirm", Shape(
        new Member("title", Words(100, plainOnly: true), true),
        new Member("text", Words(300), true),
        new Member("confirm", Words(30, plainOnly: true), true),
        new Member("deny", Words(30, plainOnly: true), true),
        new Member("style", OneOf("primary", "danger"))));

    private static readonly Rule Option = Shape(
        new Member("text", Words(75), true), new Member("value", Characters(150), true), new Member("description", Words(75)));

    private static readonly Rule Choice = (node, at, found) =>
    {
        var select = (JsonObject)node!;
        Require(select["options"] is not null ^ select["option_groups"] is not null, "must define either `options` or `option_groups`", at, found);
    };

    public static readonly IReadOnlyDictionary<string, Rule> All = new Dictionary<string, Rule>
    {
        ["button"] = Shape(
            Id,
            new Member("text", Words(75, plainOnly: true), true),
            new Member("value", Characters(2000)),
            new Member("url", Characters(3000).Also(Address)),
            new Member("style", OneOf("primary", "danger")),
            new Member("accessibility_label", Characters(75)),
            Confirm),
        ["static_select"] = Shape(
            Id,
            Placeholder,
            new Member("options", List(Option, 100)),
            new Member("option_groups", List(Shape(new Member("label", Words(75, plainOnly: true), true), new Member("options", List(Option, 100), true)), 100)),
            new Member("initial_option", Option),
            Confirm,
            Focus).Also(Choice),
        ["overflow"] = Shape(Id, new Member("options", List(Shape(
            new Member("text", Words(75, plainOnly: true), true), new Member("value", Characters(150), true), new Member("description", Words(75)), new Member("url", Characters(3000).Also(Address))), 5), true), Confirm),
        ["checkboxes"] = Shape(Id, new Member("options", List(Option, 10), true), new Member("initial_options", List(Option, 10)), Confirm, Focus),
        ["radio_buttons"] = Shape(Id, new Member("options", List(Option, 10), true), new Member("initial_option", Option), Confirm, Focus),
        ["plain_text_input"] = Shape(
            Id,
            Placeholder,
            Focus,
            new Member("initial_value", Characters(3000, least: 0)),
            new Member("multiline", YesNo),
            new Member("min_length", Number(0, 3000)),
            new Member("max_length", Number(1, 3000)),
            new Member("dispatch_action_config", Shape(new Member("trigger_actions_on", List(OneOf("on_enter_pressed", "on_character_entered"), 2))))),
        ["image"] = Shape(new Member("alt_text", Characters(2000), true), new Member("image_url", Characters(3000).Also(Address), true)),
        ["mrkdwn"] = Words(3000),
        ["plain_text"] = Words(3000),
    };

    public static Rule Among(params string[] types) => ByType(All.Where(shape => types.Contains(shape.Key)).ToDictionary());

    // Whoever writes a button's URL writes where people go: nothing but the web.
    private static void Address(JsonNode? node, string at, List<string> found) => Require(
        Uri.TryCreate((string?)node, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp), "must be a valid URL", at, found);
}

using System.Text.Json.Nodes;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack.Cards;

/// <summary>
/// Draws buttons (<see href="https://docs.slack.dev/reference/block-kit/block-elements/button-element"/>). What a press sends back says which card it
/// was; whoever can see the card can send anything, so it proves nothing.
/// </summary>
internal static class SlackButtons
{
    /// <summary>What a press on a decision's button begins with; the verb follows.</summary>
    public const string Verb = "req.";

    /// <summary>The button that opens the details.</summary>
    public const string Details = "details";

    /// <summary>What a link's button begins with. Slack tells of its press; nothing is to be done then.</summary>
    public const string Link = "link.";

    private const int PerBlock = 20;
    private const int MaxTitle = 70;

    public static IEnumerable<JsonObject> Of(IReadOnlyList<CardButton> buttons, string number, SlackMeasure measure, Language words)
    {
        // The last link is that to the request's page, which leads to all the others.
        var left = buttons.OfType<CardButton.OpenLink>().Skip(measure.Links).SkipLast(1).ToHashSet<CardButton>();
        var drawn = new List<List<JsonObject>>();
        var primary = false;
        foreach (var (index, button) in buttons.Where(button => !left.Contains(button)).Index())
        {
            var element = One(button, index, number, words);
            if (!primary && button.Kind == ButtonKind.Positive)
            {
                element["style"] = "primary";
                primary = true;
            }

            // An id is there once in a block; the same verb for another step goes into the next one.
            if (drawn.Count == 0 || drawn[^1].Count >= PerBlock || drawn[^1].Exists(other => Id(other) == Id(element)))
            {
                drawn.Add([]);
            }

            drawn[^1].Add(element);
        }

        return drawn.Select(elements => new JsonObject { ["type"] = "actions", ["elements"] = new JsonArray([.. elements]) });
    }

    private static JsonObject One(CardButton button, int index, string number, Language words)
    {
        var element = new JsonObject { ["type"] = "button", ["action_id"] = "", ["text"] = SlackText.Plain(SlackText.Short(button.Title, MaxTitle)) };
        switch (button)
        {
            case CardButton.Press press:
                element["action_id"] = Verb + press.Verb;
                element["value"] = SlackPressData.Of(press.Data).Write();
                if (press.Verb == CardVerbs.Approve)
                {
                    element["confirm"] = Confirm(press.Title, words);
                }

                break;
            case CardButton.PressWithReason reject:
                element["action_id"] = Verb + reject.Verb;
                element["value"] = SlackPressData.Of(reject.Data).Write();
                break;
            case CardButton.OpenLink link:
                element["action_id"] = FormattableString.Invariant($"{Link}{index}");
                element["url"] = link.Url.AbsoluteUri;
                break;
            case CardButton.Unfold unfold:
                element["action_id"] = Details;
                if (unfold.Data is { } data)
                {
                    element["value"] = SlackPressData.Of(data).Write();
                }

                break;
            default:
                throw new NotSupportedException(button.GetType().Name);
        }

        if (button.Kind == ButtonKind.Destructive)
        {
            element["style"] = "danger";
        }

        element["accessibility_label"] = SlackText.Short($"{button.Title} {number}".TrimEnd(), MaxTitle);
        return element;
    }

    // Fixed words: whatever a requester could write here would be read as ours.
    private static JsonObject Confirm(string approve, Language words) => new()
    {
        ["title"] = SlackText.Plain(words.Text(DrawingKey.ApproveThis)),
        ["text"] = SlackText.Plain(words.Text(DrawingKey.ApproveThisText)),
        ["confirm"] = SlackText.Plain(SlackText.Short(approve, 30)),
        ["deny"] = SlackText.Plain(words.Text(DrawingKey.NotNow)),
        ["style"] = "primary",
    };

    private static string Id(JsonObject element) => element["action_id"]!.GetValue<string>();
}

using System.Text;
using System.Text.Json;

namespace TeamsAgent.Tests.Chat.Slack.Cards;

/// <summary>
/// What Slack's documents say of every block and element that is used here (<see href="https://docs.slack.dev/reference/block-kit"/>): the members,
/// and how long each may be, counted as Slack stores it. One table, applied to everything that is drawn.
/// </summary>
internal static class BlockKitLimits
{
    public const int MessageBlocks = 50;
    public const int ViewBlocks = 100;
    public const int ViewBytes = 250_000;
    public const int MessageText = 4000;

    /// <summary>All the texts of a message's blocks together; not documented, seen at about this (slackapi/bolt-js, issues 2509 and 2867).</summary>
    public const int AllText = 12_000;

    // Members by type: those that must be there first, then those that may.
    private static readonly Dictionary<string, (string Must, string May)> Members = new()
    {
        ["header"] = ("text block_id", ""),
        ["divider"] = ("block_id", ""),
        ["section"] = ("block_id", "text fields accessory expand"),
        ["context"] = ("elements block_id", ""),
        ["actions"] = ("elements block_id", ""),
        ["input"] = ("label element block_id", "hint optional dispatch_action"),
        ["rich_text"] = ("elements block_id", ""),
        ["rich_text_section"] = ("elements", ""),
        ["rich_text_quote"] = ("elements", "border"),
        ["rich_text_preformatted"] = ("elements", "border"),
        ["text"] = ("text", "style"),
        ["link"] = ("url", "text style"),
        ["user"] = ("user_id", "style"),
        ["date"] = ("timestamp format fallback", "url style"),
        ["plain_text"] = ("text", "emoji"),
        ["mrkdwn"] = ("text verbatim", ""),
        ["button"] = ("text action_id", "url value style confirm accessibility_label"),
        ["static_select"] = ("options action_id", "placeholder initial_option confirm focus_on_load"),
        ["plain_text_input"] = ("action_id", "placeholder initial_value multiline min_length max_length focus_on_load"),
        ["modal"] = ("title blocks", "submit close callback_id private_metadata clear_on_close notify_on_close external_id"),
        ["home"] = ("blocks", "callback_id private_metadata external_id"),
    };

    // Length of a text, or count of a list, by “type.member”.
    private static readonly Dictionary<string, (int Min, int Max)> Sizes = new()
    {
        ["header.text"] = (1, 150),
        ["section.text"] = (1, 3000),
        ["section.fields"] = (1, 10),
        ["context.elements"] = (1, 10),
        ["actions.elements"] = (1, 25),
        ["input.label"] = (1, 2000),
        ["input.hint"] = (1, 2000),
        ["rich_text.elements"] = (1, 1000),
        ["rich_text_section.elements"] = (1, 1000),
        ["rich_text_quote.elements"] = (1, 1000),
        ["rich_text_preformatted.elements"] = (1, 1000),
        ["text.text"] = (1, 3000),
        ["link.url"] = (1, 3000),
        ["user.user_id"] = (1, 32),
        ["date.format"] = (1, 200),
        ["date.fallback"] = (1, 300),
        ["plain_text.text"] = (1, 3000),
        ["mrkdwn.text"] = (1, 3000),
        ["button.text"] = (1, 75),
        ["button.value"] = (1, 2000),
        ["button.url"] = (1, 3000),
        ["button.accessibility_label"] = (1, 75),
        ["static_select.options"] = (1, 100),
        ["static_select.placeholder"] = (1, 150),
        ["plain_text_input.placeholder"] = (1, 150),
        ["modal.title"] = (1, 24),
        ["modal.submit"] = (1, 24),
        ["modal.close"] = (1, 24),
        ["modal.private_metadata"] = (0, 3000),
        ["modal.blocks"] = (1, ViewBlocks),
        ["home.blocks"] = (1, ViewBlocks),
        ["option.text"] = (1, 75),
        ["option.value"] = (1, 75),
        ["confirm.title"] = (1, 100),
        ["confirm.text"] = (1, 300),
        ["confirm.confirm"] = (1, 30),
        ["confirm.deny"] = (1, 30),
        ["*.block_id"] = (1, 255),
        ["*.action_id"] = (1, 255),
        ["*.callback_id"] = (1, 255),
    };

    private static readonly Dictionary<string, string> Values = new()
    {
        ["button.style"] = "primary danger",
        ["confirm.style"] = "primary danger",
    };

    /// <summary>All the text of one rich text element; not documented, so the limit of a text object is kept to.</summary>
    private const int RichElement = 3000;

    /// <summary>What is wrong with a message.</summary>
    public static IEnumerable<string> OfMessage(string text, JsonElement blocks)
    {
        foreach (var wrong in Blocks(blocks, MessageBlocks, "header divider section context actions rich_text"))
        {
            yield return wrong;
        }

        if (blocks.EnumerateArray().SelectMany(Walked).Sum(element => element.TryGetProperty("text", out var own) && own.ValueKind == JsonValueKind.String ? own.GetString()!.Length : 0) is > AllText and var all)
        {
            yield return $"The blocks have {all} characters.";
        }

        if (text.Length is 0 or > MessageText)
        {
            yield return $"The text has {text.Length} characters.";
        }
    }

    /// <summary>What is wrong with a view.</summary>
    public static IEnumerable<string> OfView(JsonElement view)
    {
        foreach (var wrong in Object(view).Concat(Blocks(view.GetProperty("blocks"), ViewBlocks, "header divider section context actions rich_text input")))
        {
            yield return wrong;
        }

        if (Encoding.UTF8.GetByteCount(view.GetRawText()) > ViewBytes)
        {
            yield return "The view is too large.";
        }

        if (view.GetProperty("blocks").EnumerateArray().Any(block => TypeOf(block) == "input") && !view.TryGetProperty("submit", out _))
        {
            yield return "A modal with an input needs a submit.";
        }
    }

    /// <summary>How long a text is once Slack has stored it.</summary>
    public static int Stored(string text) => text.Sum(c => c switch { '&' => 5, '<' or '>' => 4, _ => 1 });

    private static IEnumerable<string> Blocks(JsonElement blocks, int most, string kinds)
    {
        var all = blocks.EnumerateArray().ToList();
        if (all.Count == 0 || all.Count > most)
        {
            yield return $"There are {all.Count} blocks.";
        }

        foreach (var strange in all.Select(TypeOf).Except(kinds.Split(' ')))
        {
            yield return $"{strange} is no block of this surface.";
        }

        if (all.Select(block => block.GetProperty("block_id").GetString()).Distinct().Count() != all.Count)
        {
            yield return "A block_id is there twice.";
        }

        foreach (var wrong in all.SelectMany(Walk))
        {
            yield return wrong;
        }

        foreach (var actions in all.Where(block => TypeOf(block) == "actions").Select(block => block.GetProperty("elements").EnumerateArray().ToList()))
        {
            if (actions.Select(element => element.GetProperty("action_id").GetString()).Distinct().Count() != actions.Count)
            {
                yield return "An action_id is there twice in one block.";
            }
        }

        if (all.SelectMany(Walked).Count(element => TypeOf(element) == "button" && element.TryGetProperty("style", out var style) && style.GetString() == "primary") > 1)
        {
            yield return "Two buttons are primary.";
        }
    }

    private static IEnumerable<string> Walk(JsonElement element) => Walked(element).SelectMany(Object);

    private static IEnumerable<JsonElement> Walked(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => [element, .. element.EnumerateObject().SelectMany(member => Walked(member.Value))],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Walked),
        _ => [],
    };

    private static IEnumerable<string> Object(JsonElement element)
    {
        var type = TypeOf(element);
        var names = element.EnumerateObject().Select(member => member.Name).ToList();
        if (type is not ("option" or "confirm" or "style"))
        {
            if (!Members.TryGetValue(type, out var members))
            {
                yield return $"{type} is no type of Block Kit.";
                yield break;
            }

            foreach (var missing in members.Must.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(names))
            {
                yield return $"{type} needs {missing}.";
            }

            foreach (var strange in names.Except([.. members.Must.Split(' '), .. members.May.Split(' '), "type"]))
            {
                yield return $"{type} has no {strange}.";
            }
        }

        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null)
            {
                yield return $"{type}.{member.Name} is null.";
            }

            if ((Sizes.TryGetValue($"{type}.{member.Name}", out var size) || Sizes.TryGetValue($"*.{member.Name}", out size)) && (SizeOf(member.Value) < size.Min || SizeOf(member.Value) > size.Max))
            {
                yield return $"{type}.{member.Name} has {SizeOf(member.Value)}.";
            }

            if (Values.TryGetValue($"{type}.{member.Name}", out var values) && !values.Split(' ').Contains(member.Value.GetString()))
            {
                yield return $"{type}.{member.Name} is never {member.Value}.";
            }
        }

        if (type is "rich_text_section" or "rich_text_quote" or "rich_text_preformatted" && TextOf(element) is > RichElement and var length)
        {
            yield return $"{type} has {length} characters.";
        }

        if (type == "confirm" && !names.Order().SequenceEqual(["confirm", "deny", "style", "text", "title"]) && !names.Order().SequenceEqual(["confirm", "deny", "text", "title"]))
        {
            yield return "A confirmation has title, text, confirm and deny.";
        }
    }

    private static int SizeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Stored(value.GetString()!),
        JsonValueKind.Array => value.GetArrayLength(),
        JsonValueKind.Object when value.TryGetProperty("text", out var text) => Stored(text.GetString()!),
        _ => 0,
    };

    private static int TextOf(JsonElement element) => element.GetProperty("elements").EnumerateArray()
        .Sum(inner => inner.TryGetProperty("text", out var text) ? Stored(text.GetString()!) : 0);

    private static string TypeOf(JsonElement element) => element.TryGetProperty("type", out var type) ? type.GetString()!
        : element.TryGetProperty("deny", out _) ? "confirm"
        : element.TryGetProperty("value", out _) ? "option"
        : "style";
}

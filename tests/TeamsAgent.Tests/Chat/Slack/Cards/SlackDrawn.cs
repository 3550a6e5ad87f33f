using System.Text.Json;
using System.Text.RegularExpressions;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Chat.Slack.Cards;

namespace TeamsAgent.Tests.Chat.Slack.Cards;

/// <summary>A drawn message or view as it goes over the wire, and what is read on it.</summary>
internal sealed partial class SlackDrawn(string text, JsonElement root)
{
    public static SlackDrawn Of(Card card)
    {
        var message = SlackCardRenderer.Render(card);
        return new SlackDrawn(message.Text, JsonDocument.Parse(message.Blocks.ToJsonString(SlackJson.Options)).RootElement);
    }

    public static SlackDrawn Details(Card card) => new("", JsonDocument.Parse(SlackViews.DetailsView(card, 41).ToJsonString(SlackJson.Options)).RootElement);

    /// <summary>The text beside the blocks.</summary>
    public string Text { get; } = text;

    /// <summary>The blocks, or the view.</summary>
    public JsonElement Root { get; } = root;

    /// <summary>The text as a reader sees it.</summary>
    public string TextAsSeen => Text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    /// <summary>Every object, wherever it is.</summary>
    public IEnumerable<JsonElement> Objects => All(Root).Where(element => element.ValueKind == JsonValueKind.Object);

    /// <summary>Every string value.</summary>
    public IEnumerable<string> Strings => All(Root).Where(element => element.ValueKind == JsonValueKind.String).Select(element => element.GetString()!);

    public IEnumerable<JsonElement> Of(string type) => Objects.Where(element => element.TryGetProperty("type", out var t) && t.GetString() == type);

    public IEnumerable<JsonElement> Buttons => Of("button");

    public bool CanBeDecided => Buttons.Any(button => button.GetProperty("action_id").GetString() == "req.approve");

    /// <summary>All that is read, line by line; times by their fallback.</summary>
    public string Seen => string.Join('\n', Blocks.Select(Read));

    /// <summary>The same without any white space: a long value may go on in the next block.</summary>
    public string SeenAsOne => AsOne(Seen);

    public IEnumerable<JsonElement> Blocks => (Root.ValueKind == JsonValueKind.Array ? Root : Root.GetProperty("blocks")).EnumerateArray();

    public static string AsOne(string text) => Space().Replace(text, "");

    private static string Read(JsonElement block) => block.GetProperty("type").GetString() switch
    {
        "header" or "section" => block.GetProperty("text").GetProperty("text").GetString()!,
        "rich_text" => string.Join('\n', block.GetProperty("elements").EnumerateArray().Select(element => string.Concat(element.GetProperty("elements").EnumerateArray().Select(Run)))),
        _ => "",
    };

    private static string Run(JsonElement run) => run.GetProperty("type").GetString() switch
    {
        "date" => run.GetProperty("fallback").GetString()!,
        "user" => $"<@{run.GetProperty("user_id").GetString()}>",
        _ => run.GetProperty("text").GetString()!,
    };

    private static IEnumerable<JsonElement> All(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => [element, .. element.EnumerateObject().SelectMany(member => All(member.Value))],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(All),
        _ => [element],
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

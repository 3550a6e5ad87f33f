using System.Text.Json;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Teams.Cards;

namespace TeamsAgent.Tests.Chat.Cards;

/// <summary>A drawn card as it goes over the wire.</summary>
internal sealed class CardJson(JsonElement root)
{
    public static CardJson Of(Card card) => new(JsonDocument.Parse(TeamsCardRenderer.Render(card).ToJson()).RootElement);

    public JsonElement Root { get; } = root;

    public string FallbackText => Root.GetProperty("fallbackText").GetString()!;

    /// <summary>The fallback text as a reader of Markdown sees it.</summary>
    public string FallbackAsSeen => System.Text.RegularExpressions.Regex.Replace(FallbackText, @"\\([\\`*_\[\]<~{&])", "$1");

    /// <summary>Every object that has a type, wherever it is.</summary>
    public IEnumerable<JsonElement> Typed => All(Root).Where(element => element.ValueKind == JsonValueKind.Object && element.TryGetProperty("type", out _));

    /// <summary>Every object of one type.</summary>
    public IEnumerable<JsonElement> Of(string type) => Typed.Where(element => element.GetProperty("type").GetString() == type);

    /// <summary>All that is read in the body, block by block.</summary>
    public string BodyText => string.Join('\n', All(Root.GetProperty("body"))
        .Where(element => element.ValueKind == JsonValueKind.Object && element.TryGetProperty("type", out _))
        .Select(element => element.GetProperty("type").GetString() switch
        {
            "TextBlock" => element.GetProperty("text").GetString(),
            "RichTextBlock" => string.Concat(element.GetProperty("inlines").EnumerateArray().Select(run => run.GetProperty("text").GetString())),
            _ => null,
        })
        .Where(text => text is not null));

    /// <summary>Every string value.</summary>
    public IEnumerable<string> Strings => All(Root).Where(element => element.ValueKind == JsonValueKind.String).Select(element => element.GetString()!);

    private static IEnumerable<JsonElement> All(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => [element, .. element.EnumerateObject().SelectMany(member => All(member.Value))],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(All),
        _ => [element],
    };
}

using System.Text.Json;

namespace TeamsAgent.Tests.Chat.Cards;

/// <summary>
/// What the Adaptive Cards 1.5 schema says of the types that are used here (<see href="https://adaptivecards.io/explorer/"/>): which
/// members they have, and which they must have.
/// </summary>
internal static class CardSchema
{
    private const string Element = "type id spacing separator isVisible height fallback requires";
    private const string Action = "type id title style mode tooltip isEnabled iconUrl fallback requires";
    private const string Input = Element + " label isRequired errorMessage";

    private static readonly Dictionary<string, (string[] Must, string[] May)> _types = new()
    {
        ["AdaptiveCard"] = Of("body", "type $schema version fallbackText speak lang refresh body actions msteams"),
        ["TextBlock"] = Of("text", Element + " text style size weight color isSubtle wrap maxLines horizontalAlignment fontType"),
        ["RichTextBlock"] = Of("inlines", Element + " inlines horizontalAlignment"),
        ["TextRun"] = Of("text", "type text size weight color fontType isSubtle italic strikethrough highlight underline selectAction"),
        ["FactSet"] = Of("facts", Element + " facts"),
        ["Container"] = Of("items", Element + " items style bleed verticalContentAlignment minHeight selectAction backgroundImage"),
        ["ColumnSet"] = Of("columns", Element + " columns style bleed minHeight horizontalAlignment selectAction"),
        ["Column"] = Of("items", Element + " items width style bleed verticalContentAlignment minHeight selectAction"),
        ["ActionSet"] = Of("actions", Element + " actions"),
        ["Input.Text"] = Of("id label", Input + " isMultiline maxLength placeholder regex style value inlineAction"),
        ["Input.ChoiceSet"] = Of("id label choices", Input + " choices style isMultiSelect wrap value placeholder"),
        ["Action.Execute"] = Of("title verb data", Action + " verb data associatedInputs"),
        ["Action.Submit"] = Of("title data", Action + " data associatedInputs"),
        ["Action.OpenUrl"] = Of("title url", Action + " url"),
        ["Action.ShowCard"] = Of("title card", Action + " card"),
        ["Action.ToggleVisibility"] = Of("title targetElements", Action + " targetElements"),
    };

    private static readonly Dictionary<string, string> _values = new()
    {
        ["color"] = "default dark light accent good warning attention",
        ["size"] = "default small medium large extraLarge",
        ["weight"] = "default lighter bolder",
        ["fontType"] = "default monospace",
        ["spacing"] = "default none small medium large extraLarge padding",
        ["mode"] = "primary secondary",
        ["associatedInputs"] = "auto none",
        ["style"] = "default heading columnHeader emphasis good attention warning accent positive destructive compact expanded",
        ["verticalContentAlignment"] = "top center bottom",
        ["version"] = "1.5",
    };

    /// <summary>What is wrong with a card.</summary>
    public static IEnumerable<string> Mistakes(CardJson card)
    {
        var ids = card.Typed.Select(e => e.TryGetProperty("id", out var id) ? id.GetString() : null).Where(id => id is not null).ToList();
        return card.Typed.Where(e => e.GetProperty("type").GetString() != "mention").SelectMany(Mistakes)
            .Concat(ids.Count == ids.Distinct().Count() ? [] : ["An id is there twice."])
            .Concat(card.Of("Action.ToggleVisibility").SelectMany(e => e.GetProperty("targetElements").EnumerateArray())
                .Where(target => !ids.Contains(target.GetProperty("elementId").GetString())).Select(target => $"There is no element {target}."));
    }

    private static IEnumerable<string> Mistakes(JsonElement element)
    {
        var type = element.GetProperty("type").GetString()!;
        if (!_types.TryGetValue(type, out var members))
        {
            return [$"{type} is no type of the schema."];
        }

        var names = element.EnumerateObject().Select(member => member.Name).ToList();
        return names.Except(members.May).Select(name => $"{type} has no {name}.")
            .Concat(members.Must.Except(names).Select(name => $"{type} needs {name}."))
            .Concat(element.EnumerateObject()
                .Where(member => _values.TryGetValue(member.Name, out var values) && !values.Split(' ').Contains(member.Value.GetString()))
                .Select(member => $"{type}.{member.Name} is never {member.Value}."))
            .Concat(element.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Null).Select(member => $"{type}.{member.Name} is null."));
    }

    private static (string[] Must, string[] May) Of(string must, string may) => (must.Split(' '), may.Split(' '));
}

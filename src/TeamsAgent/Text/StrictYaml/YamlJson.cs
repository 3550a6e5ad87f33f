using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamsAgent.Text.StrictYaml;

/// <summary>
/// Turns a node into JSON where no type is expected beforehand (a JSON Schema, a literal in a body). A text without quotes that some
/// reader of YAML takes for something else is refused there: the author says what is meant.
/// </summary>
public static partial class YamlJson
{
    /// <summary>Converts; what is ambiguous is noted and left out.</summary>
    public static JsonNode? Convert(Node node, Problems problems) => node switch
    {
        MapNode map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Name, Convert(entry.Value, problems)))),
        ListNode list => new JsonArray(list.Items.Select(item => Convert(item, problems)).ToArray()),
        TextNode text => Scalar(text, problems),
        _ => null,
    };

    private static JsonValue? Scalar(TextNode text, Problems problems)
    {
        if (!text.Plain)
        {
            return JsonValue.Create(text.Value);
        }

        if (text.Value is "true" or "false")
        {
            return JsonValue.Create(text.Value == "true");
        }

        if (Number().IsMatch(text.Value))
        {
            return text.Value.Contains('.')
                ? JsonValue.Create(decimal.Parse(text.Value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
                : JsonValue.Create(long.Parse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        }

        if (Ambiguous().IsMatch(text.Value))
        {
            problems.Add(text, text.Value.Length == 0
                ? "the value is missing; write \"\" if an empty text is meant"
                : $"“{text.Value}” reads differently to different readers; put it in quotes if a text is meant");
            return null;
        }

        return JsonValue.Create(text.Value);
    }

    // At most 15 significant digits, no trailing zero after the point (1.10 may be a version), no sign on zero.
    [GeneratedRegex(@"^(0|-?[1-9][0-9]{0,14}|-?(0|[1-9][0-9]{0,8})\.[0-9]{0,5}[1-9])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    // YAML 1.1 and 1.2 core: other spellings of null and truth values, and whatever begins like a number or a time stamp and holds nothing but their characters.
    [GeneratedRegex(@"^(|~|null|true|false|yes|no|on|off|y|n|[-+]?\.(inf|nan)|[-+]?\.?[0-9][0-9a-fA-FxobTZ_.:,eE+-]*)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ambiguous();
}

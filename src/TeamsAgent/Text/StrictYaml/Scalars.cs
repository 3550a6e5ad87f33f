using System.Globalization;
using System.Text.RegularExpressions;

namespace TeamsAgent.Text.StrictYaml;

/// <summary>Texts read as what is expected in their place: <c>no</c> stays a text where a text is expected, and is no truth value elsewhere.</summary>
public static partial class Scalars
{
    /// <summary>A text that is not empty.</summary>
    public static string Text(Node node, string what, int most, Problems problems)
    {
        if (node is not TextNode text)
        {
            problems.Add(node, $"“{what}” must be a text");
            return "";
        }

        if (string.IsNullOrWhiteSpace(text.Value))
        {
            problems.Add(node, $"“{what}” is empty");
        }
        else if (text.Value.Length > most)
        {
            problems.Add(node, $"“{what}” has {text.Value.Length} characters; {most} are the most");
        }

        return text.Value;
    }

    /// <summary>One of some words, spelt exactly so.</summary>
    public static T? OneOf<T>(Node node, string what, IReadOnlyDictionary<string, T> words, Problems problems) where T : struct, Enum
    {
        if (node is TextNode text && words.TryGetValue(text.Value, out var found))
        {
            return found;
        }

        problems.Add(node, $"“{what}” must be one of {string.Join(", ", words.Keys)}{Nearest.Question((node as TextNode)?.Value ?? "", words.Keys)}");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>, without quotes, and none of YAML 1.1's other spellings.</summary>
    public static bool? Boolean(Node node, string what, Problems problems)
    {
        if (node is TextNode { Plain: true, Value: "true" or "false" } text)
        {
            return text.Value == "true";
        }

        problems.Add(node, $"“{what}” must be true or false");
        return null;
    }

    /// <summary>A whole number in plain decimal digits.</summary>
    public static int WholeNumber(Node node, string what, int least, int most, Problems problems)
    {
        if (node is TextNode { Plain: true } text && Digits().IsMatch(text.Value)
            && int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        problems.Add(node, $"“{what}” must be a whole number from {least} to {most}");
        return least;
    }

    /// <summary>A number in plain decimal digits, with at most one point.</summary>
    public static decimal PlainNumber(Node node, string what, Problems problems)
    {
        if (node is TextNode { Plain: true } text && PlainDecimal().IsMatch(text.Value)
            && decimal.TryParse(text.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        problems.Add(node, $"“{what}” must be a number in plain digits, such as 1000 or 99.50");
        return 0;
    }

    /// <summary>A time span such as <c>30m</c>, <c>8h</c> or <c>2d</c>.</summary>
    public static TimeSpan Duration(Node node, string what, TimeSpan most, Problems problems)
    {
        if (node is TextNode text && SpanOfTime().Match(text.Value) is { Success: true } match)
        {
            var count = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            var span = match.Groups[2].Value switch { "m" => TimeSpan.FromMinutes(count), "h" => TimeSpan.FromHours(count), _ => TimeSpan.FromDays(count) };
            if (span <= most)
            {
                return span;
            }
        }

        problems.Add(node, $"“{what}” must be a time span such as 30m, 8h or 2d, at most {most.TotalDays:0}d");
        return most;
    }

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,9})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,14})(\.[0-9]{1,8})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainDecimal();

    [GeneratedRegex(@"^([1-9][0-9]{0,3})([mhd])\z", RegexOptions.CultureInvariant)]
    private static partial Regex SpanOfTime();
}

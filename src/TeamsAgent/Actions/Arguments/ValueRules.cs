using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamsAgent.Actions.Arguments;

/// <summary>The <c>format</c> and <c>pattern</c> keywords, at every depth of a value.</summary>
internal static class ValueRules
{
    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);

    /// <summary>Notes what does not fit; the value's types are right already.</summary>
    public static void Check(JsonObject schema, JsonNode value, string path, List<string> problems)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                CheckText(schema, value.GetValue<string>(), path, problems);
                break;
            case JsonValueKind.Array when schema["items"] is JsonObject items:
                foreach (var (index, item) in value.AsArray().Index().Where(pair => pair.Item is not null))
                {
                    Check(items, item!, $"{path}.{index.ToString(CultureInfo.InvariantCulture)}", problems);
                }

                break;
            case JsonValueKind.Object when schema["properties"] is JsonObject properties:
                foreach (var (name, inner) in value.AsObject().Where(pair => pair.Value is not null))
                {
                    Check(properties[name]!.AsObject(), inner!, $"{path}.{name}", problems);
                }

                break;
        }
    }

    /// <summary>A pattern that is matched in linear time, whatever the text is.</summary>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It needs backtracking.</exception>
    public static Regex Pattern(string pattern) =>
        Patterns.GetOrAdd(pattern, static text => new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));

    private static void CheckText(JsonObject schema, string text, string path, List<string> problems)
    {
        // .NET's $ also matches before a line feed at the end; JSON Schema's (ECMA-262) does not.
        if (schema["pattern"]?.GetValue<string>() is { } pattern && (text.EndsWith('\n') || !Pattern(pattern).IsMatch(text)))
        {
            problems.Add($"“{path}” does not have the form that is needed: {pattern}.");
        }

        if (schema["format"]?.GetValue<string>() is { } format && !Formats.All[format].Fits(text))
        {
            problems.Add($"“{path}” must be {Formats.All[format].Expected}.");
        }
    }
}

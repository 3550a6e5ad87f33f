using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Actions;

/// <summary>As much of a provider's answer as a budget allows: first long texts are cut, then lists, then depth. Always valid JSON.</summary>
internal static class AnswerExcerpt
{
    private static readonly (int Items, int Characters, int Depth)[] Sizes =
        [(100, 4000, 12), (50, 1000, 8), (30, 400, 6), (20, 200, 4), (10, 100, 3), (5, 60, 3), (3, 40, 2), (1, 20, 1)];

    public static string Of(string sentence, JsonElement answer, int maxBytes)
    {
        foreach (var size in Sizes)
        {
            var cut = false;
            var excerpt = new JsonObject { ["summary"] = sentence, ["answer"] = Shrink(answer, size, 0, ref cut) };
            if (cut)
            {
                excerpt["note"] = "The answer was longer; this is its beginning.";
            }

            var text = excerpt.ToJsonString();
            if (Encoding.UTF8.GetByteCount(text) <= maxBytes)
            {
                return text;
            }
        }

        return new JsonObject { ["summary"] = sentence.Length > 200 ? sentence[..200] : sentence, ["note"] = "The answer was too long to be shown." }.ToJsonString();
    }

    private static JsonNode? Shrink(JsonElement value, (int Items, int Characters, int Depth) size, int depth, ref bool cut)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array when depth >= size.Depth:
                cut = true;
                return "…";
            case JsonValueKind.Object:
                return Object(value, size, depth, ref cut);
            case JsonValueKind.Array:
                return List(value, size, depth, ref cut);
            case JsonValueKind.String:
                return Text(value, size, ref cut);
            default:
                return JsonNode.Parse(value.GetRawText());
        }
    }

    private static JsonObject Object(JsonElement value, (int Items, int Characters, int Depth) size, int depth, ref bool cut)
    {
        var copy = new JsonObject();
        foreach (var property in value.EnumerateObject())
        {
            if (copy.Count >= size.Items || Outside.Text(() => property.Name) is not { } name)
            {
                cut = true;
                break;
            }

            copy[name] = Shrink(property.Value, size, depth + 1, ref cut);
        }

        return copy;
    }

    private static JsonArray List(JsonElement value, (int Items, int Characters, int Depth) size, int depth, ref bool cut)
    {
        var copy = new JsonArray();
        foreach (var item in value.EnumerateArray().Take(size.Items))
        {
            copy.Add(Shrink(item, size, depth + 1, ref cut));
        }

        if (value.GetArrayLength() is var length && length > copy.Count)
        {
            cut = true;
            copy.Add($"… {(length - copy.Count).ToString(CultureInfo.InvariantCulture)} more");
        }

        return copy;
    }

    private static string Text(JsonElement value, (int Items, int Characters, int Depth) size, ref bool cut)
    {
        if (Outside.Text(() => value.GetString()!) is not { } text)
        {
            cut = true;
            return "…";
        }

        if (text.Length <= size.Characters)
        {
            return text;
        }

        cut = true;
        var end = char.IsHighSurrogate(text[size.Characters - 1]) ? size.Characters - 1 : size.Characters;
        return $"{text[..end]}…";
    }
}

/// <summary>Texts in JSON from outside.</summary>
internal static class Outside
{
    /// <summary>The text, or null where it holds half a surrogate pair, which the JSON reader refuses to hand out.</summary>
    public static string? Text(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

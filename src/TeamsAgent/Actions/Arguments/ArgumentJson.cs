using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Actions.Arguments;

/// <summary>
/// Reads the JSON that a model calls a function with. What two readers might take for two things (doubled keys, numbers that no double
/// holds, half characters) is refused rather than mended.
/// </summary>
internal static class ArgumentJson
{
    public const int MaxBytes = 64 * 1024;
    private const int MaxDepth = 8;
    private const double MaxInteger = 9007199254740991;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The arguments as an object, or null; what is wrong is noted.</summary>
    public static JsonObject? Read(string text, List<string> problems)
    {
        if (text.Length > MaxBytes)
        {
            problems.Add($"The arguments are too long; {MaxBytes / 1024} KB are the most.");
            return null;
        }

        try
        {
            var bytes = Utf8.GetBytes(text);
            if (bytes.Length > MaxBytes)
            {
                problems.Add($"The arguments are too long; {MaxBytes / 1024} KB are the most.");
                return null;
            }

            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                problems.Add("The arguments must be one JSON object.");
                return null;
            }

            Inspect(document.RootElement, "", problems);
            return problems.Count == 0 ? JsonObject.Create(document.RootElement.Clone()) : null;
        }
        catch (EncoderFallbackException)
        {
            problems.Add("The arguments hold half of a surrogate pair, which is no character.");
        }
        catch (JsonException)
        {
            problems.Add($"The arguments are not valid JSON, or nested deeper than {MaxDepth} levels.");
        }

        return null;
    }

    private static void Inspect(JsonElement value, string path, List<string> problems)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                InspectObject(value, path, problems);
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    Inspect(item, $"{path}[{index.ToString(CultureInfo.InvariantCulture)}]", problems);
                }

                break;
            case JsonValueKind.String:
                InspectText(() => value.GetString()!, path, problems);
                break;
            case JsonValueKind.Number when !IsExact(value):
                problems.Add($"{Quoted(path)} is a number that cannot be kept exactly; whole numbers up to {MaxInteger:0} and 15 digits in all are possible.");
                break;
        }
    }

    private static void InspectObject(JsonElement value, string path, List<string> problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            if (!InspectText(() => property.Name, $"{path} name", problems))
            {
                continue;
            }

            if (!seen.Add(property.Name))
            {
                problems.Add($"{Quoted(Inner(path, property.Name))} is there twice.");
            }

            Inspect(property.Value, Inner(path, property.Name), problems);
        }
    }

    private static bool InspectText(Func<string> read, string path, List<string> problems)
    {
        string text;
        try
        {
            text = read();
        }
        catch (InvalidOperationException)
        {
            // The JSON reader refuses to hand out an escaped half of a surrogate pair.
            problems.Add($"{Quoted(path)} holds half of a surrogate pair, which is no character.");
            return false;
        }

        foreach (var c in text.Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r')))
        {
            problems.Add($"{Quoted(path)} holds the control character U+{(int)c:X4}.");
            return false;
        }

        return true;
    }

    private static bool IsExact(JsonElement number)
    {
        if (!number.TryGetDouble(out var value) || !double.IsFinite(value))
        {
            return false;
        }

        var mantissa = number.GetRawText().Split('e', 'E')[0];
        var significant = mantissa.Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).TrimStart('0').TrimEnd('0');
        return value == 0
            ? significant.Length == 0
            : double.IsInteger(value)
            ? Math.Abs(value) <= MaxInteger && significant.Length <= 16
            : significant.Length <= 15 && Math.Abs(value) is >= 1e-12 and <= MaxInteger;
    }

    private static string Inner(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Quoted(string path) => path.Length == 0 ? "The value" : $"“{(path.Length > 100 ? path[..100] + "…" : path)}”";
}

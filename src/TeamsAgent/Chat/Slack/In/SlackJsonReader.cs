using System.Text.Json;
using System.Text.RegularExpressions;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Reads Slack's JSON: unknown members are let be, what is read must have its form. Ids and timestamps are text, never numbers.
/// </summary>
internal static partial class SlackJsonReader
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>An object, or null if the bytes are none. Text in it can be read: it is UTF-8 without halves of surrogate pairs.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Duplicate names are looked for by their text, which has to be UTF-8.
        }

        return null;
    }

    public static JsonElement? Part(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object ? part : null;

    public static IEnumerable<JsonElement> List(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    public static bool Flag(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;

    public static bool Has(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    public static long? Number(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var value) ? value : null;

    public static string? Text(this JsonElement owner, string name)
    {
        if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty(name, out var text) || text.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }

    /// <summary>A name or type: short, and without what would end up in keys and logs.</summary>
    public static string? Word(this JsonElement owner, string name) => AsWord(owner.Text(name));

    /// <summary>An id of Slack's: a letter and letters or digits, all upper case.</summary>
    public static string? Id(this JsonElement owner, string name) => AsId(owner.Text(name));

    /// <summary>A message's timestamp, which is its id.</summary>
    public static string? Ts(this JsonElement owner, string name) => AsTs(owner.Text(name));

    /// <summary>The id of something that is given as its id or as an object with one.</summary>
    public static string? IdOf(this JsonElement owner, string name) => owner.Id(name) ?? owner.Part(name)?.Id("id");

    public static string? AsWord(string? text) => text is { Length: > 0 and <= 255 } && !text.Any(letter => char.IsControl(letter) || letter == '|') ? text : null;

    public static string? AsId(string? text) => text is not null && IdForm().IsMatch(text) ? text : null;

    public static string? AsTs(string? text) => text is not null && TsForm().IsMatch(text) ? text : null;

    [GeneratedRegex(@"^[A-Z][A-Z0-9]{1,31}\z")]
    private static partial Regex IdForm();

    [GeneratedRegex(@"^[0-9]{1,16}\.[0-9]{1,12}\z")]
    private static partial Regex TsForm();
}

using System.Text.Json;

namespace TeamsAgent.Sandbox.Providers;

/// <summary>Reads a request's body as one JSON object.</summary>
internal static class JsonBody
{
    public static JsonElement? TryReadObject(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member that is there and not null.</summary>
    public static JsonElement? Member(this JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    public static string? Text(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}

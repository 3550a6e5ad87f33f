using System.Text.Json;

namespace TeamsAgent.Identity.Auth0;

/// <summary>Reads claims as their specification writes them; a claim of another JSON type counts as missing.</summary>
internal readonly struct TokenClaims(JsonElement payload)
{
    private const long LatestSecond = 253_402_300_799;

    public bool Has(string name) => payload.TryGetProperty(name, out _);

    public string? Text(string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool IsTrue(string name) => payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A NumericDate (RFC 7519 §2).</summary>
    public DateTimeOffset? Time(string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var seconds) && seconds is >= 0 and <= LatestSecond
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    public IReadOnlyList<string>? Texts(string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
        && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? value.EnumerateArray().Select(item => item.GetString()!).ToList()
            : null;
}

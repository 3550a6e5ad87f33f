using System.Text.Json;

namespace TeamsAgent.Chat.Teams;

/// <summary>
/// What has to be known of an activity before anything else is done with it (Activity protocol 3.x). Read strictly: what Bot Builder's lenient
/// reader could read in another way is refused.
/// </summary>
/// <param name="Type"><c>message</c>, <c>invoke</c>, …</param>
/// <param name="Id">The channel's id of the activity.</param>
/// <param name="Name">An invoke's name.</param>
/// <param name="ChannelId"><c>msteams</c>.</param>
/// <param name="ServiceUrl">Where answers go.</param>
/// <param name="ConversationId">The conversation, thread included.</param>
/// <param name="Tenants">Every tenant that the activity names for itself, its conversation or its sender.</param>
internal sealed record TeamsEnvelope(
    string Type, string Id, string? Name, string ChannelId, string ServiceUrl, string ConversationId, IReadOnlyList<string> Tenants)
{
    private const int LongestId = 512;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>Reads the body; null if it is no activity.</summary>
    public static TeamsEnvelope? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // A string that is not UTF-8, or with half a surrogate pair.
            return null;
        }
    }

    /// <summary>The activity's row in the inbox.</summary>
    public string InboxKey => KeyOf(ConversationId, Id, Type);

    /// <summary>The row of an activity in the inbox.</summary>
    public static string KeyOf(string conversation, string id, string type) => $"teams|{conversation}|{id}|{type}";

    private static TeamsEnvelope? Read(JsonElement root)
    {
        if (!IsObject(root, out _))
        {
            return null;
        }

        var conversation = Part(root, "conversation");
        var from = Part(root, "from");
        var data = Part(root, "channelData");
        var tenant = data is { } d ? Part(d, "tenant") : null;
        if (conversation is not { } where || from is null || Part(root, "recipient") is null
            || Text(root, "type") is not { Length: > 0 and <= 100 } type || Text(root, "channelId") is not { Length: > 0 and <= 100 } channel
            || Text(root, "serviceUrl") is not { Length: > 0 and <= 2048 } service || Text(where, "id") is not { Length: > 0 and <= LongestId } id
            || Text(root, "id") is not { Length: > 0 and <= LongestId } activity || !AreUnambiguous(root))
        {
            return null;
        }

        string?[] tenants = [tenant is { } t ? Text(t, "id") : null, Text(where, "tenantId"), Text(from.Value, "tenantId")];
        return new TeamsEnvelope(type, activity, Text(root, "name"), channel, service, id, tenants.OfType<string>().Where(x => x.Length > 0).ToList());
    }

    // Bot Builder reads names whatever their case; two that differ by case alone would mean one thing here and another there.
    private static bool AreUnambiguous(JsonElement root)
    {
        var value = Part(root, "value");
        var action = value is { } v ? Part(v, "action") : null;
        var data = action is { } a ? Part(a, "data") : null;
        JsonElement?[] read = [root, Part(root, "from"), Part(root, "recipient"), Part(root, "conversation"), Part(root, "channelData"), value, action, data];
        return Array.TrueForAll(read, part => part is not { } found || IsObject(found, out var names) && names);
    }

    private static bool IsObject(JsonElement element, out bool namesDiffer)
    {
        namesDiffer = false;
        if (element.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        namesDiffer = element.EnumerateObject().All(property => names.Add(property.Name));
        return true;
    }

    private static JsonElement? Part(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object ? part : null;

    // Ids and addresses have no control characters; one would end up in keys and logs.
    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { } value && !value.Any(char.IsControl) ? value : null;
}

using Microsoft.Bot.Schema;
using Newtonsoft.Json;

namespace TeamsAgent.Chat.Teams;

/// <summary>Activities as Bot Builder reads them. What is read here has passed <see cref="TeamsEnvelope"/>.</summary>
internal static class TeamsJson
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        MaxDepth = 64,
        NullValueHandling = NullValueHandling.Ignore,
        TypeNameHandling = TypeNameHandling.None,
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        DateParseHandling = DateParseHandling.None,
    };

    /// <summary>The activity, or null if Bot Builder cannot read it.</summary>
    public static Activity? TryRead(string payload)
    {
        try
        {
            return Read(payload);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or OverflowException or ArgumentException or InvalidCastException)
        {
            return null;
        }
    }

    /// <summary>An activity that was read before it was stored.</summary>
    public static Activity Read(string payload) => JsonConvert.DeserializeObject<Activity>(payload, Settings) ?? throw new JsonSerializationException("An activity is missing.");
}

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

    /// <exception cref="JsonException">It is no activity.</exception>
    public static Activity Read(string payload) => JsonConvert.DeserializeObject<Activity>(payload, Settings) ?? throw new JsonSerializationException("An activity is missing.");
}

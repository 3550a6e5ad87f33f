using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;

namespace TeamsAgent.Tests.Chat.Teams;

/// <summary>Activities as Teams sends them.</summary>
internal static class SomeActivity
{
    private const string ChannelConversation = "19:chan@thread.tacv2;messageid=1750000000001";

    private static int _ids;

    public static JsonObject Message(BotService service, SandboxPerson from, string text, string? conversation = null, bool personal = false)
    {
        var activity = Envelope(service, from, "message", conversation ?? (personal ? "a:" + from.Key : ChannelConversation), personal);
        activity["text"] = personal ? text : $"<at>Agent</at> {text}\n";
        activity["textFormat"] = "plain";
        activity["locale"] = "en-GB";
        var entities = new JsonArray(new JsonObject { ["type"] = "clientInfo", ["locale"] = "en-GB", ["timezone"] = "Europe/Madrid" });
        if (!personal)
        {
            entities.Add(new JsonObject { ["type"] = "mention", ["text"] = "<at>Agent</at>", ["mentioned"] = new JsonObject { ["id"] = "28:" + People.BotAppId, ["name"] = "Agent" } });
        }

        activity["entities"] = entities;
        return activity;
    }

    public static JsonObject Press(BotService service, SandboxPerson from, JsonNode card, string messageId, string verb, string? reason, string conversation, bool personal = false)
    {
        var data = DataOf(card, verb).DeepClone().AsObject();
        if (reason is not null)
        {
            data["reason"] = reason;
        }

        var activity = Envelope(service, from, "invoke", conversation, personal);
        activity["id"] = $"f:{Guid.NewGuid()}";
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = messageId;
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["id"] = verb, ["verb"] = verb, ["data"] = data },
            ["trigger"] = "manual",
        };
        return activity;
    }

    public static JsonObject Envelope(BotService service, SandboxPerson from, string type, string conversation, bool personal) => new()
    {
        ["type"] = type, ["id"] = $"1750000{Interlocked.Increment(ref _ids):D6}", ["timestamp"] = "2026-08-20T09:00:00.000Z", ["channelId"] = "msteams",
        ["serviceUrl"] = service.ServiceUrl,
        ["from"] = new JsonObject { ["id"] = from.TeamsId, ["name"] = from.Name, ["aadObjectId"] = from.AadObjectId },
        ["recipient"] = new JsonObject { ["id"] = "28:" + People.BotAppId, ["name"] = "Agent" },
        ["conversation"] = new JsonObject { ["id"] = conversation, ["isGroup"] = !personal, ["conversationType"] = personal ? "personal" : "channel", ["tenantId"] = People.TeamsTenantId },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = People.TeamsTenantId }, ["source"] = new JsonObject { ["name"] = "message" } },
    };

    /// <summary>What a button of a card sends.</summary>
    public static JsonObject DataOf(JsonNode card, string verb) => All(card).OfType<JsonObject>()
        .First(node => (string?)node["type"] == "Action.Execute" && (string?)node["verb"] == verb)["data"]!.AsObject();

    public static bool HasVerb(JsonNode card, string verb) => All(card).OfType<JsonObject>().Any(node => (string?)node["type"] == "Action.Execute" && (string?)node["verb"] == verb);

    public static string Words(JsonNode card) => string.Join('\n', All(card).OfType<JsonObject>().SelectMany(node => new[] { node["text"], node["title"], node["value"] })
        .OfType<JsonValue>().Where(value => value.GetValueKind() == System.Text.Json.JsonValueKind.String).Select(value => (string)value!));

    private static IEnumerable<JsonNode> All(JsonNode? node) => node switch
    {
        JsonObject map => map.Select(pair => pair.Value).SelectMany(All).Prepend(map),
        JsonArray list => list.SelectMany(All),
        _ => [],
    };
}

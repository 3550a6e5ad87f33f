using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>
/// The activities that Teams sends to a bot.
/// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-activities
/// </summary>
public sealed class Activities(Func<string> serviceUrl, TimeProvider clock)
{
    /// <summary>The bot's own account.</summary>
    public static readonly string BotId = $"28:{People.BotAppId}";

    private const string BotName = "TeamsAgent";

    /// <summary>The zone that everybody here lives in.</summary>
    public const string TimeZone = "Europe/Berlin";

    /// <summary>A person's message; in the channel it mentions the bot.</summary>
    public JsonObject Message(SandboxPerson from, Conversation where, string? root, string id, string text)
    {
        var mention = $"<at>{BotName}</at>";
        var inChannel = where.Type == "channel";
        var activity = Envelope("message", id, from, where, inChannel ? root ?? id : null);
        activity["text"] = inChannel ? $"{mention} {text}" : text;
        activity["textFormat"] = "plain";
        activity["locale"] = "en-GB";
        activity["localTimezone"] = TimeZone;
        activity["entities"] = new JsonArray(ClientInfo());
        if (inChannel)
        {
            activity["entities"]!.AsArray().Add(new JsonObject { ["type"] = "mention", ["text"] = mention, ["mentioned"] = new JsonObject { ["id"] = BotId, ["name"] = BotName } });
        }

        activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "text/html", ["content"] = $"<div>{System.Net.WebUtility.HtmlEncode(text)}</div>" });
        return activity;
    }

    /// <summary>A press on a card (Universal Actions, <c>adaptiveCard/action</c>).</summary>
    public JsonObject Press(SandboxPerson from, ChatMessage on, JsonObject action, JsonObject data, string trigger = "manual")
    {
        var where = Conversation.Of(on.Conversation)!;
        var activity = Envelope("invoke", $"f:{Guid.NewGuid()}", from, where, where.Type == "channel" ? on.Root ?? on.Id : null);
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = on.Id;
        activity["channelData"]!["source"] = new JsonObject { ["name"] = "message" };
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute", ["id"] = (string?)action["id"], ["title"] = (string?)action["title"], ["verb"] = (string?)action["verb"], ["data"] = data,
            },
            ["trigger"] = trigger,
        };
        return activity;
    }

    /// <summary>An old client's press: a message with a value and no text (<c>Action.Submit</c>).</summary>
    public JsonObject Submit(SandboxPerson from, ChatMessage on, string id, JsonObject data)
    {
        var where = Conversation.Of(on.Conversation)!;
        var activity = Envelope("message", id, from, where, where.Type == "channel" ? on.Root ?? on.Id : null);
        activity["replyToId"] = on.Id;
        activity["value"] = data;
        return activity;
    }

    /// <summary>The app was installed, or removed.</summary>
    public JsonObject Installation(SandboxPerson by, Conversation where, string action)
    {
        var activity = Envelope("installationUpdate", $"f:{Guid.NewGuid()}", by, where, null);
        activity["action"] = action;
        return activity;
    }

    /// <summary>A message was edited (<c>messageUpdate</c>), deleted (<c>messageDelete</c>) or reacted to (<c>messageReaction</c>).</summary>
    public JsonObject About(string type, SandboxPerson by, ChatMessage message, Action<JsonObject> fill)
    {
        var where = Conversation.Of(message.Conversation)!;
        var activity = Envelope(type, message.Id, by, where, where.Type == "channel" ? message.Root ?? message.Id : null);
        fill(activity);
        return activity;
    }

    private JsonObject Envelope(string type, string id, SandboxPerson from, Conversation where, string? root)
    {
        var channelData = new JsonObject { ["tenant"] = new JsonObject { ["id"] = People.TeamsTenantId } };
        if (where.Type == "channel")
        {
            channelData["team"] = new JsonObject { ["id"] = Conversation.TeamId, ["name"] = "Contoso" };
            channelData["channel"] = new JsonObject { ["id"] = Conversation.TeamId };
            channelData["teamsTeamId"] = Conversation.TeamId;
            channelData["teamsChannelId"] = Conversation.TeamId;
        }

        return new JsonObject
        {
            ["type"] = type,
            ["id"] = id,
            ["timestamp"] = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
            ["channelId"] = "msteams",
            ["serviceUrl"] = serviceUrl(),
            ["from"] = new JsonObject { ["id"] = from.TeamsId, ["name"] = from.Name, ["aadObjectId"] = from.AadObjectId },
            ["recipient"] = new JsonObject { ["id"] = BotId, ["name"] = BotName },
            ["conversation"] = new JsonObject
            {
                ["id"] = root is null ? where.Id : Conversation.Thread(root),
                ["conversationType"] = where.Type,
                ["isGroup"] = where.Type == "channel",
                ["tenantId"] = People.TeamsTenantId,
            },
            ["channelData"] = channelData,
        };
    }

    private static JsonObject ClientInfo() => new()
    {
        ["type"] = "clientInfo", ["locale"] = "en-GB", ["country"] = "DE", ["platform"] = "Web", ["timezone"] = TimeZone,
    };
}

using System.Globalization;
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

    /// <summary>The bot's name.</summary>
    public const string BotName = "TeamsAgent";

    /// <summary>The zone that everybody here lives in.</summary>
    public const string TimeZone = "Europe/Berlin";

    /// <summary>A person's message; in the channel it mentions the bot.</summary>
    public JsonObject Message(SandboxPerson from, Conversation where, string? root, string id, string text)
    {
        var said = Mentions.Of(text, toBot: where.Type == "channel");
        var activity = Envelope("message", id, from, where, where.Type == "channel" ? root ?? id : null);
        activity["text"] = said.Text;
        activity["textFormat"] = "plain";
        activity["locale"] = "en-GB";
        activity["localTimestamp"] = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(clock.GetUtcNow(), TimeZone).ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        activity["localTimezone"] = TimeZone;
        activity["entities"] = new JsonArray([.. said.Entities, ClientInfo()]);
        activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "text/html", ["content"] = said.Html });
        return activity;
    }

    /// <summary>A press on a card (Universal Actions, <c>adaptiveCard/action</c>).</summary>
    public JsonObject Press(SandboxPerson from, ChatMessage on, JsonObject action, JsonObject data, string trigger = "manual")
    {
        var activity = About("invoke", from, on, press => press["name"] = "adaptiveCard/action");
        activity["id"] = $"f:{Guid.NewGuid()}";
        activity["replyToId"] = on.Id;
        activity["channelData"]!["source"] = new JsonObject { ["name"] = "message" };
        activity["entities"] = new JsonArray(ClientInfo());
        var pressed = new JsonObject { ["type"] = "Action.Execute" };
        foreach (var name in new[] { "id", "title", "verb" })
        {
            if ((string?)action[name] is { } value)
            {
                pressed[name] = value;
            }
        }

        pressed["data"] = data;
        activity["value"] = new JsonObject { ["action"] = pressed, ["trigger"] = trigger };
        return activity;
    }

    /// <summary>An old client's press: a message with a value and no text (<c>Action.Submit</c>).</summary>
    public JsonObject Submit(SandboxPerson from, ChatMessage on, string id, JsonObject data)
    {
        var activity = About("message", from, on, submit => submit["value"] = data);
        activity["id"] = id;
        activity["replyToId"] = on.Id;
        return activity;
    }

    /// <summary>The app was installed, or removed.</summary>
    public JsonObject Installation(SandboxPerson by, Conversation where, string action)
    {
        var activity = Envelope("installationUpdate", $"f:{Guid.NewGuid()}", by, where, null);
        activity["action"] = action;
        if (where.Type == "channel")
        {
            activity["channelData"]!["settings"] = new JsonObject { ["selectedChannel"] = new JsonObject { ["id"] = Conversation.TeamId } };
        }

        activity["channelData"]!["source"] = new JsonObject { ["name"] = "message" };
        return activity;
    }

    /// <summary>The bot came into a conversation, or left it.</summary>
    public JsonObject Membership(SandboxPerson by, Conversation where, bool added)
    {
        var activity = Envelope("conversationUpdate", $"f:{Guid.NewGuid()}", by, where, null);
        activity[added ? "membersAdded" : "membersRemoved"] = new JsonArray(new JsonObject { ["id"] = BotId });
        if (where.Type == "channel")
        {
            activity["channelData"]!["eventType"] = added ? "teamMemberAdded" : "teamMemberRemoved";
        }

        return activity;
    }

    /// <summary>A message was edited (<c>messageUpdate</c>), deleted (<c>messageDelete</c>), reacted to (<c>messageReaction</c>), or pressed.</summary>
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
            channelData["team"] = new JsonObject { ["id"] = Conversation.TeamId, ["name"] = Conversation.TeamName, ["aadGroupId"] = Conversation.TeamGroupId };
            channelData["channel"] = new JsonObject { ["id"] = Conversation.TeamId };
            channelData["teamsTeamId"] = Conversation.TeamId;
            channelData["teamsChannelId"] = Conversation.TeamId;
        }

        return new JsonObject
        {
            ["type"] = type,
            ["id"] = id,
            ["timestamp"] = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
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

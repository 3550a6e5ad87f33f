using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Slack.Web;

/// <summary>Messages as methods and payloads say them.</summary>
internal static class MessageJson
{
    public static JsonObject Of(SlackMessage message, string? teamId)
    {
        var json = new JsonObject { ["type"] = "message" };
        if (message.User.Length > 0)
        {
            json["user"] = message.User;
        }

        if (message.BotId is { } bot)
        {
            json["bot_id"] = bot;
        }

        if (message.IsFromApp)
        {
            json["app_id"] = People.SlackAppId;
            json["bot_profile"] = new JsonObject
            {
                ["id"] = SlackTeam.BotId, ["app_id"] = People.SlackAppId, ["name"] = SlackTeam.AppName, ["deleted"] = false, ["team_id"] = teamId,
            };
        }

        json["ts"] = message.Ts;
        json["text"] = message.Text;
        json["team"] = teamId;
        if (message.ThreadTs is { } thread)
        {
            json["thread_ts"] = thread;
        }

        if (message.Blocks is { } blocks)
        {
            json["blocks"] = blocks.DeepClone();
        }

        if (message.Metadata is { Count: > 0 } metadata)
        {
            json["metadata"] = metadata.DeepClone();
        }

        return json;
    }
}

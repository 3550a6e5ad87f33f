using System.Text.Json.Nodes;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Sandbox;

namespace TeamsAgent.Tests.Chat.Slack.In;

/// <summary>Payloads as Slack sends them.</summary>
internal static class SomeSlack
{
    private static int _ids;

    public static string Ts() => $"1781000000.{Interlocked.Increment(ref _ids):D6}";

    public static JsonObject Event(JsonObject inner, Action<JsonObject>? alter = null)
    {
        var envelope = new JsonObject
        {
            ["token"] = "deprecated-token", ["team_id"] = People.SlackTeamId, ["context_team_id"] = People.SlackTeamId, ["api_app_id"] = People.SlackAppId, ["type"] = "event_callback",
            ["event_id"] = $"Ev{Interlocked.Increment(ref _ids):D8}", ["event_time"] = 1781000000, ["is_ext_shared_channel"] = false,
            ["authorizations"] = new JsonArray(new JsonObject { ["enterprise_id"] = null, ["team_id"] = People.SlackTeamId, ["user_id"] = People.SlackBotUserId, ["is_bot"] = true, ["is_enterprise_install"] = false }),
            ["event"] = inner,
        };
        alter?.Invoke(envelope);
        return envelope;
    }

    public static JsonObject Mention(string user, string text, string channel = SlackHost.Channel, string? thread = null, Action<JsonObject>? alter = null)
    {
        var ts = Ts();
        var inner = new JsonObject
        {
            ["type"] = "app_mention", ["user"] = user, ["text"] = $"<@{People.SlackBotUserId}> {text}", ["ts"] = ts, ["channel"] = channel, ["event_ts"] = ts, ["team"] = People.SlackTeamId,
        };
        if (thread is not null)
        {
            inner["thread_ts"] = thread;
        }

        alter?.Invoke(inner);
        return Event(inner);
    }

    public static JsonObject Direct(string user, string text, Action<JsonObject>? alter = null)
    {
        var ts = Ts();
        var inner = new JsonObject
        {
            ["type"] = "message", ["channel_type"] = "im", ["user"] = user, ["text"] = text, ["ts"] = ts, ["channel"] = FakeSlack.DirectWith(user), ["event_ts"] = ts, ["team"] = People.SlackTeamId,
            ["client_msg_id"] = Guid.NewGuid().ToString(),
        };
        alter?.Invoke(inner);
        return Event(inner);
    }

    public static Dictionary<string, string> Command(FakeSlack slack, string user, string text, string channel = SlackHost.Channel) => new()
    {
        ["token"] = "deprecated-token", ["team_id"] = People.SlackTeamId, ["team_domain"] = "local", ["channel_id"] = channel, ["channel_name"] = "general", ["user_id"] = user, ["user_name"] = "somebody",
        ["command"] = "/agent", ["text"] = text, ["api_app_id"] = People.SlackAppId, ["is_enterprise_install"] = "false", ["response_url"] = $"{slack.Address}/hooks/commands/{Guid.NewGuid():N}",
        ["trigger_id"] = Trigger(),
    };

    public static JsonObject Press(FakeSlack slack, string user, string button, SlackPressData data, string message, string channel = SlackHost.Channel, string? thread = null, Action<JsonObject>? alter = null)
    {
        var container = new JsonObject { ["type"] = "message", ["message_ts"] = message, ["channel_id"] = channel, ["is_ephemeral"] = false };
        if (thread is not null)
        {
            container["thread_ts"] = thread;
        }

        var payload = new JsonObject
        {
            ["type"] = "block_actions", ["user"] = new JsonObject { ["id"] = user, ["username"] = "somebody", ["team_id"] = People.SlackTeamId }, ["api_app_id"] = People.SlackAppId, ["token"] = "deprecated-token",
            ["container"] = container, ["trigger_id"] = Trigger(), ["team"] = new JsonObject { ["id"] = People.SlackTeamId, ["domain"] = "local" }, ["enterprise"] = null, ["is_enterprise_install"] = false,
            ["channel"] = new JsonObject { ["id"] = channel, ["name"] = "general" }, ["response_url"] = $"{slack.Address}/hooks/actions/{Guid.NewGuid():N}",
            ["actions"] = new JsonArray(new JsonObject { ["type"] = "button", ["action_id"] = button, ["block_id"] = "a.1", ["value"] = data.Write(), ["action_ts"] = Ts() }),
        };
        alter?.Invoke(payload);
        return payload;
    }

    public static JsonObject Submission(string user, SlackPressData press, string? reason, Action<JsonObject>? alter = null)
    {
        var payload = new JsonObject
        {
            ["type"] = "view_submission", ["team"] = new JsonObject { ["id"] = People.SlackTeamId, ["domain"] = "local" }, ["user"] = new JsonObject { ["id"] = user, ["username"] = "somebody", ["team_id"] = People.SlackTeamId },
            ["api_app_id"] = People.SlackAppId, ["token"] = "deprecated-token", ["trigger_id"] = Trigger(), ["is_enterprise_install"] = false, ["enterprise"] = null, ["response_urls"] = new JsonArray(),
            ["view"] = new JsonObject
            {
                ["id"] = $"V{Interlocked.Increment(ref _ids):D8}", ["team_id"] = People.SlackTeamId, ["type"] = "modal", ["callback_id"] = ISlackViews.RejectCallback, ["private_metadata"] = press.Write(),
                ["hash"] = "1.abc", ["app_installed_team_id"] = People.SlackTeamId,
                ["state"] = new JsonObject { ["values"] = new JsonObject { [ISlackViews.ReasonBlock] = new JsonObject { [ISlackViews.ReasonAction] = new JsonObject { ["type"] = "plain_text_input", ["value"] = reason } } } },
            },
        };
        alter?.Invoke(payload);
        return payload;
    }

    public static JsonObject OnHome(string user, string button, string? value, Action<JsonObject>? alter = null)
    {
        var payload = new JsonObject
        {
            ["type"] = "block_actions", ["user"] = new JsonObject { ["id"] = user, ["team_id"] = People.SlackTeamId }, ["api_app_id"] = People.SlackAppId, ["trigger_id"] = Trigger(),
            ["team"] = new JsonObject { ["id"] = People.SlackTeamId }, ["container"] = new JsonObject { ["type"] = "view", ["view_id"] = "V1" },
            ["view"] = new JsonObject { ["id"] = "V1", ["type"] = "home", ["app_installed_team_id"] = People.SlackTeamId },
            ["actions"] = new JsonArray(new JsonObject { ["type"] = "button", ["action_id"] = button, ["block_id"] = "h.1", ["value"] = value, ["action_ts"] = Ts() }),
        };
        alter?.Invoke(payload);
        return payload;
    }

    private static string Trigger() => $"{Guid.NewGuid():N}.{Guid.NewGuid():N}";
}

using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Slack.Outbound;

/// <summary>Events as Slack writes them. https://docs.slack.dev/apis/events-api/#event-object</summary>
internal sealed class EventPayloads(SlackInstalls installs, TimeProvider clock)
{
    /// <summary>A field that once was for checking who sends; nobody may rely on it.</summary>
    public const string OldToken = "verification-token-that-nobody-checks";

    /// <summary>The envelope around an event.</summary>
    /// <param name="install">The installation that is told.</param>
    /// <param name="event">The event.</param>
    /// <param name="actor">Who caused it.</param>
    /// <param name="channel">Where.</param>
    public JsonObject Envelope(SlackInstallation install, JsonObject @event, SlackMember? actor, SlackChannel? channel)
    {
        var teamId = channel?.TeamId ?? install.TeamId ?? People.SlackTeamId;
        return new JsonObject
        {
            ["token"] = OldToken,

            // In a shared channel this may be the other side's workspace; the installation is told by the authorizations alone.
            ["team_id"] = channel is { IsExtShared: true } && actor is not null ? actor.TeamId : teamId,
            ["enterprise_id"] = installs.EnterpriseOf(teamId),
            ["context_team_id"] = teamId,
            ["context_enterprise_id"] = installs.EnterpriseOf(teamId),
            ["api_app_id"] = People.SlackAppId,
            ["event"] = @event,
            ["type"] = "event_callback",
            ["event_id"] = $"Ev{Convert.ToHexString(Guid.NewGuid().ToByteArray())[..10]}",
            ["event_time"] = clock.GetUtcNow().ToUnixTimeSeconds(),
            ["authorizations"] = new JsonArray(new JsonObject
            {
                ["enterprise_id"] = install.EnterpriseId, ["team_id"] = install.TeamId, ["user_id"] = install.BotUserId, ["is_bot"] = true, ["is_enterprise_install"] = install.IsOrgWide,
            }),
            ["is_ext_shared_channel"] = channel?.IsExtShared ?? false,
            ["event_context"] = "4-" + Convert.ToBase64String(Guid.NewGuid().ToByteArray()),
        };
    }

    /// <summary>A message that somebody wrote: a mention, or a word in the private conversation.</summary>
    public JsonObject Said(SlackMessage message, SlackMember from, SlackChannel channel)
    {
        var said = new JsonObject
        {
            ["type"] = channel.IsDm ? "message" : "app_mention", ["user"] = from.Id, ["ts"] = message.Ts, ["client_msg_id"] = Guid.NewGuid().ToString(), ["text"] = message.Text,
            ["team"] = from.TeamId, ["blocks"] = message.Blocks?.DeepClone(), ["channel"] = channel.Id, ["event_ts"] = message.Ts,
        };
        if (channel.IsDm)
        {
            said["channel_type"] = "im";
        }

        if (message.ThreadTs is { } thread)
        {
            said["thread_ts"] = thread;
        }

        if (channel.IsExtShared && from.TeamId != channel.TeamId)
        {
            said["user_team"] = from.TeamId;
            said["source_team"] = from.TeamId;
            said["user_profile"] = new JsonObject
            {
                ["real_name"] = from.Name, ["display_name"] = from.Key, ["team"] = from.TeamId, ["is_restricted"] = false, ["is_ultra_restricted"] = false,
            };
        }

        return said;
    }

    /// <summary>What a workflow or another app wrote.</summary>
    public static JsonObject SaidByBot(SlackMessage message, SlackChannel channel) => new()
    {
        ["type"] = channel.IsDm ? "message" : "app_mention", ["subtype"] = "bot_message", ["bot_id"] = message.BotId, ["username"] = "Request form", ["text"] = message.Text,
        ["ts"] = message.Ts, ["channel"] = channel.Id, ["event_ts"] = message.Ts,
    };

    /// <summary>Somebody looks at the bot's page.</summary>
    public static JsonObject HomeOpened(SlackMember member, string tab, string ts, SlackView? view)
    {
        var opened = new JsonObject { ["type"] = "app_home_opened", ["user"] = member.Id, ["channel"] = member.Dm, ["tab"] = tab, ["event_ts"] = ts };
        if (tab == "home" && view is not null)
        {
            opened["view"] = view.ToJson();
        }

        return opened;
    }

    /// <summary>The bot came into a channel.</summary>
    public static JsonObject Joined(SlackInstallation install, SlackChannel channel, SlackMember inviter, string ts) => new()
    {
        ["type"] = "member_joined_channel", ["user"] = install.BotUserId, ["channel"] = channel.Id, ["channel_type"] = channel.IsPrivate ? "G" : "C", ["team"] = channel.TeamId,
        ["inviter"] = inviter.Id, ["event_ts"] = ts,
    };

    /// <summary>The app was taken out.</summary>
    public static JsonObject Uninstalled(string ts) => new() { ["type"] = "app_uninstalled", ["event_ts"] = ts };

    /// <summary>The app's tokens are of no use any more.</summary>
    public static JsonObject TokensRevoked(SlackInstallation install, string ts) => new()
    {
        ["type"] = "tokens_revoked", ["tokens"] = new JsonObject { ["oauth"] = new JsonArray(), ["bot"] = new JsonArray(install.BotUserId) }, ["event_ts"] = ts,
    };
}

using System.Text.Json.Nodes;
using static TeamsAgent.Sandbox.Slack.Web.ApiAnswer;

namespace TeamsAgent.Sandbox.Slack.Web;

/// <summary>Who people are. https://docs.slack.dev/reference/methods/users.info</summary>
internal sealed class UserMethods(SlackSpace space, SlackInstalls installs)
{
    public IEnumerable<ApiMethod> All =>
    [
        new("users.info", ApiMethod.Tier4, ["users:read"], Info) { TakesJson = false },
        new("users.lookupByEmail", ApiMethod.Tier3, ["users:read.email"], ByEmail) { TakesJson = false },
    ];

    private JsonObject Info(ApiCall call)
    {
        var id = call.Text("user");
        if (id is null)
        {
            return Missing("user");
        }

        if (SlackTeam.All.FirstOrDefault(team => team.BotUserId == id) is { } bot)
        {
            return call.By.Reaches(bot.Id) ? Ok(("user", Bot(bot))) : Error("user_not_found");
        }

        return SlackMember.Find(id) switch
        {
            null => Error("user_not_found"),
            { } member when !IsSeen(call.By, member) => Error("user_not_visible"),
            { } member => Ok(("user", Of(call.By, member))),
        };
    }

    private JsonObject ByEmail(ApiCall call) => call.Text("email") switch
    {
        null => Missing("email"),
        var email => SlackMember.All.FirstOrDefault(member => string.Equals(member.Email, email, StringComparison.OrdinalIgnoreCase)
            && call.By.Reaches(member.TeamId) && member.Standing != SlackStanding.Deactivated) is { } member
            ? Ok(("user", Of(call.By, member)))
            : Error("users_not_found"),
    };

    // Outsiders are seen by whom they share a channel with.
    private bool IsSeen(SlackInstallation by, SlackMember member) => by.Reaches(member.TeamId)
        || SlackChannel.All.Any(channel => by.Reaches(channel.TeamId) && channel.IsExtShared && space.MembersOf(channel).Contains(member.Id));

    private JsonObject Of(SlackInstallation by, SlackMember member)
    {
        var isOwn = by.Reaches(member.TeamId);
        var user = new JsonObject
        {
            ["id"] = member.Id,
            ["team_id"] = member.TeamId,
            ["name"] = member.Key,
            ["deleted"] = member.Standing == SlackStanding.Deactivated,
            ["real_name"] = member.Name,
            ["tz"] = "Europe/Berlin",
            ["tz_label"] = "Central European Time",
            ["tz_offset"] = 3600,
            ["profile"] = Profile(by, member, isOwn),
            ["is_bot"] = false,
            ["is_app_user"] = false,
            ["updated"] = 1_760_000_000,
        };
        if (member.Standing == SlackStanding.Deactivated)
        {
            return user;
        }

        user["is_admin"] = member.Key == People.Ada.Key;
        user["is_owner"] = false;
        user["is_primary_owner"] = false;
        user["is_restricted"] = member.Standing == SlackStanding.Guest;
        user["is_ultra_restricted"] = false;
        user["is_email_confirmed"] = true;
        user["locale"] = "en-GB";
        if (!isOwn)
        {
            // False for an outsider in a shared channel: no sign of somebody's belonging here.
            user["is_stranger"] = false;
        }

        if (installs.EnterpriseOf(member.TeamId) is { } enterprise)
        {
            user["enterprise_user"] = new JsonObject
            {
                ["id"] = member.Id, ["enterprise_id"] = enterprise, ["enterprise_name"] = SlackTeam.EnterpriseName, ["is_admin"] = false, ["is_owner"] = false,
                ["teams"] = new JsonArray(member.TeamId),
            };
        }

        return user;
    }

    private static JsonObject Profile(SlackInstallation by, SlackMember member, bool isOwn)
    {
        var profile = new JsonObject
        {
            ["real_name"] = member.Name, ["real_name_normalized"] = member.Name, ["display_name"] = member.Key, ["display_name_normalized"] = member.Key, ["team"] = member.TeamId,
        };
        if (by.May("users:read.email") && isOwn)
        {
            profile["email"] = member.Email;
        }

        if (member.Standing == SlackStanding.Guest)
        {
            profile["guest_invited_by"] = People.Ada.SlackId;
            profile["guest_expiration_ts"] = 0;
        }

        return profile;
    }

    private static JsonObject Bot(SlackTeam team) => new()
    {
        ["id"] = team.BotUserId, ["team_id"] = team.Id, ["name"] = "teamsagent", ["deleted"] = false, ["real_name"] = SlackTeam.AppName, ["is_bot"] = true, ["is_app_user"] = false,
        ["profile"] = new JsonObject { ["api_app_id"] = People.SlackAppId, ["bot_id"] = SlackTeam.BotId, ["real_name"] = SlackTeam.AppName, ["team"] = team.Id },
    };
}

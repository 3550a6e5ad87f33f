using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Slack.Blocks;
using TeamsAgent.Sandbox.Slack.Web;

namespace TeamsAgent.Sandbox.Slack.Outbound;

/// <summary>Commands and interactions as Slack writes them. https://docs.slack.dev/reference/interaction-payloads</summary>
internal sealed class InteractionPayloads(SlackInstalls installs, Triggers triggers, ResponseUrls urls)
{
    /// <summary>A slash command; a form of strings.</summary>
    public JsonObject Command(SlackInstallation install, SlackMember by, SlackChannel channel, string command, string text)
    {
        var team = SlackTeam.Find(channel.TeamId)!;
        var form = new JsonObject
        {
            ["token"] = EventPayloads.OldToken, ["team_id"] = team.Id, ["team_domain"] = team.Domain, ["channel_id"] = channel.Id,
            ["channel_name"] = channel.IsDm ? "directmessage" : channel.IsPrivate ? "privategroup" : channel.Name,
            ["user_id"] = by.Id, ["user_name"] = by.Key, ["command"] = command, ["text"] = text, ["api_app_id"] = People.SlackAppId,
            ["is_enterprise_install"] = install.IsOrgWide ? "true" : "false",
        };
        if (installs.EnterpriseOf(team.Id) is { } enterprise)
        {
            form["enterprise_id"] = enterprise;
            form["enterprise_name"] = SlackTeam.EnterpriseName;
        }

        form["response_url"] = urls.Issue("commands", by, channel.Id, null);
        form["trigger_id"] = triggers.Issue(by);
        return form;
    }

    /// <summary>A press on an element of a message.</summary>
    public JsonObject PressOnMessage(SlackInstallation install, SlackMember by, SlackChannel channel, SlackMessage message, JsonObject action)
    {
        var payload = Head("block_actions", install, by, homeSide: channel.TeamId);
        payload["container"] = new JsonObject
        {
            ["type"] = "message", ["message_ts"] = message.Ts, ["channel_id"] = channel.Id, ["is_ephemeral"] = message.OnlyFor is not null,
        };
        if (message.ThreadTs is { } thread)
        {
            payload["container"]!["thread_ts"] = thread;
        }

        payload["channel"] = new JsonObject { ["id"] = channel.Id, ["name"] = channel.IsDm ? "directmessage" : channel.IsPrivate ? "privategroup" : channel.Name };
        if (message.OnlyFor is null)
        {
            // An ephemeral message does not come back.
            payload["message"] = MessageJson.Of(message, channel.TeamId);
        }

        payload["state"] = new JsonObject { ["values"] = ValuesOf(message.Blocks, action) };
        payload["response_url"] = urls.Issue("actions", by, channel.Id, message);
        payload["trigger_id"] = triggers.Issue(by);
        payload["actions"] = new JsonArray(action.DeepClone());
        return payload;
    }

    /// <summary>A press on an element of a view.</summary>
    public JsonObject PressOnView(SlackInstallation install, SlackMember by, SlackView view, JsonObject action)
    {
        var payload = Head("block_actions", install, by, homeSide: view.TeamId);
        payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = view.Id };
        payload["view"] = view.ToJson(ValuesOf(view.Blocks, action));
        payload["trigger_id"] = triggers.Issue(by, view.Content.Text("type") == "modal" ? view.Id : null);
        payload["actions"] = new JsonArray(action.DeepClone());
        return payload;
    }

    /// <summary>A modal that is sent off. Its <c>team</c> is the sender's own workspace, which need not be the app's.</summary>
    public JsonObject Submission(SlackInstallation install, SlackMember by, SlackView view, JsonObject values)
    {
        var payload = Head("view_submission", install, by, homeSide: by.TeamId);
        payload["trigger_id"] = triggers.Issue(by, view.Id);
        payload["view"] = view.ToJson(values);
        payload["response_urls"] = new JsonArray();
        return payload;
    }

    /// <summary>A modal that is closed.</summary>
    public JsonObject Closed(SlackInstallation install, SlackMember by, SlackView view, bool all)
    {
        var payload = Head("view_closed", install, by, homeSide: by.TeamId);
        payload["view"] = view.ToJson();
        payload["is_cleared"] = all;
        return payload;
    }

    /// <summary>What was chosen and typed: of what carries a state, all that is there.</summary>
    public static JsonObject ValuesOf(JsonArray? blocks, JsonObject? changed = null)
    {
        var values = new JsonObject();
        foreach (var (element, block) in BlockTree.Elements(blocks))
        {
            var id = element.Text("action_id")!;
            var value = changed is not null && changed.Text("action_id") == id && changed.Text("block_id") == block.Text("block_id") ? ElementStates.Of(changed) : ElementStates.Initial(element);
            if (value is not null)
            {
                var inBlock = values[block.Text("block_id")!] as JsonObject ?? [];
                values[block.Text("block_id")!] ??= inBlock;
                inBlock[id] = value;
            }
        }

        return values;
    }

    private JsonObject Head(string type, SlackInstallation install, SlackMember by, string homeSide)
    {
        var team = SlackTeam.Find(homeSide)!;
        var enterprise = installs.EnterpriseOf(homeSide);
        var payload = new JsonObject { ["type"] = type };
        if (install.IsOrgWide)
        {
            payload["team"] = null;
        }
        else
        {
            payload["team"] = new JsonObject { ["id"] = team.Id, ["domain"] = team.Domain };
            if (enterprise is not null)
            {
                payload["team"]!["enterprise_id"] = enterprise;
                payload["team"]!["enterprise_name"] = SlackTeam.EnterpriseName;
            }
        }

        payload["user"] = new JsonObject { ["id"] = by.Id, ["username"] = by.Key, ["name"] = by.Key, ["team_id"] = by.TeamId };
        payload["api_app_id"] = People.SlackAppId;
        payload["token"] = EventPayloads.OldToken;
        payload["enterprise"] = enterprise is null ? null : new JsonObject { ["id"] = enterprise, ["name"] = SlackTeam.EnterpriseName };
        payload["is_enterprise_install"] = install.IsOrgWide;
        return payload;
    }
}

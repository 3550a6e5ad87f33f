using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Slack.Blocks;
using TeamsAgent.Sandbox.Slack.Outbound;
using static TeamsAgent.Sandbox.Slack.Web.ApiAnswer;

namespace TeamsAgent.Sandbox.Slack.Web;

/// <summary>Modals and Home tabs. https://docs.slack.dev/reference/methods/views.open and its neighbours</summary>
internal sealed class ViewMethods(SlackSpace space, SlackWorkspaceOptions options, Triggers triggers)
{
    public const int MostStacked = 3;

    public IEnumerable<ApiMethod> All =>
    [
        new("views.open", ApiMethod.Tier4, [], Open),
        new("views.push", ApiMethod.Tier4, [], Push),
        new("views.update", ApiMethod.Tier4, [], Update),
        new("views.publish", ApiMethod.Tier4, [], Publish),
    ];

    /// <summary>A fresh view.</summary>
    public static SlackView Make(SlackMember member, string teamId, JsonObject content, SlackView? below = null)
    {
        var id = NewId();
        return new SlackView
        {
            Id = id, User = member.Id, TeamId = teamId, Content = Kept(content), Hash = NewHash(), RootId = below?.RootId ?? id, PreviousId = below?.Id,
        };
    }

    /// <summary>The view with another content.</summary>
    public static SlackView Changed(SlackView view, JsonObject content) => view with { Content = Kept(content), Hash = NewHash() };

    private JsonObject Open(ApiCall call) => OnTrigger(call, (trigger, view) =>
    {
        var opened = Make(trigger.Member, call.By.TeamId ?? People.SlackTeamId, view);
        space.SetModals(trigger.Member.Id, _ => [opened]);
        return opened;
    });

    private JsonObject Push(ApiCall call)
    {
        var refusal = "";
        var answer = OnTrigger(call, (trigger, view) =>
        {
            var stack = space.OpenViews(trigger.Member);
            refusal = trigger.ViewId is null || stack.Count == 0 || stack[^1].Id != trigger.ViewId ? "invalid_trigger_id" : stack.Count >= MostStacked ? "push_limit_reached" : "";
            if (refusal.Length > 0)
            {
                return null;
            }

            var pushed = Make(trigger.Member, call.By.TeamId ?? People.SlackTeamId, view, stack[^1]);
            space.SetModals(trigger.Member.Id, views => [.. views, pushed]);
            return pushed;
        });
        return refusal.Length > 0 ? Error(refusal) : answer;
    }

    private JsonObject Update(ApiCall call)
    {
        var old = space.FindView(view => view.Id == call.Text("view_id") || (call.Text("external_id") is { Length: > 0 } external && view.Content.Text("external_id") == external));
        if (old is null || !call.By.Reaches(old.TeamId))
        {
            return Error("not_found");
        }

        var (view, refusal) = Read(call, isHome: old.Content.Text("type") == "home", except: old.Id);
        if (refusal is not null)
        {
            return refusal;
        }

        if (call.Text("hash") is { Length: > 0 } hash && hash != old.Hash)
        {
            return Error("hash_conflict");
        }

        var changed = Changed(old, view!);
        if (old.Content.Text("type") == "home")
        {
            space.SetHome(changed);
        }
        else
        {
            space.SetModals(old.User, views => [.. views.Select(open => open.Id == old.Id ? changed : open)]);
        }

        return Ok(("view", changed.ToJson()));
    }

    private JsonObject Publish(ApiCall call)
    {
        var member = SlackMember.Find(call.Text("user_id"));
        if (member is null || !call.By.Reaches(member.TeamId))
        {
            return Error("invalid_arguments", ["invalid `user_id` [json-pointer:/user_id]"]);
        }

        if (!options.HomeTab)
        {
            return Error("not_enabled");
        }

        var old = space.Home(member);
        var (view, refusal) = Read(call, isHome: true, except: old?.Id);
        if (refusal is not null)
        {
            return refusal;
        }

        if (call.Text("hash") is { Length: > 0 } hash && hash != old?.Hash)
        {
            return Error("hash_conflict");
        }

        var published = old is null ? Make(member, call.By.TeamId ?? People.SlackTeamId, view!) : Changed(old, view!);
        space.SetHome(published);
        return Ok(("view", published.ToJson()));
    }

    // The view is looked at before the trigger is used up, as Slack does it.
    private JsonObject OnTrigger(ApiCall call, Func<Trigger, JsonObject, SlackView?> show)
    {
        var (view, refusal) = Read(call, isHome: false, except: null);
        if (refusal is not null)
        {
            return refusal;
        }

        var (trigger, error) = triggers.Exchange(call.Text("trigger_id"));
        return error is not null ? Error(error) : show(trigger!, view!) is { } shown ? Ok(("view", shown.ToJson())) : Error("internal_error");
    }

    private (JsonObject? View, JsonObject? Refusal) Read(ApiCall call, bool isHome, string? except)
    {
        if (!call.TryJson("view", out var node) || node is null)
        {
            return (null, Missing("view"));
        }

        var wrong = ViewRules.Check(node, isHome);
        if (wrong.Count > 0)
        {
            return (null, Error("invalid_arguments", wrong));
        }

        var view = (JsonObject)node;
        var external = view.Text("external_id");
        return true switch
        {
            _ when Encoding.UTF8.GetByteCount(view.ToJsonString()) > ViewRules.LargestView => (null, Error("view_too_large")),
            _ when external is { Length: > 0 } && space.FindView(other => other.Id != except && other.Content.Text("external_id") == external) is not null => (null, Error("duplicate_external_id")),
            _ => (view, null),
        };
    }

    private static JsonObject Kept(JsonObject content)
    {
        var kept = (JsonObject)content.DeepClone();
        kept["blocks"] = Escaping.Store((JsonArray)kept["blocks"]!);
        foreach (var name in new[] { "title", "submit", "close" })
        {
            Escaping.StoreTexts(kept[name]);
        }

        return kept;
    }

    private static string NewId() => $"V0{Convert.ToHexString(Guid.NewGuid().ToByteArray())[..9]}";

    private static string NewHash() => $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}.{Convert.ToHexStringLower(Guid.NewGuid().ToByteArray())[..8]}";
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using static TeamsAgent.Sandbox.Slack.Web.ApiAnswer;

namespace TeamsAgent.Sandbox.Slack.Web;

/// <summary>Conversations and who is in them. https://docs.slack.dev/reference/methods/conversations.info</summary>
internal sealed class ConversationMethods(SlackSpace space, SlackInstalls installs)
{
    private const int MostPeople = 8;
    private static readonly string[] Reading = ["channels:read", "groups:read", "im:read", "mpim:read"];

    public IEnumerable<ApiMethod> All =>
    [
        new("conversations.open", ApiMethod.Tier3, ["im:write", "mpim:write"], Open),
        new("conversations.info", ApiMethod.Tier3, Reading, Info) { TakesJson = false },
        new("conversations.members", ApiMethod.Tier4, Reading, Members) { TakesJson = false },
        new("conversations.list", ApiMethod.Tier2, Reading, List) { TakesJson = false },
    ];

    private JsonObject Open(ApiCall call)
    {
        var ids = (call.Text("users") ?? string.Join(',', (call.Arguments["users"] as JsonArray ?? []).Select(id => (string?)id)))
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (ids.Length == 0)
        {
            return call.Channel() is { IsDm: true } known ? Opened(call, known) : call.Text("channel") is null ? Error("users_list_not_supplied") : Error("channel_not_found");
        }

        var member = SlackMember.Find(ids[0]);
        return true switch
        {
            _ when ids.Length > MostPeople => Error("too_many_users"),
            _ when ids.Length > 1 => call.By.May("mpim:write") ? Error("method_not_supported_for_channel_type") : MissingScope(call.By, "mpim:write"),
            _ when !call.By.May("im:write") => MissingScope(call.By, "im:write"),
            _ when SlackTeam.All.Any(team => team.BotUserId == ids[0]) => Error("cannot_dm_bot"),
            _ when member is null => Error("user_not_found"),
            _ when !call.By.Reaches(member.TeamId) => Error("user_not_visible"),
            _ when member.Standing == SlackStanding.Deactivated => Error("user_disabled"),
            _ => Opened(call, SlackChannel.With(member)),
        };
    }

    private JsonObject Opened(ApiCall call, SlackChannel channel) => Ok(
        ("no_op", true), ("already_open", true), ("channel", call.Flag("return_im") ? Of(call.By, channel) : new JsonObject { ["id"] = channel.Id }));

    private JsonObject Info(ApiCall call) => OnChannel(call, channel => Ok(("channel", Of(call.By, channel))));

    private JsonObject Members(ApiCall call) => OnChannel(call, channel => Paged(
        call, space.MembersOf(channel), page => ("members", new JsonArray([.. page.Select(id => JsonValue.Create(id))]))));

    private JsonObject List(ApiCall call)
    {
        var types = (call.Text("types") ?? "public_channel").Split(',', StringSplitOptions.TrimEntries);
        var found = SlackChannel.All.Concat(SlackMember.All.Select(SlackChannel.With))
            .Where(channel => call.By.Reaches(channel.TeamId) && types.Contains(channel.IsDm ? "im" : channel.IsPrivate ? "private_channel" : "public_channel"))
            .Where(channel => call.By.May(ScopeFor(channel)) && (!channel.IsPrivate || IsIn(call.By, channel)) && !(call.Flag("exclude_archived") && channel.IsArchived))
            .ToList();
        return Paged(call, found, page => ("channels", new JsonArray([.. page.Select(channel => Of(call.By, channel))])));
    }

    private JsonObject OnChannel(ApiCall call, Func<SlackChannel, JsonObject> then)
    {
        if (call.Text("channel") is null)
        {
            return Missing("channel");
        }

        return call.Channel() switch
        {
            null => Error("channel_not_found"),
            { } channel when call.Text("channel") != channel.Id => Error("channel_not_found"),
            { } channel when !call.By.May(ScopeFor(channel)) => MissingScope(call.By, ScopeFor(channel)),
            { IsPrivate: true } channel when !IsIn(call.By, channel) => Error("channel_not_found"),
            { } channel => then(channel),
        };
    }

    private static JsonObject Paged<T>(ApiCall call, IReadOnlyList<T> all, Func<IEnumerable<T>, (string, JsonNode?)> show)
    {
        var limit = int.TryParse(call.Text("limit"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0 ? Math.Min(given, 1000) : 100;
        var from = 0;
        if (call.Text("cursor") is { Length: > 0 } cursor && !TryCursor(cursor, all.Count, out from))
        {
            return Error("invalid_cursor");
        }

        var next = from + limit < all.Count ? Convert.ToBase64String(Encoding.ASCII.GetBytes($"at:{from + limit}")) : "";
        return Ok(show(all.Skip(from).Take(limit)), ("response_metadata", new JsonObject { ["next_cursor"] = next }));
    }

    private static bool TryCursor(string cursor, int count, out int from)
    {
        from = 0;
        var bytes = new byte[cursor.Length];
        return Convert.TryFromBase64String(cursor, bytes, out var length)
            && Encoding.ASCII.GetString(bytes, 0, length) is ['a', 't', ':', .. var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out from)
            && from < count;
    }

    private bool IsIn(SlackInstallation by, SlackChannel channel) => space.MembersOf(channel).Contains(by.BotUserId);

    private static string ScopeFor(SlackChannel channel) => channel.IsDm ? "im:read" : channel.IsPrivate ? "groups:read" : "channels:read";

    private static JsonObject MissingScope(SlackInstallation by, string needed)
    {
        var answer = Error("missing_scope");
        answer["needed"] = needed;
        answer["provided"] = string.Join(',', by.Scopes);
        return answer;
    }

    private JsonObject Of(SlackInstallation by, SlackChannel channel)
    {
        if (channel.IsDm)
        {
            return new JsonObject
            {
                ["id"] = channel.Id, ["created"] = 1_700_000_000, ["is_im"] = true, ["is_org_shared"] = false, ["user"] = channel.Person, ["is_open"] = true, ["is_archived"] = false,
                ["context_team_id"] = channel.TeamId,
            };
        }

        var teams = channel.IsExtShared ? new[] { channel.TeamId, SlackTeam.Fabrikam.Id } : [channel.TeamId];
        JsonArray Ids(IEnumerable<string> ids) => new([.. ids.Select(id => JsonValue.Create(id))]);
        return new JsonObject
        {
            ["id"] = channel.Id,
            ["name"] = channel.Name,
            ["name_normalized"] = channel.Name,
            ["is_channel"] = !channel.IsPrivate,
            ["is_group"] = channel.IsPrivate,
            ["is_im"] = false,
            ["is_mpim"] = false,
            ["is_private"] = channel.IsPrivate,
            ["created"] = 1_700_000_000,
            ["is_archived"] = channel.IsArchived,
            ["is_general"] = channel == SlackChannel.General,
            ["is_shared"] = channel.IsExtShared,
            ["is_org_shared"] = false,
            ["is_ext_shared"] = channel.IsExtShared,
            ["is_pending_ext_shared"] = false,
            ["pending_shared"] = new JsonArray(),
            ["pending_connected_team_ids"] = new JsonArray(),
            ["context_team_id"] = channel.TeamId,
            ["conversation_host_id"] = channel.IsExtShared ? channel.TeamId : null,
            ["shared_team_ids"] = Ids(teams),
            ["internal_team_ids"] = new JsonArray(),
            ["connected_team_ids"] = Ids(teams.Where(team => team != channel.TeamId)),
            ["enterprise_id"] = installs.EnterpriseOf(channel.TeamId),
            ["is_member"] = IsIn(by, channel),
            ["num_members"] = space.MembersOf(channel).Count,
            ["creator"] = People.Ada.SlackId,
            ["topic"] = new JsonObject { ["value"] = "", ["creator"] = "", ["last_set"] = 0 },
            ["purpose"] = new JsonObject { ["value"] = "", ["creator"] = "", ["last_set"] = 0 },
        };
    }
}

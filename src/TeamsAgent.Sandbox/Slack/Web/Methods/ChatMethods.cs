using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsAgent.Sandbox.Slack.Blocks;
using static TeamsAgent.Sandbox.Slack.Web.ApiAnswer;

namespace TeamsAgent.Sandbox.Slack.Web;

/// <summary>Posting, updating and deleting messages. https://docs.slack.dev/reference/methods/chat.postMessage and its neighbours</summary>
internal sealed partial class ChatMethods(SlackSpace space, SlackWorkspaceOptions options, Violations violations, Func<string> address)
{
    private const int LongestUpdate = 4000;

    public IEnumerable<ApiMethod> All =>
    [
        new("chat.postMessage", 300, ["chat:write"], Post) { IsPost = true },
        new("chat.update", ApiMethod.Tier3, ["chat:write"], Update),
        new("chat.postEphemeral", ApiMethod.Tier4, ["chat:write"], PostEphemeral),
        new("chat.delete", ApiMethod.Tier3, ["chat:write"], Delete),
        new("chat.getPermalink", 600, [], Permalink) { TakesJson = false },
    ];

    /// <summary>Why the bot cannot write somewhere; null if it can.</summary>
    public static string? RefusalOfPlace(SlackSpace space, SlackWorkspaceOptions options, SlackInstallation by, SlackChannel? channel)
    {
        var isIn = channel is not null && space.MembersOf(channel).Contains(by.BotUserId);
        return channel switch
        {
            null => "channel_not_found",
            { IsPrivate: true } when !isIn => "channel_not_found",
            { IsArchived: true } => "is_archived",
            { IsDm: true } when SlackMember.Find(channel.Person)?.Standing == SlackStanding.Deactivated => "channel_not_found",
            { IsDm: true } when !options.MessagesTab => "messages_tab_disabled",
            _ when !isIn => "not_in_channel",
            _ => null,
        };
    }

    private JsonObject Post(ApiCall call)
    {
        if (call.Text("channel") is null)
        {
            return Error("channel_not_found");
        }

        // A user's id opens the private conversation.
        var channel = call.Channel() ?? (SlackMember.Find(call.Text("channel")) is { } member && call.By.Reaches(member.TeamId) ? SlackChannel.With(member) : null);
        var refusal = RefusalOfPlace(space, options, call.By, channel);
        if (refusal is not null)
        {
            return Error(refusal);
        }

        var (content, wrong) = MessageContent.Read(call, longestText: null);
        var thread = call.Text("thread_ts");
        if ((wrong ?? (thread is null ? null : RefusalOfThread(channel!, thread))) is { } refused)
        {
            return refused;
        }

        var message = space.Add(Made(call.By, channel!, content!) with { ThreadTs = thread });
        return Ok(("channel", channel!.Id), ("ts", message.Ts), ("message", MessageJson.Of(message, channel.TeamId)));
    }

    private JsonObject PostEphemeral(ApiCall call)
    {
        var channel = call.Channel();
        if (RefusalOfPlace(space, options, call.By, channel) is { } refusal)
        {
            return Error(refusal);
        }

        if (SlackMember.Find(call.Text("user")) is not { } reader || !space.MembersOf(channel!).Contains(reader.Id))
        {
            return Error("user_not_in_channel");
        }

        var (content, wrong) = MessageContent.Read(call, longestText: null);
        if (wrong is not null)
        {
            return wrong;
        }

        var message = space.Add(Made(call.By, channel!, content!) with { OnlyFor = reader.Id, ThreadTs = call.Text("thread_ts"), Metadata = null });
        return Ok(("message_ts", message.Ts));
    }

    private JsonObject Update(ApiCall call)
    {
        var channel = call.Channel();
        if (channel is null || call.Text("channel") != channel.Id || (channel.IsPrivate && !space.MembersOf(channel).Contains(call.By.BotUserId)))
        {
            return Error("channel_not_found");
        }

        var old = space.Find(channel.Id, call.Text("ts"));
        if (RefusalOfChange(call, channel, old, "cant_update_message") is { } refusal)
        {
            return Error(refusal);
        }

        var (content, wrong) = MessageContent.Read(call, LongestUpdate);
        if (wrong is not null)
        {
            return wrong;
        }

        NoteKeptIds(old!, content!);
        var changed = space.Change(channel.Id, old!.Ts, now => now with
        {
            Text = content!.Text,
            Blocks = content.Blocks,
            Metadata = content.Metadata ?? now.Metadata,
            Earlier = [.. now.Earlier, now with { Earlier = [] }],
        });
        return changed is null
            ? Error("message_not_found")
            : Ok(("channel", channel.Id), ("ts", changed.Ts), ("text", changed.Text), ("message", MessageJson.Of(changed, channel.TeamId)));
    }

    private JsonObject Delete(ApiCall call)
    {
        var channel = call.Channel();
        if (channel is null)
        {
            return Error("channel_not_found");
        }

        if (RefusalOfChange(call, channel, space.Find(channel.Id, call.Text("ts")), "cant_delete_message") is { } refusal)
        {
            return Error(refusal);
        }

        space.Change(channel.Id, call.Text("ts"), message => message with { Deleted = true });
        return Ok(("channel", channel.Id), ("ts", call.Text("ts")));
    }

    private JsonObject Permalink(ApiCall call)
    {
        var channel = call.Channel();
        if (channel is null || (channel.IsPrivate && !space.MembersOf(channel).Contains(call.By.BotUserId)))
        {
            return Error("channel_not_found");
        }

        return space.Find(channel.Id, call.Text("message_ts")) is { OnlyFor: null, Deleted: false } message
            ? Ok(("channel", channel.Id), ("permalink", $"{address()}/archives/{channel.Id}/p{message.Ts.Replace(".", "", StringComparison.Ordinal)}{(message.ThreadTs is { } thread ? $"?thread_ts={thread}&cid={channel.Id}" : "")}"))
            : Error("message_not_found");
    }

    private string? RefusalOfChange(ApiCall call, SlackChannel channel, SlackMessage? message, string notOwn) => message switch
    {
        _ when channel.IsArchived => "is_archived",
        null or { Deleted: true } or { OnlyFor: not null } => "message_not_found",
        { IsFromApp: false } => notOwn,
        _ when !space.MembersOf(channel).Contains(call.By.BotUserId) => notOwn,
        _ => null,
    };

    private JsonObject? RefusalOfThread(SlackChannel channel, string thread) => true switch
    {
        _ when !TsForm().IsMatch(thread) => Error("invalid_arguments", ["invalid `thread_ts` [json-pointer:/thread_ts]"]),
        _ when space.Find(channel.Id, thread) is null or { OnlyFor: not null } => Error("thread_not_found"),
        _ => null,
    };

    private SlackMessage Made(SlackInstallation by, SlackChannel channel, MessageContent content) => new()
    {
        Channel = channel.Id, Ts = space.NewTs(), User = by.BotUserId, BotId = SlackTeam.BotId, Text = content.Text, Blocks = content.Blocks, Metadata = content.Metadata,
    };

    // "If a message is updated, use a new block_id": a press on what is shown no more is told apart by it.
    private void NoteKeptIds(SlackMessage old, MessageContent now)
    {
        foreach (var block in now.Blocks?.OfType<JsonObject>() ?? [])
        {
            var before = old.Blocks?.OfType<JsonObject>().FirstOrDefault(earlier => earlier.Text("block_id") == block.Text("block_id"));
            if (before is not null && !JsonNode.DeepEquals(before, block))
            {
                violations.Note($"chat.update kept the block_id `{block.Text("block_id")}` for another content.");
            }
        }
    }

    [GeneratedRegex(@"^\d{1,12}\.\d{6}$")]
    private static partial Regex TsForm();
}

using System.Text.Json;

namespace TeamsAgent.Chat.Slack;

/// <summary>Reads events (https://docs.slack.dev/reference/events). What bots, apps and workflows say is nothing; so is every edit and deletion.</summary>
internal sealed class SlackEventReader
{
    private const string Slackbot = "USLACKBOT";
    private const long Microseconds = 100_000_000_000_000;

    /// <summary>Reads an <c>event_callback</c> that has an id and a type.</summary>
    public SlackRead Read(JsonElement envelope, SlackKnown known)
    {
        var e = envelope.Part("event")!.Value;
        var id = envelope.Word("event_id")!;
        var turn = new SlackTurn { Kind = SlackTurnKind.Tell, Route = known.Route, Channel = e.IdOf("channel") ?? "", EventTime = Seconds(envelope.Number("event_time")) };
        return e.Word("type")! switch
        {
            "app_mention" => Words(e, turn, known, direct: false),
            "message" => Words(e, turn, known, direct: true),
            "app_home_opened" when e.Word("tab") == "home" && e.IdOf("user") is { } user => new SlackRead.Store(id, turn with { Kind = SlackTurnKind.HomeOpened, User = user, Channel = "" }),
            "member_joined_channel" when IsBot(e, known) && turn.Channel.Length > 0 => new SlackRead.Store(id, turn with { Kind = SlackTurnKind.Joined }),
            "member_left_channel" when !IsBot(e, known) => new SlackRead.Nothing("somebody else left"),
            "member_left_channel" or "channel_left" or "group_left" or "channel_archive" or "group_archive" or "channel_deleted" or "group_deleted" when turn.Channel.Length > 0 =>
                new SlackRead.Store(id, turn with { Kind = SlackTurnKind.Left }),
            "app_uninstalled" => new SlackRead.Store(id, turn with { Kind = SlackTurnKind.Uninstalled, Text = "app_uninstalled" }),
            "tokens_revoked" when e.Part("tokens")?.List("bot").Any(bot => bot.ValueKind == JsonValueKind.String && bot.GetString() == known.BotUserId) == true =>
                new SlackRead.Store(id, turn with { Kind = SlackTurnKind.Uninstalled, Text = "tokens_revoked" }),
            var other => new SlackRead.Nothing(other),
        };
    }

    private static SlackRead Words(JsonElement e, SlackTurn turn, SlackKnown known, bool direct)
    {
        var inDirect = SlackConversationId.IsDirect(turn.Channel);
        if (NotWords(e, turn, known) is { } reason || (direct && !inDirect && (reason = "a message that is not to the bot") is not null))
        {
            return new SlackRead.Nothing(reason);
        }

        // The message's own timestamp is the same in every delivery of every event about it, whatever their ids are.
        var ts = e.Ts("ts")!;
        return new SlackRead.Store(ts, turn with
        {
            Kind = SlackTurnKind.Words, User = e.Id("user")!, Thread = inDirect ? null : e.Ts("thread_ts") ?? ts, Message = ts, Text = e.Text("text") ?? "", Homes = Homes(e),
        });
    }

    private static string? NotWords(JsonElement e, SlackTurn turn, SlackKnown known) =>
        e.Has("bot_id") || e.Has("bot_profile") || e.Has("app_id") ? "the words of a bot or an app"
        : e.Text("subtype") is { } subtype && subtype != "file_share" ? $"a message of the kind {SlackJsonReader.AsWord(subtype) ?? "?"}"
        : e.Flag("hidden") ? "a hidden message"
        : e.Id("user") is not { } user || user == known.BotUserId || user == Slackbot ? "words of nobody, or of the bot itself"
        : turn.Channel.Length == 0 || e.Ts("ts") is null ? "words without a channel or a timestamp"
        : null;

    // In a shared channel these differ from ours for people of the other side; one that differs is enough to look closer.
    private static List<string> Homes(JsonElement e) =>
        new[] { e.Id("user_team"), e.Id("source_team"), e.Id("team"), e.Part("user_profile")?.Id("team") }.OfType<string>().Distinct().ToList();

    private static bool IsBot(JsonElement e, SlackKnown known) => e.IdOf("user") == known.BotUserId;

    // Slack's own examples show seconds and microseconds.
    private static long Seconds(long? time) => time is > Microseconds ? time.Value / 1_000_000 : time ?? 0;
}

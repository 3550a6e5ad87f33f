using System.Text.Json;
using Microsoft.Extensions.Options;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// The one way in, for HTTP and Socket Mode alike: what has proven to come from Slack is read, found to be for an installation that may use the
/// app, stored, and answered. What it leads to is decided later by <see cref="SlackBot"/>.
/// </summary>
internal sealed class SlackDoor(
    SlackInstallations installations, SlackEventReader events, SlackInteractionReader interactions, SlackCommandReader commands, SlackModals modals,
    ChatInbox inbox, IOptions<SlackOptions> options, ILogger<SlackDoor> logger)
{
    /// <summary>An Events API envelope.</summary>
    public Task<SlackAck> EventAsync(JsonElement envelope, CancellationToken cancellationToken) => WhenKnownAsync(() => ReadEventAsync(envelope, cancellationToken));

    /// <summary>A slash command's fields.</summary>
    public Task<SlackAck> CommandAsync(Func<string, string?> field, CancellationToken cancellationToken) => WhenKnownAsync(() => ReadCommandAsync(field, cancellationToken));

    /// <summary>What a press, a modal or a menu sends.</summary>
    public Task<SlackAck> InteractionAsync(JsonElement payload, CancellationToken cancellationToken) => WhenKnownAsync(() => ReadInteractionAsync(payload, cancellationToken));

    private async Task<SlackAck> ReadEventAsync(JsonElement envelope, CancellationToken cancellationToken)
    {
        switch (envelope.Word("type"))
        {
            case "url_verification":
                return envelope.Text("challenge") is { Length: > 0 and <= 1000 } challenge
                    ? new SlackAck(StatusCodes.Status200OK, JsonSerializer.Serialize(new Dictionary<string, string> { ["challenge"] = challenge }))
                    : Refuse(SlackAck.Unreadable, "a challenge that is none");
            case "app_rate_limited":
                Log.RateLimited(logger, envelope.Id("team_id") ?? "?");
                return SlackAck.Good;
            case "event_callback" when !IsOurs(envelope.Word("api_app_id")):
                return Refuse(SlackAck.Unreadable, "an event of another app");
            case "event_callback" when envelope.Word("event_id") is not null && envelope.Part("event")?.Word("type") is not null:
                return await TakeAsync(await installations.KnownAsync(SlackOrigin.OfEvent(envelope), cancellationToken), known => events.Read(envelope, known), cancellationToken);
            case "event_callback":
                return Refuse(SlackAck.Unreadable, "an event without an id or a type");
            case { } other:
                return Refuse(SlackAck.Good, other);
            default:
                return Refuse(SlackAck.Unreadable, "an envelope without a type");
        }
    }

    private async Task<SlackAck> ReadCommandAsync(Func<string, string?> field, CancellationToken cancellationToken)
    {
        if (field("command") is not ['/', ..] || SlackJsonReader.AsId(field("user_id")) is null || SlackJsonReader.AsId(field("channel_id")) is null)
        {
            return Refuse(SlackAck.Unreadable, "a command without a name, a person or a channel");
        }

        if (!IsOurs(field("api_app_id")))
        {
            return Refuse(SlackAck.Unreadable, "a command of another app");
        }

        var known = await installations.KnownAsync(SlackOrigin.OfCommand(field), cancellationToken);
        var ack = await TakeAsync(known, from => commands.Read(field, from), cancellationToken);
        return ack != SlackAck.Good ? ack : known is null ? commands.NotInstalled : commands.Answer(field, known);
    }

    private async Task<SlackAck> ReadInteractionAsync(JsonElement payload, CancellationToken cancellationToken)
    {
        if (payload.Word("type") is not { } type || payload.Part("user")?.Id("id") is null)
        {
            return Refuse(SlackAck.Unreadable, "an interaction without a type or a person");
        }

        if (!IsOurs(payload.Word("api_app_id")))
        {
            return Refuse(SlackAck.Unreadable, "an interaction of another app");
        }

        // Presses on messages of a workflow's steps; ours are never part of one.
        if (payload.Has("function_data") || payload.Has("bot_access_token") || payload.Has("workflow"))
        {
            return Refuse(SlackAck.Good, "an interaction of a workflow");
        }

        if (await installations.KnownAsync(SlackOrigin.OfInteraction(payload), cancellationToken) is not { } known)
        {
            return await TakeAsync(null, _ => new SlackRead.Nothing(type), cancellationToken);
        }

        var read = interactions.Read(payload, known);
        if (read is SlackRead.OpenModal modal)
        {
            read = await modals.OpenAsync(modal, cancellationToken) is { } sorry
                ? new SlackRead.Store(modal.Id, modal.Turn with { Kind = SlackTurnKind.Tell, Text = sorry })
                : new SlackRead.Nothing("a modal was opened");
        }

        return await TakeAsync(known, _ => read, cancellationToken);
    }

    // Not acknowledged: Slack sends an event again, and whoever pressed sees that it did not work.
    private static async Task<SlackAck> WhenKnownAsync(Func<Task<SlackAck>> read)
    {
        try
        {
            return await read();
        }
        catch (SlackNotNowException)
        {
            return SlackAck.NotStored;
        }
    }

    private async Task<SlackAck> TakeAsync(SlackKnown? known, Func<SlackKnown, SlackRead> read, CancellationToken cancellationToken)
    {
        if (known is null)
        {
            return SlackAck.Good;
        }

        switch (read(known))
        {
            case SlackRead.Answer answer:
                return new SlackAck(StatusCodes.Status200OK, answer.Json);
            case SlackRead.Wrong wrong:
                return Refuse(SlackAck.Unreadable, wrong.What);
            case SlackRead.Store store:
                return await StoreAsync(store, cancellationToken);
            case SlackRead.Nothing nothing:
                Log.Nothing(logger, nothing.What);
                return SlackAck.Good;
            default:
                throw new InvalidOperationException("A modal is opened before.");
        }
    }

    private async Task<SlackAck> StoreAsync(SlackRead.Store store, CancellationToken cancellationToken)
    {
        var turn = store.Turn;
        var strand = $"{turn.Route}/{(turn.Channel.Length > 0 ? turn.Conversation : turn.User)}";
        try
        {
            await inbox.StoreAsync(new InboxMessage($"{SlackPlatform.Name}|{strand}|{store.Id}|{turn.Kind}", SlackPlatform.Name, strand, turn.Write(), AnsweredLive: false), cancellationToken);
            return SlackAck.Good;
        }
        catch (NotStoredException)
        {
            return SlackAck.NotStored;
        }
    }

    private bool IsOurs(string? app) => options.Value.AppId.Length == 0 || app == options.Value.AppId;

    private SlackAck Refuse(SlackAck ack, string what)
    {
        Log.NotTaken(logger, what);
        return ack;
    }
}

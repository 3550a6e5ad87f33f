using System.Text.Json;
using Microsoft.Extensions.Options;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Identity;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack;

/// <summary>Reads presses and modals (https://docs.slack.dev/reference/interaction-payloads).</summary>
internal sealed class SlackInteractionReader(Secrets secrets, IOptions<WordsOptions> languages)
{
    private const string Press = "req.";
    private const string Home = "home.";
    private const string Link = "link.";
    private const int ShortestReason = 3;

    /// <summary>Reads a payload that has a type and a person.</summary>
    public SlackRead Read(JsonElement payload, SlackKnown known) => payload.Word("type")! switch
    {
        "block_actions" => Pressed(payload, known),
        "view_submission" => Submitted(payload, known),
        var other => new SlackRead.Nothing(other),
    };

    private SlackRead Pressed(JsonElement payload, SlackKnown known)
    {
        var action = payload.List("actions").FirstOrDefault();
        if (action.Word("action_id") is not { } button)
        {
            return new SlackRead.Wrong("a press without a button");
        }

        // The browser opens the link by itself; Slack only wants to hear that we know of it.
        if (button.StartsWith(Link, StringComparison.Ordinal))
        {
            return new SlackRead.Nothing("a link was opened");
        }

        if ((payload.Text("trigger_id") ?? action.Ts("action_ts")) is not { Length: > 0 } once)
        {
            return new SlackRead.Wrong("a press without a trigger");
        }

        var user = payload.Part("user")!.Value;
        var turn = new SlackTurn
        {
            Kind = SlackTurnKind.Press, Route = known.Route, User = user.Id("id")!, Homes = user.Id("team_id") is { } home ? [home] : [],
            Press = SlackPressData.Read(action.Text("value")), ResponseUrl = SlackResponseUrl.Keep(secrets, known.Route, payload.Text("response_url")),
        };
        var id = SlackRead.IdFrom($"{once}|{button}");
        return button switch
        {
            _ when button.StartsWith(Home, StringComparison.Ordinal) => OnHome(payload, action, turn with { Kind = SlackTurnKind.Home, Verb = Verb(button, Home) }, id),
            _ when button.StartsWith(Press, StringComparison.Ordinal) => OnCard(payload, turn with { Verb = Verb(button, Press) }, id),
            SlackModals.Details => OnCard(payload, turn with { Verb = SlackModals.Details }, id),
            _ => new SlackRead.Nothing($"the button {button}"),
        };
    }

    private static SlackRead OnCard(JsonElement payload, SlackTurn turn, string id)
    {
        var container = payload.Part("container") ?? default;
        var channel = container.Id("channel_id") ?? payload.Part("channel")?.Id("id");
        var message = container.Ts("message_ts") ?? payload.Part("message")?.Ts("ts");
        if (channel is null || message is null)
        {
            return new SlackRead.Nothing("a press that is on no message");
        }

        // The first message of a thread is still a message of the channel.
        var thread = container.Ts("thread_ts") ?? payload.Part("message")?.Ts("thread_ts");
        return Modal(payload, turn with { Channel = channel, Message = message, Thread = thread == message || SlackConversationId.IsDirect(channel) ? null : thread }, id);
    }

    private static SlackRead OnHome(JsonElement payload, JsonElement action, SlackTurn turn, string id) =>
        turn.Press is { Conversation: { } conversation } && At(turn, conversation, turn.Press.MessageId) is { } card
            ? Modal(payload, card with { Kind = SlackTurnKind.Press, ResponseUrl = null }, id)
            : new SlackRead.Store(id, turn with { Press = null, Value = SlackJsonReader.AsWord(action.Text("value")) });

    private static SlackRead Modal(JsonElement payload, SlackTurn turn, string id) =>
        turn.Verb is CardVerbs.Reject or SlackModals.Details && turn.Press is not null && payload.Text("trigger_id") is { Length: > 0 } trigger
            ? new SlackRead.OpenModal(id, trigger, turn)
            : new SlackRead.Store(id, turn);

    private SlackRead Submitted(JsonElement payload, SlackKnown known)
    {
        var view = payload.Part("view") ?? default;
        if (view.Word("callback_id") != ISlackViews.RejectCallback || view.Word("id") is not { } id)
        {
            return new SlackRead.Nothing("a modal that takes nothing");
        }

        var reason = view.Part("state")?.Part("values")?.Part(ISlackViews.ReasonBlock)?.Part(ISlackViews.ReasonAction)?.Text("value")?.Trim() ?? "";
        if (reason.Length is < ShortestReason or > CardVerbs.ReasonMaxLength)
        {
            return Complain(reason.Length < ShortestReason
                ? languages.Value.Of(null).Text(SlackKey.ReasonTooShort)
                : languages.Value.Of(null).Text(SlackKey.ReasonTooLong, ("most", CardVerbs.ReasonMaxLength)));
        }

        var user = payload.Part("user")!.Value;
        var press = SlackPressData.Read(view.Text("private_metadata"));

        // The submitter's workspace comes as the team here, and again with the person.
        var turn = new SlackTurn
        {
            Kind = SlackTurnKind.Press, Route = known.Route, User = user.Id("id")!, Verb = CardVerbs.Reject, Press = press, Reason = reason,
            Homes = new[] { user.Id("team_id"), payload.Part("team")?.Id("id") }.OfType<string>().Distinct().ToList(),
        };
        return press?.Conversation is { } conversation && At(turn, conversation, press.MessageId) is { } card
            ? new SlackRead.Store(id, card)
            : new SlackRead.Nothing("a modal that is of no card");
    }

    private static SlackTurn? At(SlackTurn turn, string conversation, string? message)
    {
        var (channel, thread) = SlackConversationId.Split(conversation);
        return SlackJsonReader.AsId(channel) is not null && (thread is null || SlackJsonReader.AsTs(thread) is not null)
            ? turn with { Channel = channel, Thread = thread, Message = SlackJsonReader.AsTs(message) }
            : null;
    }

    private static SlackRead.Answer Complain(string sentence) => new(JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["response_action"] = "errors", ["errors"] = new Dictionary<string, string> { [ISlackViews.ReasonBlock] = sentence },
    }));

    // Several buttons of a kind in one block have a further part, since their ids must differ.
    private static string Verb(string button, string prefix) => button[prefix.Length..].Split('.', 2)[0];
}

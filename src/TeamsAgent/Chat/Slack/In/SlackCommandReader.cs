using System.Text.Json;
using TeamsAgent.Identity;

namespace TeamsAgent.Chat.Slack;

/// <summary>Reads slash commands; what follows the name of the command, whatever it is called, is what somebody says to the bot.</summary>
internal sealed class SlackCommandReader(Secrets secrets)
{
    /// <summary>Told where nobody installed the app, or nobody may.</summary>
    public static SlackAck NotInstalled { get; } = Say("This app is not set up for this workspace, so nothing was done. Ask an administrator to install it.");

    /// <summary>Reads the fields of a command that names a person and a channel.</summary>
    public SlackRead Read(Func<string, string?> field, SlackKnown known)
    {
        var response = field("response_url");
        if ((field("trigger_id") ?? response) is not { Length: > 0 } once)
        {
            return new SlackRead.Wrong("a command without a trigger");
        }

        var id = SlackRead.IdFrom(once);
        return new SlackRead.Store(id, new SlackTurn
        {
            Kind = SlackTurnKind.Command, Route = known.Route, User = field("user_id")!, Channel = field("channel_id")!, Text = field("text") ?? "",
            ResponseUrl = SlackResponseUrl.Keep(secrets, known.Route, response),
        });
    }

    /// <summary>What the person sees at once: nothing, if an answer follows right away.</summary>
    public SlackAck Answer(Func<string, string?> field, SlackKnown known) =>
        ChatCommand.Read(SlackWords.Read(field("text"), known.BotUserId), personal: false) is ChatCommand.Ask or ChatCommand.Code ? Say("Working on it…") : SlackAck.Good;

    private static SlackAck Say(string sentence) =>
        new(StatusCodes.Status200OK, JsonSerializer.Serialize(new Dictionary<string, string> { ["response_type"] = "ephemeral", ["text"] = sentence }));
}

using System.Text.Json;
using Microsoft.Extensions.Options;
using TeamsAgent.Identity;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack;

/// <summary>Reads slash commands; what follows the name of the command, whatever it is called, is what somebody says to the bot.</summary>
internal sealed class SlackCommandReader(Secrets secrets, IOptions<WordsOptions> languages)
{
    /// <summary>Told where nobody installed the app, or nobody may.</summary>
    public SlackAck NotInstalled => Say(SlackKey.NotInstalled);

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
        ChatCommand.Read(SlackWords.Read(field("text"), known.BotUserId), personal: false) is ChatCommand.Ask or ChatCommand.Code ? Say(SlackKey.Working) : SlackAck.Good;

    // Nobody has been asked who it is; the command itself does not say in which language they read.
    private SlackAck Say(SlackKey key) => new(StatusCodes.Status200OK, JsonSerializer.Serialize(
        new Dictionary<string, string> { ["response_type"] = "ephemeral", ["text"] = languages.Value.Of(null).Text(key) }, SlackJson.Options));
}

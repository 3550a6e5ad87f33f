using Microsoft.Extensions.Options;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Slash commands, and the buttons of the Home tab that say the same in a press. Where the bot is not in the channel, it goes on in the person's
/// direct messages and says so.
/// </summary>
internal sealed class SlackCommandTaker(Scopes scopes, SlackConversations conversations, SlackPrivately privately, IOptions<WordsOptions> languages)
{
    /// <summary>Does what was asked for.</summary>
    public async Task TakeAsync(SlackTurn turn, SlackInstallation installation, Sender from, Person person, string key, CancellationToken cancellationToken)
    {
        var said = turn.Kind == SlackTurnKind.Home ? HomeWords(turn) : SlackWords.Read(turn.Text, installation.BotUserId);
        if (said is null)
        {
            await privately.CloseAsync(key, cancellationToken);
            return;
        }

        var words = languages.Value.Of(from.Locale);
        if (turn.Kind == SlackTurnKind.Command && ChatCommand.Read(said, personal: false) is ChatCommand.Help)
        {
            await privately.TellAsync(turn, installation, from, HelpText.Of(SlackPresses.PlaceOf(turn, installation), words), key, cancellationToken);
            return;
        }

        if (await PlaceAsync(turn, installation, person, cancellationToken) is not { } place)
        {
            await privately.TellAsync(turn, installation, null, words.Text(SlackKey.NowhereToGo), key, cancellationToken);
            return;
        }

        if (turn.Kind == SlackTurnKind.Command && place.Conversation != turn.Channel)
        {
            await privately.SayAsync(turn, installation, new PressAnswer.Say(words.Text(SlackKey.GoesOn)), cancellationToken);
        }

        var message = new ChatMessage(key, from, place, said);
        await scopes.RunAsync<HearMessage>(hear => hear.HandleAsync(message, cancellationToken));
    }

    // A direct message is either ours with this person, or one in which we are not.
    private async Task<Place?> PlaceAsync(SlackTurn turn, SlackInstallation installation, Person person, CancellationToken cancellationToken)
    {
        if (turn.Channel.Length == 0 || SlackConversationId.IsDirect(turn.Channel) || !await conversations.IsInAsync(installation, turn.Channel, cancellationToken))
        {
            return await conversations.DirectAsync(installation, person, turn.User, cancellationToken);
        }

        var place = SlackPresses.PlaceOf(turn, installation);
        await conversations.SeenAsync(installation, place, null, cancellationToken);
        return place;
    }

    private static string? HomeWords(SlackTurn turn) => (turn.Verb, turn.Value) switch
    {
        ("help" or "link" or "unlink" or "status", _) => turn.Verb,
        ("connect" or "disconnect", { Length: > 0 } provider) => $"{turn.Verb} {provider}",
        ("withdraw", { Length: > 0 } number) => $"withdraw #{number.TrimStart('#')}",
        _ => null,
    };
}

using Microsoft.Extensions.Options;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// What was stored of Slack, handed to the use cases: words, presses, and where the bot is and is not any more. First of all it is found out who
/// it was; nobody who may not act gets further.
/// </summary>
internal sealed class SlackBot(
    Scopes scopes, SlackInstallations installations, SlackWho who, SlackConversations conversations, SlackPrivately privately, SlackPressTaker presses, SlackCommandTaker commands,
    ISlackHome home, IOptions<WordsOptions> languages, ILogger<SlackBot> logger)
{
    /// <summary>Handles a stored message; returns once its row is marked done.</summary>
    public async Task TakeAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        if (SlackTurn.Read(message.Payload) is not { } turn)
        {
            Log.NotTaken(logger, "a stored message that cannot be read");
            await privately.CloseAsync(message.Key, cancellationToken);
        }
        else if (turn.Kind == SlackTurnKind.Uninstalled)
        {
            await installations.RemovedAsync(turn.Route, turn.EventTime, turn.Text ?? "", cancellationToken);
            await privately.CloseAsync(message.Key, cancellationToken);
        }
        else if (await installations.FindAsync(turn.Route, cancellationToken) is { } installation)
        {
            await TakeAsync(turn, installation, message.Key, cancellationToken);
        }
        else if (await installations.KnownAsync(turn.Route, cancellationToken) is null)
        {
            await privately.CloseAsync(message.Key, cancellationToken);
        }
        else
        {
            throw new SlackNotNowException("there is no fresh token");
        }
    }

    private Task TakeAsync(SlackTurn turn, SlackInstallation installation, string key, CancellationToken cancellationToken) => turn.Kind switch
    {
        SlackTurnKind.Joined => JoinedAsync(turn, installation, key, cancellationToken),
        SlackTurnKind.Left => LeftAsync(turn, installation, key, cancellationToken),
        SlackTurnKind.HomeOpened => HomeAsync(turn, installation, key, cancellationToken),
        SlackTurnKind.Tell => privately.TellAsync(turn, installation, null, turn.Text ?? "", key, cancellationToken),
        _ => FromAsync(turn, installation, key, cancellationToken),
    };

    private async Task FromAsync(SlackTurn turn, SlackInstallation installation, string key, CancellationToken cancellationToken)
    {
        switch (await who.OfAsync(installation, turn.User, turn.Homes, cancellationToken))
        {
            case SlackStanding.May may:
                await ActAsync(turn, installation, may.From, key, cancellationToken);
                break;
            case SlackStanding.MayNot not:
                Log.NotAllowedToAct(logger, installation.Route, not.Why);
                await privately.TellAsync(turn, installation, null, not.Sentence, key, cancellationToken);
                break;

            // Words wait for the answer; whoever pressed or commanded sits there and can do it again.
            case SlackStanding.NotKnown unknown when turn.Kind == SlackTurnKind.Words:
                throw new SlackNotNowException(unknown.Why);
            case SlackStanding.NotKnown unknown:
                Log.NotKnown(logger, installation.Route, unknown.Why);
                await privately.TellAsync(turn, installation, null, who.TryAgain, key, cancellationToken);
                break;
        }
    }

    private async Task ActAsync(SlackTurn turn, SlackInstallation installation, Sender from, string key, CancellationToken cancellationToken)
    {
        if (turn.Kind == SlackTurnKind.Press)
        {
            await presses.TakeAsync(turn, installation, from, key, cancellationToken);
            return;
        }

        var person = await scopes.RunAsync<PersonStore, Person>(people =>
            people.FindOrAddAsync(from.Identity, from.Name, from.PlatformUserId, from.TimeZone, from.Locale, cancellationToken));
        if (turn.Kind == SlackTurnKind.Words)
        {
            var place = SlackPresses.PlaceOf(turn, installation);
            await conversations.SeenAsync(installation, place, person.Id, cancellationToken);
            var message = new ChatMessage(key, from, place, SlackWords.Read(turn.Text, installation.BotUserId));
            await scopes.RunAsync<HearMessage>(hear => hear.HandleAsync(message, cancellationToken));
            return;
        }

        await commands.TakeAsync(turn, installation, from, person, key, cancellationToken);
        if (turn.Kind == SlackTurnKind.Home)
        {
            await home.OpenedAsync(installation, turn.User, cancellationToken);
        }
    }

    private async Task JoinedAsync(SlackTurn turn, SlackInstallation installation, string key, CancellationToken cancellationToken)
    {
        var place = SlackPresses.PlaceOf(turn, installation);
        await conversations.SeenAsync(installation, place, null, cancellationToken);
        await scopes.RunAsync<Telling>(telling => telling.CloseAsync(place, HelpText.Welcome(place, languages.Value.Of(null)), key, cancellationToken));
    }

    private async Task LeftAsync(SlackTurn turn, SlackInstallation installation, string key, CancellationToken cancellationToken)
    {
        await conversations.LeftAsync(installation, turn.Channel, cancellationToken);
        await privately.CloseAsync(key, cancellationToken);
    }

    private async Task HomeAsync(SlackTurn turn, SlackInstallation installation, string key, CancellationToken cancellationToken)
    {
        if (await who.OfAsync(installation, turn.User, turn.Homes, cancellationToken) is SlackStanding.May)
        {
            await home.OpenedAsync(installation, turn.User, cancellationToken);
        }

        await privately.CloseAsync(key, cancellationToken);
    }
}

/// <summary>Slack does not say now what has to be known; the inbox tries again.</summary>
public sealed class SlackNotNowException(string why) : Exception($"Slack cannot be asked now: {why}.");

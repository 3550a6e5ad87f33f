using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity;
using TeamsAgent.Storage;

namespace TeamsAgent.Chat.Slack;

/// <summary>Tells whoever did something a sentence that nobody else sees, and closes the inbound message.</summary>
internal sealed class SlackPrivately(Scopes scopes, ISlackResponder responder, Secrets secrets, ILogger<SlackPrivately> logger)
{
    /// <summary>Tells, where the person is; what Slack does not take now is told in a direct message later, to people who are known.</summary>
    public async Task TellAsync(SlackTurn turn, SlackInstallation installation, Sender? from, string sentence, string key, CancellationToken cancellationToken)
    {
        var told = await SayAsync(turn, installation, new PressAnswer.Say(sentence), cancellationToken);
        if (told || from is null)
        {
            await CloseAsync(key, cancellationToken);
            return;
        }

        var place = SlackPresses.PlaceOf(turn, installation);
        await DoneAsync(telling => telling.HandleAsync(from.Identity, place, sentence, key, cancellationToken));
    }

    /// <summary>Says something now; false if Slack did not take it.</summary>
    public async Task<bool> SayAsync(SlackTurn turn, SlackInstallation installation, PressAnswer answer, CancellationToken cancellationToken)
    {
        var address = SlackResponseUrl.Open(secrets, turn.Route, turn.ResponseUrl);
        if (address is null && turn.Channel.Length == 0)
        {
            return false;
        }

        var result = await responder.AnswerAsync(address, installation, turn.Channel, turn.User, turn.Thread, answer, cancellationToken);
        if (result is ChatResult.Done)
        {
            return true;
        }

        Log.NotTold(logger, turn.Route, result.GetType().Name);
        return false;
    }

    /// <summary>Closes an inbound message that needs nothing more.</summary>
    public Task CloseAsync(string key, CancellationToken cancellationToken) =>
        DoneAsync(telling => telling.CloseAsync(new Place(SlackPlatform.Name, "", "", false), null, key, cancellationToken));

    private async Task DoneAsync(Func<Telling, Task> close)
    {
        try
        {
            await scopes.RunAsync(close);
        }
        catch (AlreadyHandledException)
        {
            // The use case marked it itself.
        }
    }
}

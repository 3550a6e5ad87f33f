namespace TeamsAgent.Chat.Slack;

/// <summary>A press on a card, or the reason that its modal asked for, by somebody who may act.</summary>
internal sealed class SlackPressTaker(TakePress takePress, SlackConversations conversations, SlackPrivately privately)
{
    /// <summary>Decides, and says what there is to say to the presser alone; what everybody sees is the announcer's.</summary>
    public async Task TakeAsync(SlackTurn turn, SlackInstallation installation, Sender from, string key, CancellationToken cancellationToken)
    {
        // Where a modal or a Home tab says that the card is, nobody vouches for; on a message, Slack does.
        if (turn.ResponseUrl is not null)
        {
            await conversations.SeenAsync(installation, SlackPresses.PlaceOf(turn, installation), null, cancellationToken);
        }

        var answer = await takePress.HandleAsync(SlackPresses.Of(turn, key, installation, from), cancellationToken);
        if (answer is PressAnswer.Say say)
        {
            await privately.TellAsync(turn, installation, from, say.Sentence, key, cancellationToken);
        }
        else
        {
            await privately.CloseAsync(key, cancellationToken);
        }
    }
}

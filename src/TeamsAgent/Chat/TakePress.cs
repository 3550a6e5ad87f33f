using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Chat;

/// <summary>What somebody who pressed sees at once; nobody else sees it.</summary>
public abstract record PressAnswer
{
    private PressAnswer()
    {
    }

    /// <summary>The card as it is now.</summary>
    public sealed record Show(Card Card) : PressAnswer;

    /// <summary>A sentence.</summary>
    public sealed record Say(string Sentence) : PressAnswer;
}

/// <summary>
/// A verified person's press on a card: found out which card it was, decided by the use case, answered for that person alone. What it changes
/// is saved by the use case, together with the mark that the press was handled.
/// </summary>
public sealed class TakePress(Scopes scopes, Standing standing, ILogger<TakePress> logger)
{
    /// <summary>What a button says that only shows the card again.</summary>
    public const string Refresh = "refresh";

    /// <summary>Decides, and answers.</summary>
    /// <exception cref="AlreadyHandledException">The same press was handled before.</exception>
    public async Task<PressAnswer> HandleAsync(CardPress press, CancellationToken cancellationToken) =>
        await scopes.RunAsync<PressedCards, PressedCard>(cards => cards.FindAsync(press, cancellationToken)) switch
        {
            PressedCard.Current current when press.Verb == Refresh => await ShowAsync(press, current.Request.Id, current.Row, cancellationToken),
            PressedCard.Stale stale when press.Verb == Refresh => await ShowAsync(press, stale.Request.Id, stale.Row, cancellationToken),
            PressedCard.Altered altered => await RefuseAlteredAsync(altered, press, cancellationToken),
            PressedCard.Current current => await DecideAsync(press, current, cancellationToken),
            PressedCard.Stale stale => await RefuseOldAsync(press, stale, cancellationToken),
            _ => await SayAsync(press, ChatKey.NotMyCard, cancellationToken),
        };

    /// <summary>The card as it is now, for a press that was handled before.</summary>
    public async Task<PressAnswer> AgainAsync(CardPress press, CancellationToken cancellationToken) =>
        await scopes.RunAsync<PressedCards, PressedCard>(cards => cards.FindAsync(press, cancellationToken)) switch
        {
            PressedCard.Current current => await ShowAsync(press, current.Request.Id, current.Row, cancellationToken),
            PressedCard.Stale stale => await ShowAsync(press, stale.Request.Id, stale.Row, cancellationToken),
            PressedCard.Altered { IsElsewhere: false } altered => await ShowAsync(press, altered.Request.Id, altered.Row, cancellationToken),
            _ => await SayAsync(press, ChatKey.NotMyCard, cancellationToken),
        };

    private async Task<PressAnswer> DecideAsync(CardPress press, PressedCard.Current card, CancellationToken cancellationToken)
    {
        var (id, from) = (card.Request.Id, press.From);
        if (press.Verb is CardVerbs.Approve or CardVerbs.Reject or CardVerbs.SettleDone or CardVerbs.SettleNotDone
            && await standing.RefusalAsync(press, cancellationToken) is { } refusal)
        {
            return await SayAsync(press, refusal, cancellationToken);
        }

        var by = await scopes.RunAsync<PersonStore, Person>(people =>
            people.FindOrAddAsync(from.Identity, from.Name, from.PlatformUserId, from.TimeZone, from.Locale, cancellationToken));
        var result = press.Verb switch
        {
            CardVerbs.Approve or CardVerbs.Reject => await scopes.RunAsync<Decide, CommandResult>(decide =>
                decide.HandleAsync(Decision(press, id, by), cancellationToken)),
            CardVerbs.Withdraw => await scopes.RunAsync<Withdraw, CommandResult>(withdraw => withdraw.HandleAsync(id, by, press.InboxKey, cancellationToken)),
            CardVerbs.SettleDone or CardVerbs.SettleNotDone => await scopes.RunAsync<SettleUnknown, CommandResult>(settle =>
                settle.HandleAsync(id, press.Step ?? -1, press.Verb == CardVerbs.SettleDone, by, press.InboxKey, cancellationToken)),
            _ => null,
        };
        return result switch
        {
            CommandResult.Done => await ShowAsync(press, id, card.Row, cancellationToken),
            CommandResult.Refused refused => await RefuseAsync(press, refused, card.Row, cancellationToken),
            CommandResult.NotFound => await SayAsync(press, ChatKey.NotMyCard, cancellationToken),
            _ => await SayAsync(press, ChatKey.NoSuchButton, cancellationToken),
        };
    }

    private static DecideCommand Decision(CardPress press, RequestId id, Person by)
    {
        var reason = press.Reason?.Trim();
        return new DecideCommand(
            id, by, press.From.Identity, press.Verb == CardVerbs.Approve ? Choice.Approve : Choice.Reject,
            reason is { Length: > CardVerbs.ReasonMaxLength } ? reason[..CardVerbs.ReasonMaxLength] : reason, Sha256Hash.Parse(press.Plan!), press.InboxKey);
    }

    private async Task<PressAnswer> ShowAsync(CardPress press, RequestId id, PostedCardRow row, CancellationToken cancellationToken)
    {
        var card = await scopes.RunAsync<RequestStore, ApprovalRequest?>(requests => requests.FindAsync(id, cancellationToken)) is { } now
            ? await scopes.RunAsync<PressedCards, Card>(cards => cards.ShowAsync(now, row, press.From.Identity, cancellationToken))
            : null;
        return card is null ? await SayAsync(press, ChatKey.NotMyCard, cancellationToken) : new PressAnswer.Show(card);
    }

    private async Task<PressAnswer> RefuseAsync(CardPress press, CommandResult.Refused refused, PostedCardRow row, CancellationToken cancellationToken)
    {
        if (refused.Reason is Refusal.AlreadySettled or Refusal.PlanChanged or Refusal.Expired)
        {
            await scopes.RunAsync<PressedCards>(cards => cards.RefreshAsync(row, cancellationToken));
        }

        var words = await WordsAsync(press, cancellationToken);
        return new PressAnswer.Say(refused.Reason == Refusal.AlreadySettled ? Settled.By(refused.Request, words) : words.Text(refused.Reason));
    }

    private async Task<PressAnswer> RefuseAlteredAsync(PressedCard.Altered altered, CardPress press, CancellationToken cancellationToken)
    {
        Log.CardAltered(logger, altered.Request.Id.Value, press.From.Identity.ToString(), altered.What);
        await scopes.RunAsync<PressedCards>(cards => cards.ReportAsync(altered, press, cancellationToken));
        return altered.IsElsewhere ? await SayAsync(press, ChatKey.NotMyCard, cancellationToken) : await RefuseOldAsync(press, new PressedCard.Stale(altered.Request, altered.Row), cancellationToken);
    }

    private async Task<PressAnswer> RefuseOldAsync(CardPress press, PressedCard.Stale stale, CancellationToken cancellationToken)
    {
        await scopes.RunAsync<PressedCards>(cards => cards.RefreshAsync(stale.Row, cancellationToken));
        var words = await WordsAsync(press, cancellationToken);
        return new PressAnswer.Say(stale.Request.State == RequestState.AwaitingDecision ? words.Text(Refusal.PlanChanged) : Settled.By(stale.Request, words));
    }

    private async Task<PressAnswer> SayAsync(CardPress press, ChatKey key, CancellationToken cancellationToken) =>
        new PressAnswer.Say((await WordsAsync(press, cancellationToken)).Text(key));

    private Task<Language> WordsAsync(CardPress press, CancellationToken cancellationToken) =>
        scopes.RunAsync<Readers, Language>(readers => readers.OfAsync(press.From.Identity, press.From.Locale, cancellationToken));
}

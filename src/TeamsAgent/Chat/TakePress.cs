using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

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

    private const string Foreign = "I did not post this card here, so nothing was decided. Decide on the card in the conversation where it was asked for.";
    private const string NoSuchButton = "I do not know this button; nothing was changed.";

    /// <summary>Decides, and answers.</summary>
    /// <exception cref="AlreadyHandledException">The same press was handled before.</exception>
    public async Task<PressAnswer> HandleAsync(CardPress press, CancellationToken cancellationToken) =>
        await scopes.RunAsync<PressedCards, PressedCard>(cards => cards.FindAsync(press, cancellationToken)) switch
        {
            PressedCard.Current current when press.Verb == Refresh => await ShowAsync(current.Request.Id, current.Row, press, cancellationToken),
            PressedCard.Stale stale when press.Verb == Refresh => await ShowAsync(stale.Request.Id, stale.Row, press, cancellationToken),
            PressedCard.Altered altered => await RefuseAlteredAsync(altered, press, cancellationToken),
            PressedCard.Current current => await DecideAsync(press, current, cancellationToken),
            PressedCard.Stale stale => await RefuseOldAsync(stale, cancellationToken),
            _ => new PressAnswer.Say(Foreign),
        };

    /// <summary>The card as it is now, for a press that was handled before.</summary>
    public async Task<PressAnswer> AgainAsync(CardPress press, CancellationToken cancellationToken) =>
        await scopes.RunAsync<PressedCards, PressedCard>(cards => cards.FindAsync(press, cancellationToken)) switch
        {
            PressedCard.Current current => await ShowAsync(current.Request.Id, current.Row, press, cancellationToken),
            PressedCard.Stale stale => await ShowAsync(stale.Request.Id, stale.Row, press, cancellationToken),
            PressedCard.Altered { IsElsewhere: false } altered => await ShowAsync(altered.Request.Id, altered.Row, press, cancellationToken),
            _ => new PressAnswer.Say(Foreign),
        };

    private async Task<PressAnswer> DecideAsync(CardPress press, PressedCard.Current card, CancellationToken cancellationToken)
    {
        var (id, from) = (card.Request.Id, press.From);
        if (press.Verb is CardVerbs.Approve or CardVerbs.Reject or CardVerbs.SettleDone or CardVerbs.SettleNotDone
            && await standing.RefusalAsync(press, cancellationToken) is { } refusal)
        {
            return new PressAnswer.Say(refusal);
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
            CommandResult.Done => await ShowAsync(id, card.Row, press, cancellationToken),
            CommandResult.Refused refused => await RefuseAsync(refused, card.Row, cancellationToken),
            CommandResult.NotFound => new PressAnswer.Say(Foreign),
            _ => new PressAnswer.Say(NoSuchButton),
        };
    }

    private static DecideCommand Decision(CardPress press, RequestId id, Person by)
    {
        var reason = press.Reason?.Trim();
        return new DecideCommand(
            id, by, press.From.Identity, press.Verb == CardVerbs.Approve ? Choice.Approve : Choice.Reject,
            reason is { Length: > CardVerbs.ReasonMaxLength } ? reason[..CardVerbs.ReasonMaxLength] : reason, Sha256Hash.Parse(press.Plan!), press.InboxKey);
    }

    private async Task<PressAnswer> ShowAsync(RequestId id, PostedCardRow row, CardPress press, CancellationToken cancellationToken)
    {
        var card = await scopes.RunAsync<RequestStore, ApprovalRequest?>(requests => requests.FindAsync(id, cancellationToken)) is { } now
            ? await scopes.RunAsync<PressedCards, Card>(cards => cards.ShowAsync(now, row, press.From.Identity, cancellationToken))
            : null;
        return card is null ? new PressAnswer.Say(Foreign) : new PressAnswer.Show(card);
    }

    private async Task<PressAnswer> RefuseAsync(CommandResult.Refused refused, PostedCardRow row, CancellationToken cancellationToken)
    {
        if (refused.Reason is Refusal.AlreadySettled or Refusal.PlanChanged or Refusal.Expired)
        {
            await scopes.RunAsync<PressedCards>(cards => cards.RefreshAsync(row, cancellationToken));
        }

        return new PressAnswer.Say(refused.Reason == Refusal.AlreadySettled ? Settled.By(refused.Request) : refused.Reason.Sentence());
    }

    private async Task<PressAnswer> RefuseAlteredAsync(PressedCard.Altered altered, CardPress press, CancellationToken cancellationToken)
    {
        Log.CardAltered(logger, altered.Request.Id.Value, press.From.Identity.ToString(), altered.What);
        await scopes.RunAsync<PressedCards>(cards => cards.ReportAsync(altered, press, cancellationToken));
        return altered.IsElsewhere ? new PressAnswer.Say(Foreign) : await RefuseOldAsync(new PressedCard.Stale(altered.Request, altered.Row), cancellationToken);
    }

    private async Task<PressAnswer> RefuseOldAsync(PressedCard.Stale stale, CancellationToken cancellationToken)
    {
        await scopes.RunAsync<PressedCards>(cards => cards.RefreshAsync(stale.Row, cancellationToken));
        return new PressAnswer.Say(stale.Request.State == RequestState.AwaitingDecision ? Refusal.PlanChanged.Sentence() : Settled.By(stale.Request));
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat;

/// <summary>What the card was that somebody pressed.</summary>
public abstract record PressedCard
{
    private PressedCard()
    {
    }

    /// <summary>Not posted by us, not there, or of no request: a copied, forwarded or made-up card.</summary>
    public sealed record Foreign : PressedCard;

    /// <summary>Ours, but not what the message shows today.</summary>
    public sealed record Stale(ApprovalRequest Request, PostedCardRow Row) : PressedCard;

    /// <summary>Ours, and as it is shown today.</summary>
    public sealed record Current(ApprovalRequest Request, PostedCardRow Row) : PressedCard;
}

/// <summary>Compares a press with what was posted where.</summary>
public sealed class PressedCards(UnitOfWork work, RequestStore requests, CardContexts contexts, TimeProvider clock)
{
    /// <summary>The card that was pressed. What the press says of itself only finds it; the nonce that was posted in that very message proves it.</summary>
    public async Task<PressedCard> FindAsync(CardPress press, CancellationToken cancellationToken)
    {
        if (press.MessageId is not { Length: > 0 } message || !RequestId.TryParse(press.RequestId, out var id))
        {
            return new PressedCard.Foreign();
        }

        var place = press.Place;
        var row = await work.Db.Set<PostedCardRow>().AsNoTracking().FirstOrDefaultAsync(
            r => r.RequestId == id.Value && r.Channel == place.Channel && r.Tenant == place.Tenant && r.ConversationId == place.Conversation, cancellationToken);
        if (row is null || await requests.FindAsync(id, cancellationToken) is not { } request)
        {
            return new PressedCard.Foreign();
        }

        // Where the platform did not say, or not yet, which message it is, only that message can have the nonce.
        var fresh = Same(row.Nonce, press.Nonce);
        var same = row.MessageId is null or "" ? fresh : row.MessageId == message;
        return (same, fresh && request.PlanHash.Hex == press.Plan) switch
        {
            (false, _) => new PressedCard.Foreign(),
            (_, false) => new PressedCard.Stale(request, row),
            _ when row.MessageId == "" => await AdoptAsync(row, message, request, cancellationToken),
            _ => new PressedCard.Current(request, row),
        };
    }

    /// <summary>The card as it is now, for whoever pressed this copy.</summary>
    public async Task<Card> ShowAsync(ApprovalRequest request, PostedCardRow row, CancellationToken cancellationToken)
    {
        await RenewNonceAsync(request, row, cancellationToken);
        row.MessageId ??= "";
        return RequestCard.Of(request, await contexts.OfAsync(request, row, cancellationToken));
    }

    /// <summary>Lets the announcer draw this copy again although nothing changed: somebody saw an old one.</summary>
    public async Task RefreshAsync(PostedCardRow row, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var marked = await work.Db.Set<PostedCardRow>().Where(r => r.Id == row.Id && r.GoneAt == null && r.NextAt == PostedCards.Never && r.ShownVersion > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.ShownVersion, 0).SetProperty(r => r.NextAt, now), cancellationToken);
        if (marked == 1)
        {
            work.Publish(new RequestChanged(row.RequestId));
            await work.CommitAsync(cancellationToken);
        }
    }

    // A state with other buttons gets another nonce. Whoever is first, this or the announcer, makes it; the other one takes it over.
    private async Task RenewNonceAsync(ApprovalRequest request, PostedCardRow row, CancellationToken cancellationToken)
    {
        var (state, nonce) = (request.State.ToString(), row.Nonce);
        if (row.ShownState == state || request.IsFinal || request.State == RequestState.Executing)
        {
            return;
        }

        var (renewed, shown) = (PostedCards.NewNonce(), row.ShownState);
        var changed = await work.Db.Set<PostedCardRow>().Where(r => r.Id == row.Id && r.Nonce == nonce && r.ShownState == shown)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Nonce, renewed).SetProperty(r => r.ShownState, state), cancellationToken);
        row.Nonce = changed == 1
            ? renewed
            : await work.Db.Set<PostedCardRow>().AsNoTracking().Where(r => r.Id == row.Id).Select(r => r.Nonce).FirstAsync(cancellationToken);
    }

    private async Task<PressedCard> AdoptAsync(PostedCardRow row, string message, ApprovalRequest request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await work.Db.Set<PostedCardRow>().Where(r => r.Id == row.Id && r.MessageId == "").ExecuteUpdateAsync(set => set
            .SetProperty(r => r.MessageId, message).SetProperty(r => r.NextAt, r => r.WantedVersion > r.ShownVersion ? now : r.NextAt), cancellationToken);
        row.MessageId = message;
        return new PressedCard.Current(request, row);
    }

    private static bool Same(string expected, string? given) =>
        given is { Length: <= 200 } && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}

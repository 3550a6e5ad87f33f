using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Audit;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.People;
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

    /// <summary>It carries the nonce of a message of ours, but is in another message, or says another plan: somebody copied or changed it.</summary>
    /// <param name="Request">The request.</param>
    /// <param name="Row">The copy that the nonce is of.</param>
    /// <param name="What">What differs.</param>
    /// <param name="IsElsewhere">Whether it is another message.</param>
    public sealed record Altered(ApprovalRequest Request, PostedCardRow Row, string What, bool IsElsewhere) : PressedCard;

    /// <summary>Ours, and as it is shown today.</summary>
    public sealed record Current(ApprovalRequest Request, PostedCardRow Row) : PressedCard;
}

/// <summary>Compares a press with what was posted where.</summary>
public sealed class PressedCards(UnitOfWork work, RequestStore requests, PersonStore people, CardContexts contexts, TimeProvider clock)
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
        return (same, fresh, request.PlanHash.Hex == press.Plan) switch
        {
            (false, true, _) => new PressedCard.Altered(request, row, "it is in another message than the one that counts", IsElsewhere: true),
            (false, _, _) => new PressedCard.Foreign(),
            (_, true, false) => new PressedCard.Altered(request, row, "it names another plan than the one that was put up", IsElsewhere: false),
            (_, false, _) => new PressedCard.Stale(request, row),
            _ when row.MessageId == "" => await AdoptAsync(row, message, request, cancellationToken),
            _ => new PressedCard.Current(request, row),
        };
    }

    /// <summary>The card as it is now, for whoever pressed this copy: what they cannot press is left out for the requester.</summary>
    public async Task<Card> ShowAsync(ApprovalRequest request, PostedCardRow row, ChatIdentity viewer, CancellationToken cancellationToken)
    {
        await RenewNonceAsync(request, row, cancellationToken);
        row.MessageId ??= "";
        var alone = (await people.FindAsync(viewer, cancellationToken))?.Id;
        var context = await contexts.OfAsync(request, row, cancellationToken, alone);
        return RequestCard.Of(request, context.Viewer == CardViewer.Shared && alone == request.Requester
            ? context with { Viewer = CardViewer.Requester }
            : context);
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

    /// <summary>Leaves a trace of a card that somebody copied or changed. What it says plays no part in any decision.</summary>
    public Task ReportAsync(PressedCard.Altered altered, CardPress press, CancellationToken cancellationToken)
    {
        var claimed = press.Plan is { Length: 64 } plan && plan.All(char.IsAsciiHexDigit) ? plan : "none";
        work.Audit(new AuditEntry(
            "card-altered", clock.GetUtcNow(), altered.Request.Id.Value, null, $"A card was pressed that is not as it was posted: {altered.What}. Nothing was decided by it.", altered.Request.PlanHash.Hex,
            Details: new Dictionary<string, string>
            {
                ["account"] = press.From.Identity.ToString(), ["message"] = press.MessageId ?? "", ["posted"] = altered.Row.MessageId ?? "", ["claimed-plan"] = claimed,
            }));
        return work.CommitAsync(cancellationToken);
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

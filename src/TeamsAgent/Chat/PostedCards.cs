using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat;

/// <summary>A posted copy that has to be brought up to date, claimed by one announcer.</summary>
/// <param name="Id">The copy's row.</param>
/// <param name="Attempt">The number of this attempt.</param>
/// <param name="Until">How long the claim keeps others away; also what tells it from any other claim.</param>
/// <param name="Where">The conversation, or null when there is none to write to.</param>
/// <param name="Impossible">Why it cannot be shown any more; null when it can.</param>
/// <param name="MessageId">The message to replace, or null to post a new one.</param>
/// <param name="Version">The request's version that is shown by <paramref name="Card"/>.</param>
/// <param name="Card">What to show.</param>
/// <param name="IsOpen">Whether anything can still become of the request.</param>
public sealed record CardClaim(
    string Id, int Attempt, DateTimeOffset Until, Conversation? Where, string? Impossible, string? MessageId, int Version, Card Card, bool IsOpen);

/// <summary>The copies of requests' cards: which version each shows, and who is bringing it up to date.</summary>
public sealed class PostedCards(UnitOfWork work, RequestStore requests, ConversationStore conversations, CardContexts contexts, TimeProvider clock)
{
    /// <summary>How many postings may stay without an answer before the copy is given up.</summary>
    private const int MostDoubtful = 2;

    private const string NobodyKnows = "Two postings were left without an answer; nobody knows whether the card arrived.";
    private const string NotThere = "The bot is not in the conversation any more.";

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>When a copy is looked at that is as it should be.</summary>
    internal static readonly DateTimeOffset Never = DateTimeOffset.FromUnixTimeMilliseconds(253_402_300_799_999);

    /// <summary>Says that a request's newest version should be shown everywhere; adds the copy in the place where it was asked.</summary>
    /// <returns>The rows of all copies that are not gone.</returns>
    public async Task<IReadOnlyList<string>> WantAsync(ApprovalRequest request, CancellationToken cancellationToken)
    {
        await AddAsync(request, request.Place.Channel, request.Place.Tenant, request.Place.Conversation, cancellationToken);
        var (id, now) = (request.Id.Value, clock.GetUtcNow());
        await work.Db.Set<PostedCardRow>().Where(row => row.RequestId == id && row.GoneAt == null && row.WantedVersion < request.Version)
            .ExecuteUpdateAsync(set => set
                .SetProperty(row => row.WantedVersion, request.Version)
                .SetProperty(row => row.NextAt, row => row.NextAt == Never ? now : row.NextAt), cancellationToken);
        return await work.Db.Set<PostedCardRow>().AsNoTracking().Where(row => row.RequestId == id && row.GoneAt == null).Select(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Adds a copy in a conversation, unless there is one.</summary>
    public async Task AddAsync(ApprovalRequest request, string channel, string tenant, string conversation, CancellationToken cancellationToken)
    {
        var id = IdOf(request, channel, tenant, conversation);
        if (await work.Db.Set<PostedCardRow>().AnyAsync(row => row.Id == id, cancellationToken))
        {
            return;
        }

        work.Db.Add(new PostedCardRow
        {
            Id = id, RequestId = request.Id.Value, Channel = channel, Tenant = tenant, ConversationId = conversation, Nonce = NewNonce(),
            ShownVersion = 0, ShownState = "", WantedVersion = request.Version, NextAt = clock.GetUtcNow(),
        });
        try
        {
            await work.Db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException failed) when (UniqueViolation.Is(failed))
        {
            // Another announcer added it.
        }

        work.Db.ChangeTracker.Clear();
    }

    /// <summary>Claims a copy that is due and not up to date, with the card to show; null when there is nothing to do for it now.</summary>
    public async Task<CardClaim?> ClaimAsync(string id, CancellationToken cancellationToken)
    {
        while (await FindDueAsync(id, cancellationToken) is { } row && await requests.FindAsync(RequestId.Parse(row.RequestId), cancellationToken) is { } request)
        {
            var doubtful = row.MessageId is null && row.Doubtful >= MostDoubtful;

            // Lost to another announcer, the next look finds nothing due; lost to a press that renewed the nonce, it succeeds.
            if (await TakeAsync(row, request, cancellationToken))
            {
                var where = await conversations.FindAsync(row.Channel, row.Tenant, row.ConversationId, cancellationToken);
                var context = await contexts.OfAsync(request, row, cancellationToken);
                var impossible = doubtful ? NobodyKnows : where is null ? NotThere : null;
                return new CardClaim(row.Id, row.Attempts, row.NextAt, where, impossible, row.MessageId, request.Version, RequestCard.Of(request, context), !request.IsFinal);
            }
        }

        return null;
    }

    /// <summary>Saves what became of a claim. A claim that somebody took over changes nothing any more.</summary>
    /// <returns>Whether the copy is to be posted again, because somebody has deleted the message.</returns>
    public async Task<bool> RecordAsync(CardClaim claim, ChatResult result, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var row = work.Db.Set<PostedCardRow>().Where(r => r.Id == claim.Id && r.Attempts == claim.Attempt && r.NextAt == claim.Until);
        switch (result)
        {
            case ChatResult.Done done:
                var message = claim.MessageId ?? done.Id ?? "";
                await row.ExecuteUpdateAsync(set => set
                    .SetProperty(r => r.MessageId, message).SetProperty(r => r.ShownVersion, claim.Version)
                    .SetProperty(r => r.Attempts, 0).SetProperty(r => r.LastError, (string?)null)
                    .SetProperty(r => r.NextAt, r => r.WantedVersion > claim.Version ? now : Never), cancellationToken);
                break;
            case ChatResult.Later later:
                var next = now + Backoff(claim.Attempt, later.After);
                var sure = claim.MessageId is null && !later.MayHaveArrived ? 1 : 0;
                await row.ExecuteUpdateAsync(set => set
                    .SetProperty(r => r.NextAt, next).SetProperty(r => r.LastError, later.Why).SetProperty(r => r.Doubtful, r => r.Doubtful - sure), cancellationToken);
                break;
            case ChatResult.Gone { MessageAlone: true } when claim is { MessageId: not null, IsOpen: true } && await BeginAgainAsync(row, now, cancellationToken):
                return true;
            case ChatResult.Gone gone:
                await SetGoneAsync(row, gone.Why, now, cancellationToken);
                break;
            case ChatResult.Refused refused:
                await SetGoneAsync(row, refused.Why, now, cancellationToken);
                break;
        }

        return false;
    }

    /// <summary>The copies that are due, oldest first.</summary>
    public async Task<IReadOnlyList<(string Id, string RequestId)>> DueAsync(int most, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rows = await work.Db.Set<PostedCardRow>().AsNoTracking().Where(row => row.NextAt <= now && row.GoneAt == null).OrderBy(row => row.NextAt)
            .Select(row => new { row.Id, row.RequestId }).Take(most).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => (row.Id, row.RequestId));
    }

    /// <summary>Ends the claims of a process that is no more. A pause that a platform asked for is no claim and goes on.</summary>
    public Task TakeOverAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return work.Db.Set<PostedCardRow>().Where(row => row.GoneAt == null && row.LastError == null && row.NextAt > now && row.NextAt <= now + Lease)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAt, now), cancellationToken);
    }

    /// <summary>The row of a copy.</summary>
    internal static string IdOf(ApprovalRequest request, string channel, string tenant, string conversation) => $"{request.Id.Value}|{channel}|{tenant}|{conversation}";

    internal static string NewNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static TimeSpan Backoff(int attempt, TimeSpan asked)
    {
        var own = TimeSpan.FromSeconds(Math.Min(300, 1 << Math.Clamp(attempt, 0, 9)));
        return asked > own ? asked : own;
    }

    private async Task<PostedCardRow?> FindDueAsync(string id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var row = await work.Db.Set<PostedCardRow>().AsNoTracking()
            .FirstOrDefaultAsync(r => r.Id == id && r.GoneAt == null && r.NextAt <= now && r.MessageId != "", cancellationToken);
        return row is { MessageId: not null } && row.ShownVersion >= row.WantedVersion ? null : row;
    }

    // The nonce is saved before the card with it can be seen, so that a press that comes at once finds it.
    private async Task<bool> TakeAsync(PostedCardRow row, ApprovalRequest request, CancellationToken cancellationToken)
    {
        var (attempts, next, nonce) = (row.Attempts, row.NextAt, row.Nonce);
        var posting = row.MessageId is null ? 1 : 0;
        if (row.ShownState != request.State.ToString())
        {
            (row.ShownState, row.Nonce) = (request.State.ToString(), NewNonce());
        }

        (row.Attempts, row.NextAt) = (attempts + 1, DateTimeOffset.FromUnixTimeMilliseconds((clock.GetUtcNow() + Lease).ToUnixTimeMilliseconds()));
        return await work.Db.Set<PostedCardRow>()
            .Where(r => r.Id == row.Id && r.Attempts == attempts && r.NextAt == next && r.Nonce == nonce && r.GoneAt == null)
            .ExecuteUpdateAsync(set => set
                .SetProperty(r => r.Attempts, row.Attempts).SetProperty(r => r.NextAt, row.NextAt).SetProperty(r => r.Nonce, row.Nonce)
                .SetProperty(r => r.ShownState, row.ShownState).SetProperty(r => r.Doubtful, r => r.Doubtful + posting), cancellationToken) == 1;
    }

    // Once: a posting counts as one that may have arrived, and two of those are the most. The old message's nonce is worth nothing any more.
    private static async Task<bool> BeginAgainAsync(IQueryable<PostedCardRow> row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var nonce = NewNonce();
        return await row.Where(r => r.Doubtful < MostDoubtful).ExecuteUpdateAsync(set => set
            .SetProperty(r => r.MessageId, (string?)null).SetProperty(r => r.Nonce, nonce).SetProperty(r => r.ShownVersion, 0).SetProperty(r => r.ShownState, "")
            .SetProperty(r => r.Attempts, 0).SetProperty(r => r.LastError, (string?)null).SetProperty(r => r.NextAt, now), cancellationToken) == 1;
    }

    private static Task<int> SetGoneAsync(IQueryable<PostedCardRow> row, string why, DateTimeOffset now, CancellationToken cancellationToken) => row
        .ExecuteUpdateAsync(set => set.SetProperty(r => r.GoneAt, now).SetProperty(r => r.LastError, why).SetProperty(r => r.NextAt, Never), cancellationToken);
}

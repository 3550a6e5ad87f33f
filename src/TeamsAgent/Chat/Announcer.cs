using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Messaging;
using TeamsAgent.Requests;
using TeamsAgent.Storage;

namespace TeamsAgent.Chat;

/// <summary>
/// Makes every posted card show the request as it is: compares versions, renders from our data, posts or replaces. Nobody else writes a
/// request's card, so what was lost on the way heals with the next look.
/// </summary>
public sealed class Announcer(Scopes scopes, ChatChannels channels, Approvers approvers, IEnumerable<IRequestFollower> followers, ILogger<Announcer> logger) : ISweep, ITakeOver
{
    private const int Batch = 100;
    private const int AtATime = 8;

    /// <summary>Brings all copies of a request's card up to date, and adds the copies that are missing.</summary>
    /// <exception cref="TryAgainException">Somebody who should see it could not be reached yet.</exception>
    public async Task ShowAsync(RequestId id, CancellationToken cancellationToken)
    {
        if (await scopes.RunAsync<RequestStore, ApprovalRequest?>(store => store.FindAsync(id, cancellationToken)) is not { } request)
        {
            return;
        }

        var copies = await scopes.RunAsync<PostedCards, IReadOnlyList<string>>(cards => cards.WantAsync(request, cancellationToken));
        var gone = copies.All(copy => !IsInPlace(copy, request));
        foreach (var copy in copies)
        {
            gone |= !await ShowCopyAsync(copy, cancellationToken) && IsInPlace(copy, request);
        }

        foreach (var follower in followers)
        {
            await follower.FollowAsync(request, cancellationToken);
        }

        if (request.State == RequestState.AwaitingDecision && request.Verdict.Level is Level.Approval or Level.StepUp)
        {
            await ShowPrivatelyAsync(request, gone, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task TakeOverAsync(CancellationToken cancellationToken) => scopes.RunAsync<PostedCards>(cards => cards.TakeOverAsync(cancellationToken));

    /// <summary>Takes up copies whose time has come: after a pause that a platform asked for, or left by a crash.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var due = await scopes.RunAsync<PostedCards, IReadOnlyList<(string Id, string RequestId)>>(cards => cards.DueAsync(Batch, cancellationToken));
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken }, async (copy, token) =>
        {
            if (!await ShowCopyAsync(copy.Id, token))
            {
                await scopes.RunAsync<UnitOfWork>(work =>
                {
                    work.Publish(new RequestChanged(copy.RequestId));
                    return work.CommitAsync(token);
                });
            }
        });
    }

    private static bool IsInPlace(string copy, ApprovalRequest request) => copy == PostedCards.IdOf(request, request.Place.Channel, request.Place.Tenant, request.Place.Conversation);

    // False when the copy is gone for good.
    private async Task<bool> ShowCopyAsync(string copy, CancellationToken cancellationToken)
    {
        while (await scopes.RunAsync<PostedCards, CardClaim?>(cards => cards.ClaimAsync(copy, cancellationToken)) is { } claim)
        {
            var result = await SendAsync(claim, cancellationToken);
            var again = await scopes.RunAsync<PostedCards, bool>(cards => cards.RecordAsync(claim, result, CancellationToken.None));
            switch (result)
            {
                case ChatResult.Gone when again:
                    Log.CardPostedAgain(logger, copy);
                    break;
                case ChatResult.Later later:
                    Log.CardLater(logger, copy, claim.Attempt, later.Why);
                    return true;
                case ChatResult.Gone gone:
                    Log.CardGone(logger, copy, gone.Why);
                    return false;
                case ChatResult.Refused refused:
                    Log.CardRefused(logger, copy, refused.Why);
                    return false;
            }
        }

        return true;
    }

    private async Task<ChatResult> SendAsync(CardClaim claim, CancellationToken cancellationToken)
    {
        if (claim is not { Where: { } where, Impossible: null })
        {
            return new ChatResult.Gone(claim.Impossible ?? "");
        }

        var post = new Post.OfCard(claim.Card);
        var result = claim.MessageId is { } message
            ? await channels.Of(where.Channel).UpdateAsync(where, message, post, cancellationToken)
            : await channels.Of(where.Channel).PostAsync(where, post, cancellationToken);
        if (result is ChatResult.Gone { Conversation: true })
        {
            await scopes.RunAsync<ConversationStore>(c => c.GoneAsync(where.Channel, where.Tenant, where.Id, CancellationToken.None));
        }

        return result;
    }

    private async Task ShowPrivatelyAsync(ApprovalRequest request, bool gone, CancellationToken cancellationToken)
    {
        var reached = await approvers.ReachAsync(request, gone, cancellationToken);
        foreach (var where in reached.Open)
        {
            await scopes.RunAsync<PostedCards>(cards => cards.AddAsync(request, where.Channel, where.Tenant, where.Id, cancellationToken));
            await ShowCopyAsync(PostedCards.IdOf(request, where.Channel, where.Tenant, where.Id), cancellationToken);
        }

        if (reached.Later.Count > 0)
        {
            throw new TryAgainException($"{reached.Later.Count} approvers could not be reached yet: {reached.Later[0]}");
        }
    }
}

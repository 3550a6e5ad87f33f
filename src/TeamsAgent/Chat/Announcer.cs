using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Messaging;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using Microsoft.Extensions.Options;

namespace TeamsAgent.Chat;

/// <summary>
/// Makes every posted card show the request as it is: compares versions, renders from our data, posts or replaces. Nobody else writes a
/// request's card, so what was lost on the way heals with the next look.
/// </summary>
public sealed class Announcer(Scopes scopes, ChatChannels channels, PrivateChats privates, IEnumerable<IRequestFollower> followers, IOptions<ChatOptions> options, ILogger<Announcer> logger) : ISweep, ITakeOver
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

        if (request.State == RequestState.AwaitingDecision && (request.Place.Personal || gone) && request.Verdict.Level is Level.Approval or Level.StepUp)
        {
            await ShowPrivatelyAsync(request, cancellationToken);
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

    private static bool IsInPlace(string copy, ApprovalRequest request) => copy.EndsWith($"|{request.Place.Tenant}|{request.Place.Conversation}", StringComparison.Ordinal);

    // False when the copy is gone for good.
    private async Task<bool> ShowCopyAsync(string copy, CancellationToken cancellationToken)
    {
        while (await scopes.RunAsync<PostedCards, CardClaim?>(cards => cards.ClaimAsync(copy, cancellationToken)) is { } claim)
        {
            var result = await SendAsync(claim, cancellationToken);
            await scopes.RunAsync<PostedCards>(cards => cards.RecordAsync(claim, result, CancellationToken.None));
            switch (result)
            {
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

    // Who cannot see the place where it was asked gets a copy alone.
    private async Task ShowPrivatelyAsync(ApprovalRequest request, CancellationToken cancellationToken)
    {
        var members = await scopes.RunAsync<CardContexts, Dictionary<string, IReadOnlyList<Person>>>(c => c.MembersAsync(request, cancellationToken));
        var unreached = new List<string>();
        foreach (var person in members.Values.SelectMany(m => m).DistinctBy(person => person.Id).Take(options.Value.PrivateCopies))
        {
            switch (await privates.OfAsync(person.Id, request.Place.Channel, request.Place.Tenant, cancellationToken))
            {
                case PrivateChat.Open open:
                    await scopes.RunAsync<PostedCards>(cards => cards.AddAsync(request, open.Where.Id, cancellationToken));
                    await ShowCopyAsync($"{request.Id.Value}|{request.Place.Channel}|{request.Place.Tenant}|{open.Where.Id}", cancellationToken);
                    break;
                case PrivateChat.Closed { After: not null } later:
                    unreached.Add(later.Why);
                    break;
                case PrivateChat.Closed closed:
                    Log.ApproverNotReached(logger, request.Id.Value, person.Id.Value, closed.Why);
                    break;
            }
        }

        if (unreached.Count > 0)
        {
            throw new TryAgainException($"{unreached.Count} approvers could not be reached yet: {unreached[0]}");
        }
    }
}

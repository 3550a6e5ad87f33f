using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using TeamsAgent.Domain.People;
using TeamsAgent.Policies;
using TeamsAgent.Storage;
using TeamsAgent.Words;

namespace TeamsAgent.Chat;

/// <summary>
/// Whether somebody who presses is today, by the platform's own word, one whose decision may count: members may decide, guests and people of
/// other organisations only where the policy names that very account, and whoever is no longer there never. What cannot be found out counts as
/// no. The platforms' limits on such questions are low, so a good answer serves for a while.
/// </summary>
public sealed class Standing(Scopes scopes, CurrentPolicy policy, IOptions<ChatOptions> options, TimeProvider clock, ILogger<Standing> logger)
{
    private const int MostKept = 20_000;

    // Whoever presses waits for the answer, and the platform with them.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    private readonly ConcurrentDictionary<ChatIdentity, Known> _known = new();
    private readonly ConcurrentDictionary<ChatIdentity, Lazy<Task<ChatAccount>>> _asking = new();

    /// <summary>Why the person's press cannot decide anything, or null where it can.</summary>
    public async Task<ChatKey?> RefusalAsync(CardPress press, CancellationToken cancellationToken)
    {
        var account = await OfAsync(press, cancellationToken);
        switch (account)
        {
            case ChatAccount.Member:
                return null;
            case ChatAccount.Outsider when IsNamed(press.From.Identity):
                return null;
            case ChatAccount.Outsider outsider:
                Log.NoStanding(logger, press.From.Identity.ToString(), outsider.Why);
                return ChatKey.StandingOutside;
            case ChatAccount.Nobody nobody:
                Log.NoStanding(logger, press.From.Identity.ToString(), nobody.Why);
                return ChatKey.StandingNowhere;
            case ChatAccount.Unknown unknown:
                Log.StandingUnknown(logger, press.From.Identity.ToString(), unknown.Why);
                return ChatKey.StandingNotKnown;
            default:
                return ChatKey.StandingNotKnown;
        }
    }

    private bool IsNamed(ChatIdentity identity) => policy.Value.Groups.Values.Any(group => group.Chats.Contains(identity));

    private async Task<ChatAccount> OfAsync(CardPress press, CancellationToken cancellationToken)
    {
        var (who, now) = (press.From.Identity, clock.GetUtcNow());
        var good = _known.TryGetValue(who, out var known) && known.At <= now ? known : null;
        if (good is not null && now - good.At < options.Value.StandingFresh)
        {
            return good.Account;
        }

        var answer = await AskOnceAsync(press, cancellationToken);
        if (answer is not ChatAccount.Unknown)
        {
            return answer;
        }

        return good is not null && now - good.At < options.Value.StandingGood ? good.Account : answer;
    }

    // Many presses of one person at once are one question.
    private async Task<ChatAccount> AskOnceAsync(CardPress press, CancellationToken cancellationToken)
    {
        var who = press.From.Identity;
        var asking = _asking.GetOrAdd(who, _ => new Lazy<Task<ChatAccount>>(() => AskAsync(press)));
        try
        {
            return await asking.Value.WaitAsync(cancellationToken);
        }
        finally
        {
            _asking.TryRemove(KeyValuePair.Create(who, asking));
        }
    }

    private async Task<ChatAccount> AskAsync(CardPress press)
    {
        var (who, place) = (press.From.Identity, press.Place);
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            var via = await scopes.RunAsync<ConversationStore, Conversation?>(async conversations =>
                await conversations.FindAsync(place.Channel, place.Tenant, place.Conversation, patience.Token) ?? await conversations.NewestAsync(place.Channel, place.Tenant, patience.Token));
            var answer = via is null
                ? new ChatAccount.Unknown("no conversation of the tenant is known")
                : await scopes.RunAsync<ChatChannels, ChatAccount>(channels => channels.Of(place.Channel).LookUpAsync(via, press.From.PlatformUserId, patience.Token));
            Keep(who, answer);
            return answer;
        }
        catch (OperationCanceledException)
        {
            return new ChatAccount.Unknown("the platform took too long");
        }
    }

    private void Keep(ChatIdentity who, ChatAccount answer)
    {
        if (answer is ChatAccount.Member or ChatAccount.Outsider)
        {
            if (_known.Count >= MostKept)
            {
                _known.Clear();
            }

            _known[who] = new Known(answer, clock.GetUtcNow());
        }
        else if (answer is ChatAccount.Nobody)
        {
            _known.TryRemove(who, out _);
        }
    }

    private sealed record Known(ChatAccount Account, DateTimeOffset At);
}

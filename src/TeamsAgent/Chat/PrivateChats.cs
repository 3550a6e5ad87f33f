using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat;

/// <summary>Where somebody is reached alone, or why not.</summary>
public abstract record PrivateChat
{
    private PrivateChat()
    {
    }

    /// <summary>Here.</summary>
    public sealed record Open(Conversation Where) : PrivateChat;

    /// <summary>Nowhere, or not now.</summary>
    /// <param name="Why">What the platform said.</param>
    /// <param name="After">When to try again, or null if there is no use in it.</param>
    public sealed record Closed(string Why, TimeSpan? After) : PrivateChat;
}

/// <summary>In which of several accounts somebody is told something.</summary>
public enum Reach
{
    /// <summary>Where it came from, if they have an account there: the answer to what they said or pressed.</summary>
    WhereItCameFrom,

    /// <summary>Where they want to be asked; without a wish, where it came from.</summary>
    WhereTheyWant,

    /// <summary>Where it came from and nowhere else: it concerns that very account.</summary>
    OnlyThere,
}

/// <summary>Reaches people alone, on whichever platform; opens the conversation when there is none yet.</summary>
public sealed class PrivateChats(Scopes scopes, ChatChannels channels, TimeProvider clock)
{
    private const string NotThere = "The person has removed or blocked the app.";
    private const int MostRemembered = 10_000;

    // Whoever wants to be reached again writes, or installs the app again, and is heard; asked for again all the same, in case that was missed.
    private static readonly TimeSpan LeftAlone = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, (string Why, DateTimeOffset At)> _refused = new(StringComparer.Ordinal);

    /// <summary>The person's private conversation.</summary>
    /// <param name="person">Who.</param>
    /// <param name="channel">The platform that it came from.</param>
    /// <param name="tenant">The platform's tenant.</param>
    /// <param name="reach">Which of several accounts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PrivateChat> OfAsync(PersonId person, string channel, string tenant, Reach reach, CancellationToken cancellationToken)
    {
        PrivateChat.Closed? closed = null;
        foreach (var account in await scopes.RunAsync<UnitOfWork, List<ChatAccountRow>>(work => AccountsAsync(work, person, channel, tenant, reach, cancellationToken)))
        {
            switch (await OfAsync(person, account, cancellationToken))
            {
                case PrivateChat.Open open:
                    return open;
                case PrivateChat.Closed one when closed is not { After: not null }:
                    closed = one;
                    break;
            }
        }

        return closed ?? new PrivateChat.Closed("The person was never heard from there.", null);
    }

    private static async Task<List<ChatAccountRow>> AccountsAsync(UnitOfWork work, PersonId person, string channel, string tenant, Reach reach, CancellationToken cancellationToken)
    {
        var accounts = await work.Db.Set<ChatAccountRow>().AsNoTracking().Where(a => a.PersonId == person.Value).ToListAsync(cancellationToken);
        var wish = reach == Reach.WhereTheyWant
            ? await work.Db.Set<PersonRow>().AsNoTracking().Where(p => p.Id == person.Value).Select(p => p.ReachAt).FirstOrDefaultAsync(cancellationToken)
            : null;
        return accounts.Select(account => (Row: account, Chat: ChatIdentity.Parse(account.Identity)))
            .Where(account => reach != Reach.OnlyThere || (account.Chat.Channel == channel && account.Chat.Tenant == tenant))
            .OrderByDescending(account => account.Chat.Channel == wish)
            .ThenByDescending(account => account.Chat.Channel == channel && account.Chat.Tenant == tenant)
            .ThenByDescending(account => account.Row.SeenAt)
            .Select(account => account.Row).ToList();
    }

    private async Task<PrivateChat> OfAsync(PersonId person, ChatAccountRow account, CancellationToken cancellationToken)
    {
        var (channel, tenant) = (ChatIdentity.Parse(account.Identity).Channel, ChatIdentity.Parse(account.Identity).Tenant);
        if (!channels.Has(channel))
        {
            return new PrivateChat.Closed($"The chat platform “{channel}” is not set up any more.", null);
        }

        if (await scopes.RunAsync<ConversationStore, Conversation?>(c => c.FindPrivateAsync(person, channel, tenant, cancellationToken)) is { } known)
        {
            return new PrivateChat.Open(known);
        }

        if (await IsLeftAloneAsync(person, account.Identity, channel, tenant, cancellationToken) is { } why)
        {
            return new PrivateChat.Closed(why, null);
        }

        return await scopes.RunAsync<ConversationStore, Conversation?>(c => c.NewestAsync(channel, tenant, cancellationToken)) is { } via
            ? await OpenAsync(person, via, account, cancellationToken)
            : new PrivateChat.Closed("The person was never heard from there.", null);
    }

    private async Task<string?> IsLeftAloneAsync(PersonId person, string account, string channel, string tenant, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - LeftAlone;
        return _refused.TryGetValue(account, out var refused) && refused.At > since ? refused.Why
            : await scopes.RunAsync<ConversationStore, bool>(c => c.IsGonePrivateAsync(person, channel, tenant, since, cancellationToken)) ? NotThere
            : null;
    }

    private PrivateChat.Closed Refused(string account, string why)
    {
        if (_refused.Count >= MostRemembered)
        {
            _refused.Clear();
        }

        _refused[account] = (why, clock.GetUtcNow());
        return new PrivateChat.Closed(why, null);
    }

    private async Task<PrivateChat> OpenAsync(PersonId person, Conversation via, ChatAccountRow account, CancellationToken cancellationToken)
    {
        switch (await channels.Of(via.Channel).OpenPrivatelyAsync(via, account.PlatformUserId, cancellationToken))
        {
            case ChatResult.Done { Id: { } id }:
                var opened = via with { Id = id };
                await scopes.RunAsync<ConversationStore>(c => c.SeenAsync(opened, personal: true, person, cancellationToken));
                return new PrivateChat.Open(opened);
            case ChatResult.Later later:
                return new PrivateChat.Closed(later.Why, later.After);
            case ChatResult.Gone gone:
                return Refused(account.Identity, gone.Why);
            case ChatResult.Refused refused:
                return Refused(account.Identity, refused.Why);
            default:
                return new PrivateChat.Closed("The platform did not say which conversation it opened.", null);
        }
    }
}

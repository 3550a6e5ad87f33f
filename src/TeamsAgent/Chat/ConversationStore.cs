using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat;

/// <summary>
/// Where conversations are reached, as the newest verified message of each said. Saves at once, apart from the unit of work's commit: knowing
/// an address is no decision.
/// </summary>
public sealed class ConversationStore(UnitOfWork work, TimeProvider clock)
{
    /// <summary>A verified message came from a conversation: whatever was stored of it before is overwritten.</summary>
    public async Task SeenAsync(Conversation seen, bool personal, PersonId? with, CancellationToken cancellationToken)
    {
        var (key, person) = (Key(seen), personal ? with?.Value : null);
        var known = await work.Db.Set<ConversationRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Key == key, cancellationToken);
        if (known is null)
        {
            await AddAsync(seen, personal, person, cancellationToken);
        }
        else if (known.ServiceUrl != seen.Route || known.BotId != seen.BotId || known.GoneAt is not null || (person is not null && known.PersonId != person))
        {
            await work.Db.Set<ConversationRow>().Where(row => row.Key == key).ExecuteUpdateAsync(set => set
                .SetProperty(row => row.ServiceUrl, seen.Route)
                .SetProperty(row => row.BotId, seen.BotId)
                .SetProperty(row => row.PersonId, row => person ?? row.PersonId)
                .SetProperty(row => row.GoneAt, (DateTimeOffset?)null)
                .SetProperty(row => row.SeenAt, clock.GetUtcNow()), cancellationToken);
        }
    }

    /// <summary>The platform says that the bot is not there any more.</summary>
    public async Task GoneAsync(string channel, string tenant, string conversation, CancellationToken cancellationToken)
    {
        var key = Key(channel, tenant, conversation);
        var now = clock.GetUtcNow();
        await work.Db.Set<ConversationRow>().Where(row => row.Key == key && row.GoneAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.GoneAt, now), cancellationToken);
    }

    /// <summary>The bot is not in a channel any more, and so in none of its threads.</summary>
    public async Task LeftAsync(string channel, string tenant, string conversation, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await InChannel(channel, tenant, conversation).Where(row => row.GoneAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.GoneAt, now), cancellationToken);
    }

    /// <summary>The bot is in a channel again, and so in its threads.</summary>
    public Task BackAsync(string channel, string tenant, string conversation, string route, CancellationToken cancellationToken) => InChannel(channel, tenant, conversation)
        .Where(row => row.GoneAt != null)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.GoneAt, (DateTimeOffset?)null).SetProperty(row => row.ServiceUrl, route), cancellationToken);

    /// <summary>The conversation, if it was seen before and is not gone.</summary>
    public async Task<Conversation?> FindAsync(string channel, string tenant, string conversation, CancellationToken cancellationToken)
    {
        var key = Key(channel, tenant, conversation);
        var row = await work.Db.Set<ConversationRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Key == key && r.GoneAt == null, cancellationToken);
        return row is null ? null : Of(row);
    }

    /// <summary>The private conversation with a person, if one was seen before and is not gone.</summary>
    public async Task<Conversation?> FindPrivateAsync(PersonId person, string channel, string tenant, CancellationToken cancellationToken)
    {
        var row = await work.Db.Set<ConversationRow>().AsNoTracking()
            .Where(r => r.PersonId == person.Value && r.Personal && r.Channel == channel && r.Tenant == tenant && r.GoneAt == null)
            .OrderByDescending(r => r.SeenAt).FirstOrDefaultAsync(cancellationToken);
        return row is null ? null : Of(row);
    }

    /// <summary>Whether the private conversation with a person is gone, and has been only since lately.</summary>
    public Task<bool> IsGonePrivateAsync(PersonId person, string channel, string tenant, DateTimeOffset since, CancellationToken cancellationToken) => work.Db.Set<ConversationRow>()
        .AnyAsync(r => r.PersonId == person.Value && r.Personal && r.Channel == channel && r.Tenant == tenant && r.GoneAt != null && r.GoneAt > since, cancellationToken);

    /// <summary>The conversation of a tenant that was heard from last: it says how the tenant is reached today.</summary>
    public async Task<Conversation?> NewestAsync(string channel, string tenant, CancellationToken cancellationToken)
    {
        var row = await work.Db.Set<ConversationRow>().AsNoTracking().Where(r => r.Channel == channel && r.Tenant == tenant)
            .OrderByDescending(r => r.SeenAt).FirstOrDefaultAsync(cancellationToken);
        return row is null ? null : Of(row);
    }

    private IQueryable<ConversationRow> InChannel(string channel, string tenant, string conversation)
    {
        var (key, threads) = (Key(channel, tenant, conversation), Key(channel, tenant, conversation) + ";");
        return work.Db.Set<ConversationRow>().Where(row => row.Key == key || row.Key.StartsWith(threads));
    }

    private static string Key(Conversation conversation) => Key(conversation.Channel, conversation.Tenant, conversation.Id);

    private static string Key(string channel, string tenant, string conversation) => $"{channel}|{tenant}|{conversation}";

    private static Conversation Of(ConversationRow row) => new(row.Channel, row.Tenant, row.ConversationId, row.ServiceUrl, row.BotId);

    private async Task AddAsync(Conversation seen, bool personal, string? person, CancellationToken cancellationToken)
    {
        work.Db.Add(new ConversationRow
        {
            Key = Key(seen), Channel = seen.Channel, Tenant = seen.Tenant, ConversationId = seen.Id, ServiceUrl = seen.Route, BotId = seen.BotId,
            Personal = personal, PersonId = person, SeenAt = clock.GetUtcNow(),
        });
        try
        {
            await work.Db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException failed) when (UniqueViolation.Is(failed))
        {
            // Two first messages at once: the other one added it.
        }

        work.Db.ChangeTracker.Clear();
    }
}

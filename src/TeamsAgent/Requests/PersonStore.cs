using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Requests;

/// <summary>People by their verified chat accounts.</summary>
public sealed class PersonStore(UnitOfWork work, TimeProvider clock)
{
    /// <summary>
    /// The person behind a verified chat account; a new one if the account was never seen. Saves at once, apart from the unit of work's
    /// commit, since knowing an account is no decision.
    /// </summary>
    public async Task<Person> FindOrAddAsync(
        ChatIdentity identity, string name, string platformUserId, string? timeZone, string? locale, CancellationToken cancellationToken)
    {
        var key = identity.ToString();
        var account = await work.Db.Set<ChatAccountRow>().AsNoTracking().FirstOrDefaultAsync(a => a.Identity == key, cancellationToken);
        if (account is null)
        {
            await AddAsync(identity, name, platformUserId, timeZone, locale, cancellationToken);
            account = await work.Db.Set<ChatAccountRow>().AsNoTracking().FirstAsync(a => a.Identity == key, cancellationToken);
        }
        else if (account.PlatformUserId != platformUserId || (timeZone is not null && account.TimeZone != timeZone) || (locale is not null && account.Locale != locale))
        {
            await work.Db.Set<ChatAccountRow>().Where(a => a.Identity == key).ExecuteUpdateAsync(set => set
                .SetProperty(a => a.PlatformUserId, platformUserId)
                .SetProperty(a => a.TimeZone, a => timeZone ?? a.TimeZone)
                .SetProperty(a => a.Locale, a => locale ?? a.Locale)
                .SetProperty(a => a.SeenAt, clock.GetUtcNow()), cancellationToken);
        }

        return await GetAsync(PersonId.Parse(account.PersonId), cancellationToken);
    }

    /// <summary>The person behind a chat account that was seen before, or null.</summary>
    public async Task<Person?> FindAsync(ChatIdentity identity, CancellationToken cancellationToken)
    {
        var key = identity.ToString();
        var person = await work.Db.Set<ChatAccountRow>().AsNoTracking().Where(a => a.Identity == key).Select(a => a.PersonId).FirstOrDefaultAsync(cancellationToken);
        return person is null ? null : await GetAsync(PersonId.Parse(person), cancellationToken);
    }

    /// <summary>A person who is known to exist.</summary>
    public async Task<Person> GetAsync(PersonId id, CancellationToken cancellationToken) =>
        (await GetAllAsync([id], cancellationToken)).TryGetValue(id, out var person)
            ? person
            : throw new InvalidOperationException($"There is no person {id}.");

    /// <summary>Several people; who does not exist is left out.</summary>
    public async Task<IReadOnlyDictionary<PersonId, Person>> GetAllAsync(IEnumerable<PersonId> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.Select(id => id.Value).Distinct().ToList();
        var rows = await work.Db.Set<PersonRow>().AsNoTracking().Include(row => row.Chats).Where(row => wanted.Contains(row.Id)).ToListAsync(cancellationToken);
        return rows.Select(ToPerson).ToDictionary(person => person.Id);
    }

    /// <summary>Everybody whose chat account or verified e-mail a group names.</summary>
    public async Task<IReadOnlyList<Person>> MembersAsync(Group group, CancellationToken cancellationToken)
    {
        var chats = group.Chats.Select(chat => chat.ToString()).ToList();
        var emails = group.Emails.Select(email => email.ToLowerInvariant()).ToList();
        var rows = await work.Db.Set<PersonRow>().AsNoTracking().Include(row => row.Chats)
            .Where(row => row.Chats.Any(chat => chats.Contains(chat.Identity)) || (row.VerifiedEmail != null && emails.Contains(row.VerifiedEmail)))
            .ToListAsync(cancellationToken);
        return rows.Select(ToPerson).Where(group.Includes).ToList();
    }

    private async Task AddAsync(ChatIdentity identity, string name, string platformUserId, string? timeZone, string? locale, CancellationToken cancellationToken)
    {
        var id = PersonId.New(Guid.NewGuid()).Value;
        var now = clock.GetUtcNow();
        var person = new PersonRow
        {
            Id = id, Name = name.Length > 200 ? name[..200] : name, CreatedAt = now,
            Chats = [new ChatAccountRow { Identity = identity.ToString(), PersonId = id, PlatformUserId = platformUserId, TimeZone = timeZone, Locale = locale, SeenAt = now }],
        };
        work.Db.Add(person);
        try
        {
            await work.Db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException failed) when (UniqueViolation.Is(failed))
        {
            // Two first messages at once: the other one made the person.
        }

        work.Db.ChangeTracker.Clear();
    }

    private static Person ToPerson(PersonRow row) => new()
    {
        Id = PersonId.Parse(row.Id), Name = row.Name, Auth0User = row.Auth0User, VerifiedEmail = row.VerifiedEmail, Blocked = row.Blocked,
        Chats = row.Chats.Select(chat => ChatIdentity.Parse(chat.Identity)).ToList(),
    };
}

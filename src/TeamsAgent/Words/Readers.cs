using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Domain.People;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Words;

/// <summary>In which language somebody is written to: that of the chat account that was seen last and said one, or else the installation's.</summary>
public sealed class Readers(UnitOfWork work, IOptions<WordsOptions> options)
{
    /// <summary>The language of a person.</summary>
    public async Task<Language> OfAsync(PersonId person, CancellationToken cancellationToken)
    {
        var id = person.Value;
        return Of(await work.Db.Set<ChatAccountRow>().AsNoTracking().Where(account => account.PersonId == id && account.Locale != null)
            .OrderByDescending(account => account.SeenAt).Select(account => account.Locale).FirstOrDefaultAsync(cancellationToken));
    }

    /// <summary>The language of a chat account, as the platform just said it or as it was last known.</summary>
    public async Task<Language> OfAsync(ChatIdentity account, string? locale, CancellationToken cancellationToken)
    {
        var identity = account.ToString();
        return Of(locale ?? await work.Db.Set<ChatAccountRow>().AsNoTracking().Where(row => row.Identity == identity).Select(row => row.Locale).FirstOrDefaultAsync(cancellationToken));
    }

    /// <summary>The language of a locale as a platform named it, or else the installation's.</summary>
    public Language Of(string? locale) => options.Value.Of(locale);
}

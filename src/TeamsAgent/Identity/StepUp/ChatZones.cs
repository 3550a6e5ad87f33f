using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>The time zone that a chat account last wrote from.</summary>
internal sealed class ChatZones(UnitOfWork work)
{
    public Task<string?> FindAsync(ChatIdentity chat, CancellationToken cancellationToken)
    {
        var identity = chat.ToString();
        return work.Db.Set<ChatAccountRow>().AsNoTracking().Where(row => row.Identity == identity).Select(row => row.TimeZone).FirstOrDefaultAsync(cancellationToken);
    }
}

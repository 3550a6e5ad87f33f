using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>Who may be linked with whom: one Auth0 user is one person, with one account in each place where people write, until they unlink.</summary>
internal static class LinkRules
{
    public static async Task<Ending?> RefuseAsync(AgentDbContext db, string personId, string chat, string auth0User, CancellationToken cancellationToken)
    {
        var person = await db.Set<PersonRow>().AsNoTracking().FirstAsync(row => row.Id == personId, cancellationToken);
        var owner = await db.Set<PersonRow>().AsNoTracking().Include(row => row.Chats).FirstOrDefaultAsync(row => row.Auth0User == auth0User && row.Id != personId, cancellationToken);
        var here = ChatIdentity.Parse(chat);
        return person switch
        {
            { Blocked: true } => Ending.PersonBlocked,
            _ when owner is { Blocked: true } => Ending.PersonBlocked,
            _ when owner is not null && owner.Chats.Select(account => ChatIdentity.Parse(account.Identity)).Any(account => account.Channel == here.Channel && account.Tenant == here.Tenant) =>
                Ending.UserTaken,
            { Auth0User: { } linked } when linked != auth0User => Ending.OtherUserLinked,
            _ => null,
        };
    }
}

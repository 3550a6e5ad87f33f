using Microsoft.EntityFrameworkCore;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>Who may be linked with whom: one Auth0 user is one person, for ever the same one until they unlink.</summary>
internal static class LinkRules
{
    public static async Task<Ending?> RefuseAsync(AgentDbContext db, string personId, string auth0User, CancellationToken cancellationToken)
    {
        var person = await db.Set<PersonRow>().AsNoTracking().FirstAsync(row => row.Id == personId, cancellationToken);
        var taken = await db.Set<PersonRow>().AnyAsync(row => row.Auth0User == auth0User && row.Id != personId, cancellationToken);
        return person switch
        {
            { Blocked: true } => Ending.PersonBlocked,
            _ when taken => Ending.UserTaken,
            { Auth0User: { } linked } when linked != auth0User => Ending.OtherUserLinked,
            _ => null,
        };
    }
}

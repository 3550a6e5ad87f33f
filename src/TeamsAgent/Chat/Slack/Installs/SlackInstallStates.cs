using Microsoft.EntityFrameworkCore;
using TeamsAgent.Identity;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// The <c>state</c> of an installation: in our store and, with another secret, in a cookie, so that nobody can finish in one browser what was
/// begun in another; good once, for ten minutes.
/// </summary>
internal sealed class SlackInstallStates(UnitOfWork work, PublicAddress address, TimeProvider clock)
{
    private const int Digits = 12;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Begins: gives the state to send along, and leaves the other secret in the browser.</summary>
    public async Task<string> BeginAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        var (state, browser) = (OneTimeSecret.New(), OneTimeSecret.New());
        var hash = OneTimeSecret.HashOf(state);
        work.Db.Add(new SlackInstallStateRow { StateHash = hash, BrowserHash = OneTimeSecret.HashOf(browser), ExpiresAt = clock.GetUtcNow() + Lifetime });
        await work.CommitAsync(cancellationToken);
        response.Cookies.Append(Name(hash), browser, Cookie(Lifetime));
        return state;
    }

    /// <summary>Takes a state that came back; false if it is not ours, not this browser's, used, or too old.</summary>
    public async Task<bool> TakeAsync(HttpContext http, string? state, CancellationToken cancellationToken)
    {
        if (!OneTimeSecret.IsOne(state))
        {
            return false;
        }

        var (hash, now) = (OneTimeSecret.HashOf(state!), clock.GetUtcNow());
        var row = await work.Db.Set<SlackInstallStateRow>().AsNoTracking().FirstOrDefaultAsync(r => r.StateHash == hash && r.ExpiresAt > now, cancellationToken);
        if (row is null || http.Request.Cookies[Name(hash)] is not { Length: OneTimeSecret.Length } browser || !OneTimeSecret.Same(OneTimeSecret.HashOf(browser), row.BrowserHash))
        {
            return false;
        }

        http.Response.Cookies.Delete(Name(hash), Cookie(null));
        return await work.Db.Set<SlackInstallStateRow>().Where(r => r.StateHash == hash && r.TakenAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.TakenAt, now), cancellationToken) == 1;
    }

    // Slack sends the browser back from another site; Strict would hold the cookie back then.
    private CookieOptions Cookie(TimeSpan? lifetime) =>
        new() { HttpOnly = true, Secure = address.IsSecure, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = lifetime, IsEssential = true };

    private string Name(string stateHash) => $"{(address.IsSecure ? "__Host-" : "")}teamsagent-slack-{stateHash.AsSpan(0, Digits)}";
}

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Single sign-on sessions of the tenant. Every login starts a new one, so a planted cookie is worth nothing.</summary>
internal sealed class TenantSessions(TenantState state, TimeProvider clock)
{
    private const string Name = "tenant-session";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    public TenantSession? Current(HttpContext http)
    {
        var hash = CallNote.Hash(http.Request.Cookies[Name]);
        var now = clock.GetUtcNow();
        return hash is null ? null : state.Read(memory => memory.Sessions.Find(session => session.CookieHash == hash && session.ExpiresAt > now));
    }

    public void Start(HttpContext http, LoginTransaction login)
    {
        End(http);
        var secret = LoginTransactions.NewSecret();
        var now = clock.GetUtcNow();
        state.Change(memory =>
        {
            memory.Sessions.RemoveAll(session => session.ExpiresAt <= now);
            memory.Sessions.Add(new TenantSession(CallNote.Hash(secret)!, login.Sid, login.Person!.Auth0UserId, login.AuthTime, now + Lifetime));
            return 0;
        });
        http.Response.Cookies.Append(Name, secret, BrowserCookie.Options);
        login.SessionStarted = true;
    }

    public void End(HttpContext http)
    {
        if (CallNote.Hash(http.Request.Cookies[Name]) is { } hash)
        {
            state.Change(memory => memory.Sessions.RemoveAll(session => session.CookieHash == hash));
            http.Response.Cookies.Delete(Name, BrowserCookie.Options);
        }
    }
}

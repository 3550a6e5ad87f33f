namespace TeamsAgent.Sandbox.Tenant;

/// <summary>A random cookie that tells browsers apart; what is kept of it is its hash.</summary>
internal static class BrowserCookie
{
    private const string Name = "tenant-browser";

    // Loopback is http here, so the cookie cannot be Secure. Ports share cookies, hence the stand-in's own name.
    internal static CookieOptions Options => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };

    public static string? Read(HttpContext http) => CallNote.Hash(http.Request.Cookies[Name]);

    public static string Ensure(HttpContext http)
    {
        if (Read(http) is { } known)
        {
            return known;
        }

        var secret = LoginTransactions.NewSecret();
        http.Response.Cookies.Append(Name, secret, Options);
        return CallNote.Hash(secret)!;
    }
}

using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>
/// Ties a login to the browser that began it, so that nobody can finish a login in another person's browser (login CSRF), or go on with one
/// that they were sent. Every login has a cookie of its own with a fresh secret; ours is the hash.
/// </summary>
public sealed class BrowserCookie(PublicAddress address)
{
    private const int IdDigits = 12;

    /// <summary>Leaves the secret in the browser.</summary>
    public void Leave(HttpResponse response, SignInStarted started, TimeSpan lifetime) => response.Cookies.Append(Name(started.Id), started.BrowserSecret, new CookieOptions
    {
        HttpOnly = true,
        Secure = address.IsSecure,
        // The tenant sends the browser back from another site; Strict would hold the cookie back then.
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = lifetime,
        IsEssential = true,
    });

    /// <summary>Whether this is the browser that began the login.</summary>
    public bool IsBrowserOf(HttpRequest request, SignInRow row) =>
        request.Cookies[Name(row.Id)] is { Length: OneTimeSecret.Length } secret && OneTimeSecret.Same(OneTimeSecret.HashOf(secret), row.BrowserHash);

    // Cookies are shared among the ports of a host, hence a name of our own; __Host- keeps subdomains from planting one.
    private string Name(string signInId) => $"{(address.IsSecure ? "__Host-" : "")}teamsagent-signin-{signInId.AsSpan(2, IdDigits)}";
}

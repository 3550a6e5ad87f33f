using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>The logins under way. Another browser than the one that began a login cannot go on with it.</summary>
internal sealed class LoginTransactions(TimeProvider clock)
{
    public const string Gone = "This sign-in has ended or was started in another browser.";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
    private const int Most = 5_000;
    private readonly ConcurrentDictionary<string, LoginTransaction> _logins = new(StringComparer.Ordinal);

    public LoginTransaction Begin(HttpContext http, OpenIddictRequest request, TenantClient client)
    {
        Sweep();
        var login = new LoginTransaction
        {
            State = NewSecret(),
            Browser = BrowserCookie.Ensure(http),
            Client = client,
            Parameters = [.. request.GetParameters().Where(parameter => parameter.Key != OpenIddictConstants.Parameters.RequestUri)],
            StartedAt = clock.GetUtcNow(),
        };
        _logins[login.State] = login;
        return login;
    }

    public LoginTransaction? Find(HttpContext http)
    {
        var state = http.Request.Query["state"].ToString();
        return _logins.TryGetValue(state, out var login)
            && login.Browser == BrowserCookie.Read(http)
            && clock.GetUtcNow() - login.StartedAt < Lifetime
                ? login
                : null;
    }

    /// <summary>Takes a login out, once.</summary>
    public bool End(LoginTransaction login) => _logins.TryRemove(login.State, out _);

    public static string NewSecret() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    private void Sweep()
    {
        var now = clock.GetUtcNow();
        foreach (var (state, login) in _logins)
        {
            if (now - login.StartedAt >= Lifetime || _logins.Count > Most)
            {
                _logins.TryRemove(state, out _);
            }
        }
    }
}

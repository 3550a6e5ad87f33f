namespace TeamsAgent.Sandbox.Tenant;

/// <summary>
/// The provider access tokens that the vault holds: the stored one is handed out while it lives, with what remains of
/// its life, and a new one is made after that. They are kept in memory alone.
/// </summary>
internal sealed class ProviderTokens(TenantOptions options, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Held> _held = new(StringComparer.Ordinal);

    public (string Token, int ExpiresIn) For(ConnectedAccount account, TenantConnection connection, IReadOnlyList<string> scopes)
    {
        var now = clock.GetUtcNow();
        var key = $"{account.Id} {string.Join(' ', scopes)}";
        lock (_lock)
        {
            if (!_held.TryGetValue(key, out var held) || held.ExpiresAt <= now)
            {
                held = new Held(account, options.IssueProviderToken(account.UserId, connection.Name, scopes), now + connection.TokenLifetime);
                _held[key] = held;
            }

            return (held.Token, (int)(held.ExpiresAt - now).TotalSeconds);
        }
    }

    public void Forget(string userId, string connection)
    {
        lock (_lock)
        {
            foreach (var (key, held) in _held)
            {
                if (held.Account.UserId == userId && held.Account.Connection == connection)
                {
                    _held.Remove(key);
                }
            }
        }
    }

    private sealed record Held(ConnectedAccount Account, string Token, DateTimeOffset ExpiresAt);
}

using System.Text.Json;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>An account of a provider that a person has connected.</summary>
internal sealed record ConnectedAccount
{
    public required string Id { get; init; }
    public required string UserId { get; init; }
    public required string Connection { get; init; }
    public required string ProviderUserId { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public bool HasRefreshToken { get; init; } = true;
    public bool RevokedAtProvider { get; init; }
}

/// <summary>One browser's single sign-on session; the cookie itself is not kept.</summary>
internal sealed record TenantSession(string CookieHash, string Sid, string UserId, DateTimeOffset AuthTime, DateTimeOffset ExpiresAt);

/// <summary>What the tenant remembers.</summary>
internal sealed class TenantMemory
{
    public HashSet<string> Blocked { get; init; } = [];
    public HashSet<string> Consents { get; init; } = [];
    public List<ConnectedAccount> Accounts { get; init; } = [];
    public List<TenantSession> Sessions { get; init; } = [];
    public Dictionary<string, long> LastCodeStep { get; init; } = [];
}

/// <summary>Keeps the tenant's memory under one lock and, with a path, in one JSON file.</summary>
internal sealed class TenantState(string? path)
{
    private readonly Lock _lock = new();
    private readonly TenantMemory _memory = Load(path);

    public T Read<T>(Func<TenantMemory, T> read)
    {
        lock (_lock)
        {
            return read(_memory);
        }
    }

    public T Change<T>(Func<TenantMemory, T> change)
    {
        lock (_lock)
        {
            var result = change(_memory);
            Save();
            return result;
        }
    }

    public bool IsBlocked(string userId) => Read(memory => memory.Blocked.Contains(userId));

    public IReadOnlyList<ConnectedAccount> AccountsOf(string userId, string? connection = null) => Read(memory => memory.Accounts
        .Where(account => account.UserId == userId && (connection is null || account.Connection == connection))
        .OrderBy(account => account.CreatedAt)
        .ToArray());

    /// <summary>Changes every account of a person at a connection; says how many there were.</summary>
    public int ChangeAccounts(string userId, string connection, Func<ConnectedAccount, ConnectedAccount> change) => Change(memory =>
    {
        var changed = 0;
        for (var i = 0; i < memory.Accounts.Count; i++)
        {
            if (memory.Accounts[i].UserId == userId && memory.Accounts[i].Connection == connection)
            {
                memory.Accounts[i] = change(memory.Accounts[i]);
                changed++;
            }
        }

        return changed;
    });

    private static TenantMemory Load(string? path) =>
        path is not null && File.Exists(path)
            ? JsonSerializer.Deserialize<TenantMemory>(File.ReadAllText(path)) ?? new TenantMemory()
            : new TenantMemory();

    private void Save()
    {
        if (path is null)
        {
            return;
        }

        var draft = path + ".new";
        File.WriteAllText(draft, JsonSerializer.Serialize(_memory));
        File.Move(draft, path, overwrite: true);
    }
}

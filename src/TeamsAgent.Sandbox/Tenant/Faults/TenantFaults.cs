using OpenIddict.Abstractions;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>What a test or a person at the playground can make go wrong, or put right, at the tenant.</summary>
public sealed class TenantFaults
{
    private readonly FaultQueue _queue;
    private readonly TenantState _state;
    private readonly TenantDirectory _directory;
    private readonly SigningKeys _keys;
    private readonly ProviderTokens _tokens;
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;

    internal TenantFaults(IServiceProvider services)
    {
        _queue = services.GetRequiredService<FaultQueue>();
        _state = services.GetRequiredService<TenantState>();
        _directory = services.GetRequiredService<TenantDirectory>();
        _keys = services.GetRequiredService<SigningKeys>();
        _tokens = services.GetRequiredService<ProviderTokens>();
        _scopes = services.GetRequiredService<IServiceScopeFactory>();
        _clock = services.GetRequiredService<TimeProvider>();
    }

    /// <summary>What is ordered and has not happened yet.</summary>
    public IReadOnlyList<string> Pending => _queue.Pending();

    /// <summary>The next calls of an endpoint (<see cref="TenantEndpoints"/>) fail so.</summary>
    public void FailNext(string endpoint, TenantFault fault, int times = 1, string? connection = null) =>
        _queue.Add(endpoint, fault, times, connection);

    /// <summary>The next Token Vault exchanges fail so; rows are in <see cref="TenantFaultRows"/>.</summary>
    public void FailNextExchange(TenantFault fault, int times = 1, string? connection = null) =>
        FailNext(TenantEndpoints.TokenVault, fault, times, connection);

    /// <summary>The next ID token is wrong in this way.</summary>
    public void TamperNextIdToken(IdTokenFault fault) => _queue.Add(fault);

    /// <summary>Forgets what is ordered.</summary>
    public void Clear() => _queue.Clear();

    /// <summary>Another key signs from now on; the old one stays published.</summary>
    public void RotateKeys() => _keys.Rotate();

    /// <summary>Earlier keys leave the key set.</summary>
    public void RevokeOldKeys() => _keys.RevokeOld();

    /// <summary>Blocks a person, or lets them in again.</summary>
    public void Block(string auth0UserId, bool blocked = true) =>
        _state.Change(memory => blocked ? memory.Blocked.Add(auth0UserId) : memory.Blocked.Remove(auth0UserId));

    /// <summary>Connects an account without a browser; answers its id.</summary>
    public string Connect(string auth0UserId, string connection, IReadOnlyList<string>? scopes = null, string? providerUserId = null)
    {
        var known = _directory.Connection(connection) ?? throw new ArgumentException($"No connection '{connection}'.", nameof(connection));
        var person = TenantDirectory.Person(auth0UserId) ?? throw new ArgumentException($"Nobody is '{auth0UserId}'.", nameof(auth0UserId));
        return ConnectedAccounts.Save(_state, person.Auth0UserId, known, scopes ?? [.. known.Scopes.Keys], providerUserId ?? person.Key, _clock.GetUtcNow()).Id;
    }

    /// <summary>Takes a person's accounts of a connection away.</summary>
    public int Disconnect(string auth0UserId, string connection)
    {
        _tokens.Forget(auth0UserId, connection);
        return _state.Change(memory => memory.Accounts.RemoveAll(account => account.UserId == auth0UserId && account.Connection == connection));
    }

    /// <summary>The person revoked the application at the provider: its refresh token works no more.</summary>
    public int RevokeAtProvider(string auth0UserId, string connection)
    {
        _tokens.Forget(auth0UserId, connection);
        return _state.ChangeAccounts(auth0UserId, connection, account => account with { RevokedAtProvider = true });
    }

    /// <summary>The vault has no provider refresh token for the account any more.</summary>
    public int LoseProviderRefreshToken(string auth0UserId, string connection)
    {
        _tokens.Forget(auth0UserId, connection);
        return _state.ChangeAccounts(auth0UserId, connection, account => account with { HasRefreshToken = false });
    }

    /// <summary>The account carries these scopes from now on, be they more or fewer than were asked for.</summary>
    public int GrantScopes(string auth0UserId, string connection, params string[] scopes)
    {
        _tokens.Forget(auth0UserId, connection);
        return _state.ChangeAccounts(auth0UserId, connection, account => account with { Scopes = scopes });
    }

    /// <summary>The stored provider access token is spent; the next exchange gets a new one.</summary>
    public void ExpireProviderTokens(string auth0UserId, string connection) => _tokens.Forget(auth0UserId, connection);

    /// <summary>Revokes the tenant's refresh tokens of a person.</summary>
    public async Task<int> RevokeRefreshTokensAsync(string auth0UserId, CancellationToken ct = default)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var tokens = scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>();
        var revoked = 0;
        await foreach (var token in tokens.FindBySubjectAsync(auth0UserId, ct))
        {
            if (await tokens.HasTypeAsync(token, Auth0Wire.RefreshTokenType, ct) && await tokens.TryRevokeAsync(token, ct))
            {
                revoked++;
            }
        }

        return revoked;
    }
}

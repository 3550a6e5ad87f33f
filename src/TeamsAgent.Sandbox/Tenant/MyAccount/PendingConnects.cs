using System.Collections.Concurrent;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>An account being connected: asked for, on the provider's page, or allowed and waiting to be completed.</summary>
internal sealed class PendingConnect
{
    public required string AuthSession { get; init; }
    public required string Ticket { get; init; }
    public required string UserId { get; init; }
    public required string ClientId { get; init; }
    public required ConnectRequest Request { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The browser that opened the ticket first; no other may answer it.</summary>
    public string? Browser { get; set; }

    public string? ConnectCode { get; set; }
    public string? ProviderUserId { get; set; }
    public bool Answered { get; set; }
}

/// <summary>The accounts being connected; each ends after its 300 seconds.</summary>
internal sealed class PendingConnects(TimeProvider clock)
{
    public const int LifetimeSeconds = 300;
    private readonly ConcurrentDictionary<string, PendingConnect> _pending = new(StringComparer.Ordinal);

    public PendingConnect Begin(AccessTokenFacts caller, ConnectRequest request, IReadOnlyList<string> scopes)
    {
        foreach (var old in _pending.Values.Where(IsOver))
        {
            _pending.TryRemove(old.AuthSession, out _);
        }

        var connect = new PendingConnect
        {
            AuthSession = LoginTransactions.NewSecret(),
            Ticket = LoginTransactions.NewSecret(),
            UserId = caller.Subject,
            ClientId = caller.ClientId,
            Request = request,
            Scopes = scopes,
            ExpiresAt = clock.GetUtcNow().AddSeconds(LifetimeSeconds),
        };
        _pending[connect.AuthSession] = connect;
        return connect;
    }

    public PendingConnect? ByTicket(string ticket) =>
        _pending.Values.FirstOrDefault(connect => connect.Ticket == ticket && !IsOver(connect));

    public PendingConnect? BySession(string authSession) =>
        _pending.TryGetValue(authSession, out var connect) && !IsOver(connect) ? connect : null;

    /// <summary>Takes it out, once.</summary>
    public bool End(PendingConnect connect) => _pending.TryRemove(connect.AuthSession, out _);

    private bool IsOver(PendingConnect connect) => clock.GetUtcNow() >= connect.ExpiresAt;
}

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Who and what is registered: people, clients, connections, and the tenant's own names once it listens.</summary>
internal sealed class TenantDirectory(TenantOptions options)
{
    private readonly Dictionary<string, TenantClient> _clients = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The issuer, with its trailing slash; set once the port is known.</summary>
    public string Issuer { get; set; } = "";

    public TenantOptions Options => options;

    public void Add(TenantClient client)
    {
        lock (_lock)
        {
            _clients[client.ClientId] = client;
        }
    }

    public TenantClient? Client(string? clientId)
    {
        lock (_lock)
        {
            return clientId is not null && _clients.TryGetValue(clientId, out var client) ? client : null;
        }
    }

    public TenantConnection? Connection(string? name) =>
        options.Connections.FirstOrDefault(connection => connection.Name == name);

    public static SandboxPerson? Person(string? userId) =>
        People.All.FirstOrDefault(person => person.Auth0UserId == userId);

    public static SandboxPerson? PersonByEmail(string? email) =>
        People.All.FirstOrDefault(person => string.Equals(person.Email, email, StringComparison.OrdinalIgnoreCase));
}

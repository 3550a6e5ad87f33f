using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace TeamsAgent.Sandbox.Providers.Faults;

/// <summary>Knows the kept-alive connections, so that the idle ones can be closed under their owner's hands.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<string, Connection> _open = new();

    public IDisposable Enter(HttpContext http)
    {
        var connection = _open.GetOrAdd(http.Connection.Id, id =>
        {
            var lifetime = http.Features.GetRequiredFeature<IConnectionLifetimeFeature>();
            lifetime.ConnectionClosed.Register(() => _open.TryRemove(id, out _));
            return new Connection(lifetime);
        });
        Interlocked.Increment(ref connection.Busy);
        return new Visit(connection);
    }

    /// <summary>Without a last word: a graceful close would still answer a request that is just arriving.</summary>
    public int CloseIdle()
    {
        var idle = _open.Values.Where(connection => Volatile.Read(ref connection.Busy) == 0).ToList();
        idle.ForEach(connection => connection.Lifetime.Abort());
        return idle.Count;
    }

    private sealed class Connection(IConnectionLifetimeFeature lifetime)
    {
        public int Busy;

        public IConnectionLifetimeFeature Lifetime => lifetime;
    }

    private sealed class Visit(Connection connection) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref connection.Busy);
    }
}

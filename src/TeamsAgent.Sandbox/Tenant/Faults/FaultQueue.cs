namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Faults that wait for their call.</summary>
internal sealed class FaultQueue
{
    private readonly Lock _lock = new();
    private readonly List<Waiting> _waiting = [];
    private readonly Queue<IdTokenFault> _idTokens = new();

    public void Add(string endpoint, TenantFault fault, int times, string? connection)
    {
        lock (_lock)
        {
            _waiting.AddRange(Enumerable.Repeat(new Waiting(endpoint, fault, connection), times));
        }
    }

    public TenantFault? Take(string endpoint, string? connection)
    {
        lock (_lock)
        {
            var index = _waiting.FindIndex(waiting =>
                waiting.Endpoint == endpoint && (waiting.Connection is null || waiting.Connection == connection));
            if (index < 0)
            {
                return null;
            }

            var fault = _waiting[index].Fault;
            _waiting.RemoveAt(index);
            return fault;
        }
    }

    public void Add(IdTokenFault fault)
    {
        lock (_lock)
        {
            _idTokens.Enqueue(fault);
        }
    }

    public IdTokenFault? TakeIdToken()
    {
        lock (_lock)
        {
            return _idTokens.TryDequeue(out var fault) ? fault : null;
        }
    }

    public IReadOnlyList<string> Pending()
    {
        lock (_lock)
        {
            return [.. _waiting.Select(waiting => $"{waiting.Endpoint}: {waiting.Fault.Name}"), .. _idTokens.Select(fault => $"id-token: {fault.Name}")];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _waiting.Clear();
            _idTokens.Clear();
        }
    }

    private sealed record Waiting(string Endpoint, TenantFault Fault, string? Connection);
}

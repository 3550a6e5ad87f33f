namespace TeamsAgent.Sandbox.Providers.Faults;

/// <summary>The faults that are waiting for their calls, first in first out for each provider.</summary>
internal sealed class FaultBoard
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<ProviderFault>> _waiting = ProviderNames.All.ToDictionary(name => name, _ => new List<ProviderFault>());

    public void Add(string provider, ProviderFault fault, int times)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(times, 1000);
        lock (_gate)
        {
            _waiting[provider].AddRange(Enumerable.Repeat(fault, times));
        }
    }

    public ProviderFault? Take(string provider, string method)
    {
        lock (_gate)
        {
            var waiting = _waiting[provider];
            var index = waiting.FindIndex(fault => fault.Method is null || fault.Method.Equals(method, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
            {
                return null;
            }

            var fault = waiting[index];
            waiting.RemoveAt(index);
            return fault;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            foreach (var waiting in _waiting.Values)
            {
                waiting.Clear();
            }
        }
    }

    public IReadOnlyDictionary<string, IReadOnlyList<ProviderFault>> Waiting()
    {
        lock (_gate)
        {
            return _waiting.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<ProviderFault>)[.. pair.Value]);
        }
    }
}

namespace TeamsAgent.Sandbox.Model;

/// <summary>The faults that wait for their requests; two of them stay until they are cleared.</summary>
internal sealed class ModelFaults
{
    private readonly Lock _gate = new();
    private readonly List<ModelFaultKind> _waiting = [];

    public void Add(ModelFaultKind kind, int times)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(times, 1000);
        lock (_gate)
        {
            _waiting.AddRange(Enumerable.Repeat(kind, Stays(kind) ? 1 : times));
        }
    }

    public ModelFaultKind? Take()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                return null;
            }

            var kind = _waiting[0];
            if (!Stays(kind))
            {
                _waiting.RemoveAt(0);
            }

            return kind;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _waiting.Clear();
        }
    }

    public IReadOnlyList<ModelFaultKind> Waiting()
    {
        lock (_gate)
        {
            return [.. _waiting];
        }
    }

    private static bool Stays(ModelFaultKind kind) => kind is ModelFaultKind.EndlessToolCalls or ModelFaultKind.ObeyInjection;
}

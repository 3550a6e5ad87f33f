namespace TeamsAgent.Sandbox.Model;

/// <summary>Everything that the model got to see.</summary>
internal sealed class ModelLog
{
    private readonly Lock _gate = new();
    private readonly List<ModelRequest> _requests = [];

    public IReadOnlyList<ModelRequest> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    public void Add(HttpRequest request, string body, ModelFaultKind? fault, DateTimeOffset now)
    {
        var headers = request.Headers
            .Where(header => !header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        lock (_gate)
        {
            _requests.Add(new(_requests.Count + 1, now, headers, body, fault));
        }
    }
}

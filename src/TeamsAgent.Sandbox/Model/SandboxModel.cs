namespace TeamsAgent.Sandbox.Model;

/// <summary>
/// A model behind an OpenAI-compatible endpoint, <c>{Address}/v1</c>, that plans by plain rules, so that planning runs without a network. It speaks
/// tool calls and is strict about transcripts and schemas (https://platform.openai.com/docs/api-reference/chat).
/// </summary>
public sealed class SandboxModel : IAsyncDisposable
{
    /// <summary>The only model that there is.</summary>
    public const string ModelId = ModelEndpoints.ModelId;

    private readonly WebApplication _app;
    private readonly ModelLog _log = new();
    private readonly ModelFaults _faults = new();

    private SandboxModel(ModelOptions options, TimeProvider clock)
    {
        ApiKey = options.ApiKey;
        _app = StandIn.Builder(options.Port).Build();
        new ModelEndpoints(options, _log, _faults, clock, _app.Lifetime.ApplicationStopping).Map(_app);
    }

    /// <summary>Where it listens, without a trailing slash; clients want <c>/v1</c> behind it.</summary>
    public string Address => StandIn.AddressOf(_app);

    /// <summary>The key that callers must bring.</summary>
    public string ApiKey { get; }

    /// <summary>Every completion that was asked for, in order.</summary>
    public IReadOnlyList<ModelRequest> Requests => _log.All;

    /// <summary>Starts the stand-in.</summary>
    public static async Task<SandboxModel> StartAsync(ModelOptions options, TimeProvider clock, CancellationToken ct)
    {
        var model = new SandboxModel(options, clock);
        await model._app.StartAsync(ct);
        return model;
    }

    /// <summary>Lets a fault strike the next completions.</summary>
    public void Arm(ModelFaultKind kind, int times = 1) => _faults.Add(kind, times);

    /// <summary>Forgets the faults that still wait or stay.</summary>
    public void ClearFaults() => _faults.Clear();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

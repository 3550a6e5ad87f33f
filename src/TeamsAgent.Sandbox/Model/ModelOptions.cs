namespace TeamsAgent.Sandbox.Model;

/// <summary>How the model's stand-in is started.</summary>
public sealed class ModelOptions
{
    /// <summary>The port, or 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>The key that callers must bring; it opens nothing else.</summary>
    public string ApiKey { get; init; } = "sandbox-model-key";
}

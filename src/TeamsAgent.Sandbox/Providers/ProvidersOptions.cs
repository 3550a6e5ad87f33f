namespace TeamsAgent.Sandbox.Providers;

/// <summary>How the providers' stand-in is started.</summary>
public sealed class ProvidersOptions
{
    /// <summary>The port, or 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>A folder for the snapshot that survives a restart; null keeps everything in memory.</summary>
    public string? StatePath { get; init; }
}

namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>A call that the bot made to the Connector.</summary>
/// <param name="At">When.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, decoded.</param>
/// <param name="Status">What it was answered with; 0 when the connection was dropped.</param>
/// <param name="Body">What it said.</param>
public sealed record ConnectorCall(DateTimeOffset At, string Method, string Path, int Status, string Body)
{
    /// <summary>SHA-256 of the bearer token in hex; null when there was none.</summary>
    public string? TokenSha256 { get; init; }

    /// <summary>The fault that struck it, if one did.</summary>
    public ConnectorFault? Fault { get; init; }
}

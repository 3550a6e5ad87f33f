namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>A call that the bot made to the Connector.</summary>
/// <param name="At">When.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, decoded.</param>
/// <param name="Status">What it was answered with.</param>
/// <param name="Body">What it said.</param>
public sealed record ConnectorCall(DateTimeOffset At, string Method, string Path, int Status, string Body);

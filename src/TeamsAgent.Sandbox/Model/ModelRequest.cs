namespace TeamsAgent.Sandbox.Model;

/// <summary>One chat completion that was asked for: all that the model got to see.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="At">When it had arrived whole.</param>
/// <param name="Headers">Every header but Authorization.</param>
/// <param name="Body">The body as text.</param>
/// <param name="Fault">The fault that struck it, if one did.</param>
public sealed record ModelRequest(
    int Number, DateTimeOffset At, IReadOnlyDictionary<string, string> Headers, string Body, ModelFaultKind? Fault);

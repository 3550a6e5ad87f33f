using System.Text.Json;
using TeamsAgent.Domain.Plans;

namespace TeamsAgent.Actions;

/// <summary>Something that the agent may propose: an HTTP entry of a pack, or a tool of an MCP server. It describes and seals; it never sends.</summary>
public interface IAction
{
    /// <summary>What the planner is told.</summary>
    ActionFunction Function { get; }

    /// <summary>The action's own risk; the policy may only raise it.</summary>
    Risk Risk { get; }

    /// <summary>The labels of the facts that its steps have.</summary>
    IReadOnlyList<string> FactLabels { get; }

    /// <summary>Checks arguments from outside and freezes the exact call that they stand for.</summary>
    SealResult Seal(string argumentsJson, SealContext context);
}

/// <summary>An action as the planner offers it to the model.</summary>
/// <param name="Name">The catalogue's name: <c>github.create_issue</c>.</param>
/// <param name="Provider">The provider's part of the name: <c>github</c>.</param>
/// <param name="Description">What it does, for the model.</param>
/// <param name="Parameters">A JSON Schema of an object.</param>
public sealed record ActionFunction(string Name, string Provider, string Description, JsonElement Parameters);

/// <summary>What a seal needs besides the arguments.</summary>
/// <param name="SealId">A fresh random value, another for every step: an idempotency key is derived from it.</param>
/// <param name="ToolCallId">The planner's id of the function call.</param>
public sealed record SealContext(Guid SealId, string? ToolCallId);

/// <summary>What came of sealing.</summary>
public abstract record SealResult
{
    private SealResult()
    {
    }

    /// <summary>The step, frozen.</summary>
    public sealed record Sealed(PlanStep Step) : SealResult;

    /// <summary>The arguments, or the action's name, cannot be accepted.</summary>
    /// <param name="Problems">Sentences for the model and for people alike.</param>
    public sealed record Refused(IReadOnlyList<string> Problems) : SealResult;
}

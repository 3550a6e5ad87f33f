namespace TeamsAgent.Domain.Plans;

/// <summary>One argument as a person reads it.</summary>
/// <param name="Label">The parameter's name in words.</param>
/// <param name="Value">The value in full; untrusted text.</param>
/// <param name="Decisive">True: it must never be cut on a card.</param>
public sealed record StepFact(string Label, string Value, bool Decisive)
{
    /// <summary>True: nothing in what the person wrote says it; it is the planner's, or a default that the person never saw.</summary>
    public bool Added { get; init; }
}

/// <summary>One OAuth scope with its meaning in plain words.</summary>
public sealed record ScopeNeed(string Name, string Meaning);

/// <summary>How often a step may be sent.</summary>
public enum Repeat
{
    /// <summary>Once. A lost answer is an unknown outcome.</summary>
    Never,

    /// <summary>Again with the same idempotency key, which is part of the sealed call.</summary>
    WithKey,

    /// <summary>Again; it only reads.</summary>
    Safe,
}

/// <summary>One action of a plan, with everything that people are shown of it and the exact call that it stands for.</summary>
public sealed record PlanStep
{
    /// <summary>The catalogue's name: <c>github.create_issue</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The provider in words: “GitHub”.</summary>
    public required string Provider { get; init; }

    /// <summary>The action in words: “Open an issue”.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence with the arguments in place; contains untrusted text.</summary>
    public required string Summary { get; init; }

    /// <summary>What changes for whom; contains untrusted text.</summary>
    public required string Impact { get; init; }

    /// <summary>The action's own risk.</summary>
    public required Risk Risk { get; init; }

    /// <summary>All arguments, defaults included.</summary>
    public IReadOnlyList<StepFact> Facts { get; init; } = [];

    /// <summary>The scopes in words.</summary>
    public IReadOnlyList<ScopeNeed> Scopes { get; init; } = [];

    /// <summary>The arguments as canonical JSON (RFC 8785).</summary>
    public required string Arguments { get; init; }

    /// <summary>The exact call.</summary>
    public required SealedCall Call { get; init; }

    /// <summary>Whether it may be sent again.</summary>
    public Repeat Repeat { get; init; }

    /// <summary>How to find out after a lost answer, if the action says so.</summary>
    public SealedProbe? Probe { get; init; }

    /// <summary>The sentence that the answer is turned into: “Issue #{number}: {html_url}”.</summary>
    public string? Result { get; init; }

    /// <summary>The planner's id of the function call that proposed this step.</summary>
    public string? ToolCallId { get; init; }

    /// <summary>True when the call only reads.</summary>
    public bool ReadsOnly => Repeat == Repeat.Safe;
}

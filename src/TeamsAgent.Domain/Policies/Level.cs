namespace TeamsAgent.Domain.Policies;

/// <summary>What a verdict asks for, from least to most.</summary>
public enum Level
{
    /// <summary>Runs without a person.</summary>
    Allow,

    /// <summary>The requester's own press is enough.</summary>
    SelfApproval,

    /// <summary>Somebody else approves.</summary>
    Approval,

    /// <summary>Somebody else approves and proves a fresh login with a second factor.</summary>
    StepUp,

    /// <summary>Never runs.</summary>
    Deny,
}

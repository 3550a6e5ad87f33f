namespace TeamsAgent.Domain.Plans;

/// <summary>How much an action can hurt. A policy may only raise it.</summary>
public enum Risk
{
    /// <summary>Reads, or changes what only the requester sees.</summary>
    Low,

    /// <summary>Others notice; easily undone.</summary>
    Medium,

    /// <summary>Hard to undo.</summary>
    High,

    /// <summary>Money, secrets, or many people.</summary>
    Critical,
}

using TeamsAgent.Domain.Policies;

namespace TeamsAgent.Policies;

/// <summary>The policy in force.</summary>
public sealed class CurrentPolicy(Policy value)
{
    /// <summary>The policy, as read and validated at start.</summary>
    public Policy Value { get; } = value;
}

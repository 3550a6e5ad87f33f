using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;

namespace TeamsAgent.Domain.Decisions;

/// <summary>What a person chose.</summary>
public enum Choice
{
    /// <summary>Let it run.</summary>
    Approve,

    /// <summary>Do not let it run.</summary>
    Reject,
}

/// <summary>One person's decision on exactly one plan.</summary>
public sealed record Decision
{
    /// <summary>The decision's own id: <c>d_</c> and 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Who.</summary>
    public required PersonId By { get; init; }

    /// <summary>Their name as it was shown.</summary>
    public required string Name { get; init; }

    /// <summary>The verified chat account that pressed.</summary>
    public required ChatIdentity Via { get; init; }

    /// <summary>Which way.</summary>
    public required Choice Choice { get; init; }

    /// <summary>Why not, in the person's words; untrusted text.</summary>
    public string? Reason { get; init; }

    /// <summary>The hash of the plan that was on the card.</summary>
    public required Sha256Hash Plan { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The approver groups that the person was in at that moment.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The proof, once it is in.</summary>
    public StepUpProof? Proof { get; init; }
}

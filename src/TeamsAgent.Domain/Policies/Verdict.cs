using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;

namespace TeamsAgent.Domain.Policies;

/// <summary>Where approvers are asked.</summary>
public enum AskWhere
{
    /// <summary>Where the request was made, if they are there; otherwise alone.</summary>
    Here,

    /// <summary>Each of them alone, too.</summary>
    Privately,
}

/// <summary>So many approvals from people of one group.</summary>
public sealed record ApproverRule(string Group, int Count)
{
    /// <summary>Where they are asked.</summary>
    public AskWhere Ask { get; init; }
}

/// <summary>One node of the reasons: a rule, what it asks for, and one sentence of why.</summary>
public sealed record VerdictNode(string Rule, string Why, Level Level, IReadOnlyList<VerdictNode> Children)
{
    /// <summary>The rule's name for readers of other languages; null where it is the installation's own.</summary>
    public Told? RuleTold { get; init; }

    /// <summary>Why, for readers of other languages; null where it is the installation's own words.</summary>
    public Told? WhyTold { get; init; }
}

/// <summary>What a policy says of a plan. Stored with the request: the card, the admin page and the gate read this same value.</summary>
public sealed record Verdict
{
    /// <summary>The strictest level of all rules that match.</summary>
    public required Level Level { get; init; }

    /// <summary>The plan's risk after the policy raised it.</summary>
    public required Risk Risk { get; init; }

    /// <summary>Every one of these must be met.</summary>
    public IReadOnlyList<ApproverRule> Approvers { get; init; } = [];

    /// <summary>How long after it was put up the request stays open.</summary>
    public required TimeSpan ExpiresAfter { get; init; }

    /// <summary>Why, as a tree.</summary>
    public required VerdictNode Tree { get; init; }

    /// <summary>The SHA-256 of the policy document that judged, in hexadecimal.</summary>
    public required string PolicyHash { get; init; }

    /// <summary>Whether the requester's own press may count.</summary>
    public bool AllowsSelfApproval => Level == Level.SelfApproval;

    /// <summary>Whether an approval counts only with a step-up proof.</summary>
    public bool NeedsStepUp => Level == Level.StepUp;
}

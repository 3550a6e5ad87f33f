using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;

namespace TeamsAgent.Domain.Requests;

/// <summary>What happened.</summary>
public enum EventKind
{
    /// <summary>A plan was put up.</summary>
    Submitted,

    /// <summary>The policy refused it.</summary>
    Denied,

    /// <summary>Somebody approved or rejected.</summary>
    DecisionMade,

    /// <summary>An approval waits for its step-up.</summary>
    StepUpAsked,

    /// <summary>The step-up's proof is in.</summary>
    StepUpProven,

    /// <summary>Decisions no longer count: their people lost the right.</summary>
    DecisionVoided,

    /// <summary>The quorum is met.</summary>
    Approved,

    /// <summary>Somebody said no.</summary>
    Rejected,

    /// <summary>The requester took it back.</summary>
    Withdrawn,

    /// <summary>An account has turned out to be a known person's.</summary>
    AccountJoined,

    /// <summary>The time is over.</summary>
    Expired,

    /// <summary>Something is missing before it can run.</summary>
    Blocked,

    /// <summary>What was missing is there.</summary>
    Unblocked,

    /// <summary>An executor took a step.</summary>
    StepClaimed,

    /// <summary>The provider's token was obtained and the call is about to leave.</summary>
    SendingBegan,

    /// <summary>A step is done.</summary>
    StepSucceeded,

    /// <summary>A step failed.</summary>
    StepFailed,

    /// <summary>A step's answer is lost.</summary>
    StepUnknown,

    /// <summary>A step's answer is lost; it may be sent again.</summary>
    StepRepeatable,

    /// <summary>What was unknown is known.</summary>
    Settled,

    /// <summary>The stored plan is not the one that was approved.</summary>
    SealAltered,

    /// <summary>All is done.</summary>
    Succeeded,

    /// <summary>It ended without being done in full.</summary>
    Failed,
}

/// <summary>One thing that happened to a request: an audit entry, and the source of every card update and message.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">When.</param>
/// <param name="By">Who, if a person.</param>
/// <param name="Sentence">In words.</param>
/// <param name="Hash">The hash of the plan or sealed call that it is about.</param>
/// <param name="Step">The step's index, if one is concerned.</param>
public sealed record RequestEvent(EventKind Kind, DateTimeOffset At, PersonId? By, string Sentence, Sha256Hash Hash, int? Step = null);

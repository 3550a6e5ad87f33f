namespace TeamsAgent.Domain.Requests;

/// <summary>Why a command changed nothing.</summary>
public enum Refusal
{
    /// <summary>The request is settled, or no longer open for this.</summary>
    AlreadySettled,

    /// <summary>The time is over.</summary>
    Expired,

    /// <summary>Own request, and the policy asks for somebody else.</summary>
    OwnRequest,

    /// <summary>Not an allowed approver.</summary>
    NotAnApprover,

    /// <summary>The decision is about another plan.</summary>
    PlanChanged,

    /// <summary>The same person has decided already.</summary>
    AlreadyDecided,

    /// <summary>The chat account is tied to nobody yet, so nobody knows whether the person may decide.</summary>
    NotLinked,

    /// <summary>No such decision waits for a proof.</summary>
    NoSuchDecision,

    /// <summary>The proof is somebody else's.</summary>
    WrongPerson,

    /// <summary>The proof is older than the decision, lacks the second factor, or was made for another plan.</summary>
    ProofUnfit,

    /// <summary>Only the requester may do this.</summary>
    NotTheRequester,

    /// <summary>The person is blocked.</summary>
    PersonBlocked,

    /// <summary>It is not time yet.</summary>
    NotYet,

    /// <summary>The request waits for something else first.</summary>
    StillBlocked,

    /// <summary>Another executor holds, or has finished, the step.</summary>
    StaleClaim,
}

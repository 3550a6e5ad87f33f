namespace TeamsAgent.Domain.Requests;

/// <summary>Where a request is in its life.</summary>
public enum RequestState
{
    /// <summary>Put up; people may decide.</summary>
    AwaitingDecision,

    /// <summary>The quorum is met; it runs next, or waits for what its blocker names.</summary>
    Approved,

    /// <summary>Its steps are being carried out.</summary>
    Executing,

    /// <summary>All steps are done. Final.</summary>
    Succeeded,

    /// <summary>A step failed; the later ones were not run. Final.</summary>
    Failed,

    /// <summary>A step may or may not have happened; a probe or a person settles it.</summary>
    Unknown,

    /// <summary>Somebody said no, or the policy did. Final.</summary>
    Rejected,

    /// <summary>Nobody decided, or what blocked it was not mended, in time. Final.</summary>
    Expired,

    /// <summary>The requester took it back. Final.</summary>
    Withdrawn,
}

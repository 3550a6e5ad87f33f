namespace TeamsAgent.Words;

/// <summary>How far a task is, in the one message that changes.</summary>
public enum ProgressKey
{
    Received,
    GoesOn,
    Asking,
    GaveUp,
    AllDone,
    WaitsForLogin,
    WaitsFor,
    Blocked,
    Approved,
    Running,
    Unknown,
    Done,
    Failed,
    Rejected,
    Expired,
    Withdrawn,
    Decision,
    Or,
    NamesMore,
}

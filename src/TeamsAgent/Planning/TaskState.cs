namespace TeamsAgent.Planning;

/// <summary>Where a task is, as its row says it.</summary>
internal static class TaskState
{
    /// <summary>The planner has something to work on.</summary>
    public const string Planning = "planning";

    /// <summary>The person's next words belong to it.</summary>
    public const string Asking = "asking";

    /// <summary>A request of it is open.</summary>
    public const string Approving = "approving";

    /// <summary>It ended.</summary>
    public const string Done = "done";

    /// <summary>It ended without an answer of the planner's; the person was told why.</summary>
    public const string Failed = "failed";

    /// <summary>It was never begun: too many in an hour.</summary>
    public const string Refused = "refused";
}

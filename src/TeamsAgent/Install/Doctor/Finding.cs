namespace TeamsAgent.Install.Doctor;

/// <summary>How a check ended.</summary>
internal enum FindingState
{
    /// <summary>It is as it should be.</summary>
    Good,

    /// <summary>Something has to be done.</summary>
    Bad,

    /// <summary>It was not looked at, for a reason that is said.</summary>
    Skipped,
}

/// <summary>What a check found.</summary>
/// <param name="Check">What was looked at, in a few words.</param>
/// <param name="State">How it ended.</param>
/// <param name="Says">What was found, as a sentence. Holds no secret.</param>
/// <param name="Remedy">What to do about it; null where nothing has to be done.</param>
internal sealed record Finding(string Check, FindingState State, string Says, string? Remedy = null)
{
    public static Finding Good(string check, string says) => new(check, FindingState.Good, says);

    public static Finding Bad(string check, string says, string? remedy) => new(check, FindingState.Bad, says, remedy);

    public static Finding Skipped(string check, string says) => new(check, FindingState.Skipped, says);
}

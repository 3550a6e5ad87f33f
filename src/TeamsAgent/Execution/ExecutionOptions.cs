namespace TeamsAgent.Execution;

/// <summary>How approved steps are carried out.</summary>
public sealed class ExecutionOptions
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Execution";

    /// <summary>How long a claim that has sent nothing keeps others away.</summary>
    public TimeSpan ClaimLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a provider may take to answer; after that the answer counts as lost.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How much of an answer is read at the most, in bytes.</summary>
    public int MaxAnswerBytes { get; set; } = 1024 * 1024;

    /// <summary>How long after a lost answer a probe that finds nothing is asked again before it counts as “it did not happen”.</summary>
    public TimeSpan ProbeWindow { get; set; } = TimeSpan.FromMinutes(1);
}

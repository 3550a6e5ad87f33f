namespace TeamsAgent.Hosting;

/// <summary>Something outside that the process cannot work without, tried once at the start and whenever somebody asks.</summary>
public interface ISelfTest
{
    /// <summary>What is tried, in one or two words: a name in the health answer.</summary>
    string Subject { get; }

    /// <summary>What came of the last try; null before the first has ended.</summary>
    SelfTestResult? Last { get; }

    /// <summary>Tries it now.</summary>
    Task<SelfTestResult> RunAsync(CancellationToken cancellationToken);
}

/// <summary>What came of a try.</summary>
/// <param name="Passed">Whether it worked.</param>
/// <param name="Sentence">In words; where it did not work, which setting to look at. Holds no secret.</param>
/// <param name="At">When.</param>
public sealed record SelfTestResult(bool Passed, string Sentence, DateTimeOffset At);

namespace TeamsAgent.Domain.Outcomes;

/// <summary>How a step ended.</summary>
public enum OutcomeKind
{
    /// <summary>The provider said that it did it.</summary>
    Succeeded,

    /// <summary>It was not done.</summary>
    Failed,

    /// <summary>It may have been done: the call may have left and no answer is known.</summary>
    Unknown,
}

/// <summary>How a step ended, for people and for the audit.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="Sentence">One sentence for people; may contain untrusted text from the provider.</param>
/// <param name="Link">Where the result can be seen: an https address (or loopback), or null.</param>
/// <param name="Status">The provider's HTTP status, if it answered.</param>
/// <param name="At">When it was known.</param>
public sealed record Outcome(OutcomeKind Kind, string Sentence, string? Link, int? Status, DateTimeOffset At)
{
    /// <summary>The same as the sentence, for readers of other languages; null where the sentence is the provider's.</summary>
    public Told? Told { get; init; }
}

/// <summary>How far a step is.</summary>
public enum StepProgress
{
    /// <summary>Not begun.</summary>
    Waiting,

    /// <summary>Claimed by one executor; nothing has been sent, so the claim may pass to another.</summary>
    Claimed,

    /// <summary>Sending was about to begin when this was saved; the claim is never taken again.</summary>
    Sending,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Not done.</summary>
    Failed,

    /// <summary>Nobody knows.</summary>
    Unknown,

    /// <summary>Never begun, and will not be.</summary>
    NotRun,
}

/// <summary>What became of one step so far.</summary>
/// <param name="Progress">How far.</param>
/// <param name="Claim">The number of the newest claim; fences off older ones.</param>
/// <param name="Since">When the step got here.</param>
/// <param name="Sendings">How often it was sent.</param>
/// <param name="Outcome">How it ended, once it has.</param>
public sealed record StepState(StepProgress Progress, int Claim, DateTimeOffset Since, int Sendings, Outcome? Outcome)
{
    /// <summary>Whether an executor holds it.</summary>
    public bool InFlight => Progress is StepProgress.Claimed or StepProgress.Sending;
}

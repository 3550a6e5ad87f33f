namespace TeamsAgent.Words;

/// <summary>What a card says of each step of a plan.</summary>
public enum StepKey
{
    Lead,
    Number,
    OneWaits,
    OneClaimed,
    OneSending,
    OneDone,
    OneFailed,
    OneUnknown,
    OneNotRun,
    Waits,
    Claimed,
    Sending,
    Done,
    Failed,
    Unknown,
    NotRun,
}

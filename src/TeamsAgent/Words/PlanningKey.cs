namespace TeamsAgent.Words;

/// <summary>What the agent says while it plans.</summary>
public enum PlanningKey
{
    TooManyWords,
    TooManyTasks,
    TurnedOver,
    TooLong,
    Stuck,
    TooManySteps,
    Missing,
}

namespace TeamsAgent.Words;

/// <summary>What is said in Teams alone.</summary>
public enum TeamsKey
{
    NoPerson,
    Failed,
}

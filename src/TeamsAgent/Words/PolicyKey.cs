namespace TeamsAgent.Words;

/// <summary>What the policy's own defaults say; rules of an installation speak for themselves.</summary>
public enum PolicyKey
{
    DefaultLow,
    DefaultMedium,
    DefaultHigh,
    DefaultCritical,
    OfLow,
    OfMedium,
    OfHigh,
    OfCritical,
    RaisedToMedium,
    RaisedToHigh,
    RaisedToCritical,
}

namespace TeamsAgent.Messaging;

/// <summary>Takes up what time alone brings about, or what a crash left behind. Due times are data; a sweep compares them with the clock.</summary>
public interface ISweep
{
    /// <summary>Does what is due now. Called again and again; finding nothing must be cheap.</summary>
    Task SweepAsync(CancellationToken cancellationToken);
}

/// <summary>
/// Ends the leases of a process that is no more. One process owns the database, so whatever was held when this one starts, nobody holds; runs
/// before anything else does, and only changes rows.
/// </summary>
public interface ITakeOver
{
    /// <summary>Makes due what was held.</summary>
    Task TakeOverAsync(CancellationToken cancellationToken);
}

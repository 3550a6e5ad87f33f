namespace TeamsAgent.Messaging;

/// <summary>Takes up what time alone brings about, or what a crash left behind. Due times are data; a sweep compares them with the clock.</summary>
public interface ISweep
{
    /// <summary>Does what is due now. Called again and again; finding nothing must be cheap.</summary>
    Task SweepAsync(CancellationToken cancellationToken);
}

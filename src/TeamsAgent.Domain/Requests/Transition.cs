namespace TeamsAgent.Domain.Requests;

/// <summary>What a command did: a changed request with the events that tell how, or a refusal that changed nothing.</summary>
public abstract record Transition
{
    private Transition()
    {
    }

    /// <summary>The request changed.</summary>
    public sealed record Done(ApprovalRequest Request, IReadOnlyList<RequestEvent> Events) : Transition;

    /// <summary>Nothing changed.</summary>
    public sealed record Refused(Refusal Reason) : Transition;
}

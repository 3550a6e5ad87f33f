namespace TeamsAgent.Requests;

/// <summary>A message about one request; carries ids and nothing else.</summary>
public interface IAboutRequest
{
    /// <summary>The request's id.</summary>
    string RequestId { get; }
}

/// <summary>A request changed: whoever shows it compares.</summary>
public sealed record RequestChanged(string RequestId) : IAboutRequest;

/// <summary>An approved request may run, or go on.</summary>
public sealed record ExecuteRequest(string RequestId) : IAboutRequest;

/// <summary>A request has a step whose answer was lost and that can be probed.</summary>
public sealed record ProbeRequest(string RequestId) : IAboutRequest;

/// <summary>A request ended: its task may go on with the outcome.</summary>
public sealed record RequestEnded(string RequestId, string TaskId) : IAboutRequest;

/// <summary>There is something to tell somebody.</summary>
public sealed record DeliverNote(string NoteId);

/// <summary>A task moved on: whoever shows how far it is compares.</summary>
public sealed record TaskMoved(string TaskId);

/// <summary>A task has something new to plan with.</summary>
public sealed record ContinueTask(string TaskId);

using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Requests;

/// <summary>When a request has to be looked at although nobody does anything.</summary>
public static class DueTimes
{
    /// <summary>How long a message that should have moved a request may be late before the sweep sends it again.</summary>
    public static readonly TimeSpan MessageLate = TimeSpan.FromMinutes(1);

    /// <summary>How long a sending may take before its sender counts as gone.</summary>
    public static readonly TimeSpan SenderGone = TimeSpan.FromMinutes(3);

    /// <summary>The next moment, or null when there is none.</summary>
    public static DateTimeOffset? Next(ApprovalRequest request) => request.State switch
    {
        _ when request.IsFinal => null,
        RequestState.AwaitingDecision => request.ExpiresAt,
        RequestState.Approved when request.Blocker is not null => request.ExpiresAt,
        RequestState.Executing when request.Steps.FirstOrDefault(s => s.Progress == StepProgress.Sending) is { } sending => sending.Since + SenderGone,
        RequestState.Approved or RequestState.Executing => Earliest(request.ExpiresAt, request.Steps.Max(s => s.Since) + MessageLate),
        _ => null,
    };

    private static DateTimeOffset Earliest(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

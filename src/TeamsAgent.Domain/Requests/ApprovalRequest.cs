using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;

namespace TeamsAgent.Domain.Requests;

/// <summary>
/// A plan put up for approval, with everything that has become of it. A value: commands return a changed copy and the events that
/// tell how it changed. Transitions are the only way to change it; each one raises <see cref="Version"/> by one.
/// </summary>
public sealed partial record ApprovalRequest
{
    /// <summary>The id.</summary>
    public required RequestId Id { get; init; }

    /// <summary>The number that people use: #41.</summary>
    public required int Number { get; init; }

    /// <summary>The task that it came from, or null.</summary>
    public string? TaskId { get; init; }

    /// <summary>Who asked.</summary>
    public required PersonId Requester { get; init; }

    /// <summary>The requester's name as it was shown.</summary>
    public required string RequesterName { get; init; }

    /// <summary>Where it was asked.</summary>
    public required Place Place { get; init; }

    /// <summary>The words that were asked in; untrusted text.</summary>
    public required string Asked { get; init; }

    /// <summary>The plan, frozen.</summary>
    public required Plan Plan { get; init; }

    /// <summary>The plan's hash when it was frozen.</summary>
    public required Sha256Hash PlanHash { get; init; }

    /// <summary>What the policy said then.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>When it was put up.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Nothing begins at or after this moment.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Where it is.</summary>
    public RequestState State { get; init; } = RequestState.AwaitingDecision;

    /// <summary>Counts transitions.</summary>
    public int Version { get; init; }

    /// <summary>All decisions that still count or wait for their proof, and the rejection that ended it.</summary>
    public IReadOnlyList<Decision> Decisions { get; init; } = [];

    /// <summary>One per step of the plan.</summary>
    public IReadOnlyList<StepState> Steps { get; init; } = [];

    /// <summary>What it waits for while approved.</summary>
    public Blocker? Blocker { get; init; }

    /// <summary>Whether nothing can change any more.</summary>
    public bool IsFinal => State is RequestState.Succeeded or RequestState.Failed or RequestState.Rejected
        or RequestState.Expired or RequestState.Withdrawn;

    /// <summary>Approvals that wait for their step-up.</summary>
    public IEnumerable<Decision> AwaitingProof => State == RequestState.AwaitingDecision && Verdict.NeedsStepUp
        ? Decisions.Where(decision => decision.Choice == Choice.Approve && decision.Proof is null)
        : [];

    /// <summary>Whether the decisions meet the verdict.</summary>
    public bool QuorumMet => Quorum.IsMet(Verdict, Requester, Decisions);

    /// <summary>Puts a plan up: the one way in which a request comes to be.</summary>
    public static Transition.Done Submit(
        RequestId id, int number, string? taskId, Person requester, Place place, string asked, Plan plan, Verdict verdict, DateTimeOffset now)
    {
        var request = new ApprovalRequest
        {
            Id = id, Number = number, TaskId = taskId, Requester = requester.Id, RequesterName = requester.Name, Place = place, Asked = asked,
            Plan = plan, PlanHash = plan.Hash(), Verdict = verdict, CreatedAt = now, ExpiresAt = now + verdict.ExpiresAfter,
            Steps = plan.Steps.Select(_ => new StepState(StepProgress.Waiting, 0, now, 0, null)).ToList(),
        };
        var submitted = request.Event(EventKind.Submitted, now, requester.Id, $"{requester.Name} asked: {asked}");
        return verdict.Level switch
        {
            Level.Deny => request.To(RequestState.Rejected, [submitted, request.Event(EventKind.Denied, now, null, verdict.Tree.Why)]),
            Level.Allow => request.To(RequestState.Approved,
                [submitted, request.Event(EventKind.Approved, now, null, $"The policy lets it run: {verdict.Tree.Rule}.")]),
            _ => request.To(RequestState.AwaitingDecision, [submitted]),
        };
    }

    private RequestEvent Event(EventKind kind, DateTimeOffset at, PersonId? by, string sentence, int? step = null) =>
        new(kind, at, by, sentence, step is { } index && index < Plan.Steps.Count ? Plan.Steps[index].Call.Hash() : PlanHash, step);

    private Transition.Done To(RequestState state, IReadOnlyList<RequestEvent> events) =>
        new(this with { State = state, Version = Version + 1 }, events);

    private static Transition.Refused Refuse(Refusal reason) => new(reason);
}

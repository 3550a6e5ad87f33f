using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;

namespace TeamsAgent.Domain.Requests;

/// <content>What an executor does to a request. A claim's number fences off whoever held the step before.</content>
public sealed partial record ApprovalRequest
{
    /// <summary>How often a step that may be repeated is sent at the most.</summary>
    public const int MaxSendings = 3;

    /// <summary>The step that runs next, or -1.</summary>
    public int NextStep => Steps.Select((step, index) => (step, index))
        .Where(s => s.step.Progress is StepProgress.Waiting or StepProgress.Claimed)
        .Select(s => s.index).DefaultIfEmpty(-1).First();

    /// <summary>
    /// Takes the next step, after looking at everything again: the plan's hash, the time, the people's standing today. Decisions whose
    /// people lost the right are dropped and the request goes back to waiting; an altered plan ends it.
    /// </summary>
    /// <param name="people">Requester and approvers as known today.</param>
    /// <param name="groups">Today's groups.</param>
    /// <param name="lease">How long an older claim that has sent nothing keeps others away.</param>
    /// <param name="now">The time.</param>
    public Transition Claim(
        IReadOnlyDictionary<PersonId, Person> people, IReadOnlyDictionary<string, Group> groups, TimeSpan lease, DateTimeOffset now)
    {
        var next = NextStep;
        return State switch
        {
            not (RequestState.Approved or RequestState.Executing) => Refuse(Refusal.AlreadySettled),
            _ when next < 0 || Steps.Any(step => step.Progress == StepProgress.Sending) => Refuse(Refusal.StaleClaim),
            _ when now >= ExpiresAt => Refuse(Refusal.Expired),
            _ when Blocker is not null => Refuse(Refusal.StillBlocked),
            _ when Plan.Hash() != PlanHash || Plan.Steps.Count != Steps.Count => Fail(EventKind.SealAltered, now, "The sealed call was altered after it was shown", Told.Of("Execution.SealAltered")),
            _ when !people.TryGetValue(Requester, out var requester) || requester.Blocked => Fail(EventKind.Failed, now, $"{RequesterName}'s account is blocked", Told.Of("Execution.AccountBlocked", "name", RequesterName)),
            _ when Standing(people, groups) is var standing && !Quorum.IsMet(Verdict, Requester, standing) => Void(standing, now),
            _ when Steps[next].Progress == StepProgress.Claimed && now - Steps[next].Since < lease => Refuse(Refusal.NotYet),
            _ => Take(next, now),
        };
    }

    /// <summary>The call leaves now. Saved before the first byte, so that nobody ever sends it again by mistake.</summary>
    public Transition BeginSending(int step, int claim, DateTimeOffset now) => State switch
    {
        not RequestState.Executing => Refuse(Refusal.AlreadySettled),
        _ when !Holds(step, claim, StepProgress.Claimed) => Refuse(Refusal.StaleClaim),
        _ when now >= ExpiresAt => Refuse(Refusal.Expired),
        _ when Plan.Hash() != PlanHash => Fail(EventKind.SealAltered, now, "The sealed call was altered after it was shown", Told.Of("Execution.SealAltered")),
        _ => With(step, s => s with { Progress = StepProgress.Sending, Since = now, Sendings = s.Sendings + 1 })
            .To(RequestState.Executing, [Event(EventKind.SendingBegan, now, null, $"“{Plan.Steps[step].Title}” is being sent.", step)]),
    };

    /// <summary>The answer is known, or known to be lost.</summary>
    public Transition Record(int step, int claim, Outcome outcome, DateTimeOffset now) => State switch
    {
        not (RequestState.Executing or RequestState.Unknown) => Refuse(Refusal.AlreadySettled),
        _ when Holds(step, claim, StepProgress.Sending) => Finish(step, Certain(step, outcome), now),
        // Before sending, the only thing that can be known is that this claim did not do it; from now on it knows nothing more.
        _ when Holds(step, claim, StepProgress.Claimed) && outcome.Kind == OutcomeKind.Failed =>
            With(step, s => s with { Claim = s.Claim + 1 }).Finish(step, Certain(step, outcome), now),
        // The sender was taken for dead and comes back with the answer: better than any probe.
        _ when Holds(step, claim, StepProgress.Unknown) && Certain(step, outcome).Kind != OutcomeKind.Unknown => Finish(step, outcome, now),
        _ => Refuse(Refusal.StaleClaim),
    };

    /// <summary>The answer is lost. A step that may be repeated goes back to waiting; any other is unknown from now on.</summary>
    public Transition LoseAnswer(int step, int claim, string why, DateTimeOffset now, Told? told = null) => State switch
    {
        not RequestState.Executing => Refuse(Refusal.AlreadySettled),
        _ when !Holds(step, claim, StepProgress.Sending) => Refuse(Refusal.StaleClaim),
        _ when Plan.Steps[step].Repeat != Repeat.Never && Steps[step].Sendings < MaxSendings && now < ExpiresAt =>
            With(step, s => s with { Progress = StepProgress.Waiting, Since = now })
                .To(RequestState.Executing, [Event(EventKind.StepRepeatable, now, null, $"{why} It may be sent again.", step)]),
        _ when Plan.Steps[step].Repeat == Repeat.Safe => Finish(step, new Outcome(OutcomeKind.Failed, why, null, null, now) { Told = told }, now),
        _ => Finish(step, new Outcome(OutcomeKind.Unknown, why, null, null, now) { Told = told }, now),
    };

    /// <summary>Nothing was sent and the step can be taken again later: the tenant was out of reach, say.</summary>
    public Transition Release(int step, int claim, string why, DateTimeOffset now) => State switch
    {
        not RequestState.Executing => Refuse(Refusal.AlreadySettled),
        _ when !Holds(step, claim, StepProgress.Claimed) => Refuse(Refusal.StaleClaim),
        _ => With(step, s => s with { Progress = StepProgress.Waiting, Since = now })
            .To(RequestState.Executing, [Event(EventKind.StepRepeatable, now, null, why, step)]),
    };

    /// <summary>Nothing was sent: something is missing that a person can mend. The approval stays.</summary>
    public Transition Block(int step, int claim, Blocker blocker, DateTimeOffset now) => State switch
    {
        not RequestState.Executing => Refuse(Refusal.AlreadySettled),
        _ when !Holds(step, claim, StepProgress.Claimed) => Refuse(Refusal.StaleClaim),
        _ => (With(step, s => s with { Progress = StepProgress.Waiting, Since = now }) with { Blocker = blocker })
            .To(RequestState.Approved, [Event(EventKind.Blocked, now, null, blocker.Sentence, step)]),
    };

    /// <summary>What was missing is there.</summary>
    public Transition Unblock(DateTimeOffset now) => State switch
    {
        not RequestState.Approved => Refuse(Refusal.AlreadySettled),
        _ when Blocker is null => Refuse(Refusal.StaleClaim),
        _ when now >= ExpiresAt => Refuse(Refusal.Expired),
        _ => (this with { Blocker = null }).To(RequestState.Approved, [Event(EventKind.Unblocked, now, null, "What was missing is there; it runs now.")]),
    };

    /// <summary>A probe, or an approver, says what became of a step whose answer was lost.</summary>
    public Transition Settle(int step, Outcome outcome, Person? by, IReadOnlyDictionary<string, Group> groups, DateTimeOffset now) => State switch
    {
        not RequestState.Unknown => Refuse(Refusal.AlreadySettled),
        _ when step < 0 || step >= Steps.Count || Steps[step].Progress != StepProgress.Unknown || outcome.Kind == OutcomeKind.Unknown => Refuse(Refusal.StaleClaim),
        _ when by is { Blocked: true } => Refuse(Refusal.PersonBlocked),
        _ when by is not null && Quorum.GroupsOf(by, Verdict, groups).Count == 0 && !(by.Id == Requester && RequesterMaySettle) => Refuse(Refusal.NotAnApprover),
        _ when by is not null && by.Id == Requester && !RequesterMaySettle => Refuse(Refusal.OwnRequest),
        _ => Settled(step, outcome, by, now),
    };

    // Where the policy asked nobody, or the requester alone, there is nobody else to say what became of it.
    private bool RequesterMaySettle => Verdict.Level <= Level.SelfApproval;

    // One sending's failure says nothing of an earlier one whose answer was lost.
    private Outcome Certain(int step, Outcome outcome)
    {
        var earlier = Steps[step].Sendings - (Steps[step].Progress is StepProgress.Waiting or StepProgress.Claimed ? 0 : 1);
        return outcome.Kind == OutcomeKind.Failed && earlier > 0 && (step >= Plan.Steps.Count || Plan.Steps[step].Repeat != Repeat.Safe)
            ? outcome with
            {
                Kind = OutcomeKind.Unknown, Sentence = $"{outcome.Sentence} It was sent before, and may have happened then.",
                Told = outcome.Told is { } told ? told with { Then = Told.Of("Execution.SentBefore") } : null,
            }
            : outcome;
    }

    // The step that was sent, may have been done, and waits to be sent again; a step that only reads has done nothing.
    private int? MaybeSent => Steps.Select((step, index) => (step, index))
        .Where(s => s.step.Progress is StepProgress.Waiting or StepProgress.Claimed && s.step.Sendings > 0)
        .Where(s => s.index >= Plan.Steps.Count || Plan.Steps[s.index].Repeat != Repeat.Safe)
        .Select(s => (int?)s.index).FirstOrDefault();

    private bool Holds(int step, int claim, StepProgress progress) =>
        step >= 0 && step < Steps.Count && Steps[step].Progress == progress && Steps[step].Claim == claim;

    private Transition.Done Take(int next, DateTimeOffset now) =>
        With(next, s => s with { Progress = StepProgress.Claimed, Claim = s.Claim + 1, Since = now })
            .To(RequestState.Executing, [Event(EventKind.StepClaimed, now, null, $"“{Plan.Steps[next].Title}” is being prepared.", next)]);

    private Transition.Done Finish(int step, Outcome outcome, DateTimeOffset now)
    {
        var (progress, kind) = outcome.Kind switch
        {
            OutcomeKind.Succeeded => (StepProgress.Succeeded, EventKind.StepSucceeded),
            OutcomeKind.Failed => (StepProgress.Failed, EventKind.StepFailed),
            _ => (StepProgress.Unknown, EventKind.StepUnknown),
        };
        var finished = With(step, s => s with { Progress = progress, Since = now, Outcome = outcome });
        var told = Event(kind, now, null, outcome.Sentence, step);
        return outcome.Kind switch
        {
            OutcomeKind.Unknown => finished.To(RequestState.Unknown, [told]),
            OutcomeKind.Failed => finished.Ended().To(RequestState.Failed, [told, Event(EventKind.Failed, now, null, outcome.Sentence)]),
            _ when finished.NextStep >= 0 => finished.To(RequestState.Executing, [told]),
            _ when finished.Steps.Any(s => s.Progress == StepProgress.NotRun) =>
                finished.To(RequestState.Failed, [told, Event(EventKind.Failed, now, null, "The request had ended before; what came after this step was not run.")]),
            _ => finished.To(RequestState.Succeeded, [told, Event(EventKind.Succeeded, now, null, "All is done.")]),
        };
    }

    private Transition.Done Settled(int step, Outcome outcome, Person? by, DateTimeOffset now)
    {
        var done = Finish(step, outcome, now);
        return done with { Events = [Event(EventKind.Settled, now, by?.Id, outcome.Sentence, step), .. done.Events] };
    }

    private Transition.Done Fail(EventKind kind, DateTimeOffset now, string why, Told told)
    {
        if (MaybeSent is not null)
        {
            return End(RequestState.Failed, [new RequestEvent(kind, now, null, $"{why}; it may have been sent before.", PlanHash)], now);
        }

        var sentence = $"{why}; nothing was sent.";
        var next = NextStep;
        var failed = next < 0 ? this : With(next, s => s with
        {
            Progress = StepProgress.Failed, Claim = s.Claim + 1, Since = now, Outcome = new Outcome(OutcomeKind.Failed, sentence, null, null, now) { Told = told },
        });
        return failed.Ended().To(RequestState.Failed, [new RequestEvent(kind, now, null, sentence, PlanHash)]);
    }

    private List<Decision> Standing(IReadOnlyDictionary<PersonId, Person> people, IReadOnlyDictionary<string, Group> groups) => Decisions
        .Where(d => people.TryGetValue(d.By, out var person) && !person.Blocked && d.Plan == PlanHash
            // A proof is one login's: whoever has linked another account since has to prove it anew.
            && (d.Proof is null || d.Proof.Subject == person.Auth0User))
        .Select(d => d with { Groups = [.. d.Groups.Intersect(Quorum.GroupsOf(people[d.By], Verdict, groups))] })
        .ToList();

    private Transition.Done Void(List<Decision> standing, DateTimeOffset now) => (Unclaimed() with
    {
        Decisions = standing.Where(d => d.By == Requester ? Verdict.AllowsSelfApproval : d.Groups.Count > 0).ToList(),
    }).To(RequestState.AwaitingDecision,
        [Event(EventKind.DecisionVoided, now, null, "Somebody who approved may no longer approve; it waits for a decision again.")]);

    private ApprovalRequest Unclaimed() => this with
    {
        Steps = Steps.Select(s => s.Progress == StepProgress.Claimed ? s with { Progress = StepProgress.Waiting, Claim = s.Claim + 1 } : s).ToList(),
    };

    private ApprovalRequest With(int step, Func<StepState, StepState> change) => this with
    {
        Steps = Steps.Select((s, index) => index == step ? change(s) : s).ToList(),
    };
}

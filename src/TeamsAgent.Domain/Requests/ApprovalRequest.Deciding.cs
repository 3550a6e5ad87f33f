using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Policies;

namespace TeamsAgent.Domain.Requests;

/// <content>What people do to a request.</content>
public sealed partial record ApprovalRequest
{
    /// <summary>A verified person presses Approve or Reject.</summary>
    /// <param name="decision">What was pressed; its groups are filled in here.</param>
    /// <param name="by">The presser as known today.</param>
    /// <param name="groups">Today's groups.</param>
    /// <param name="now">The time.</param>
    public Transition Decide(Decision decision, Person by, IReadOnlyDictionary<string, Group> groups, DateTimeOffset now)
    {
        var inGroups = Quorum.GroupsOf(by, Verdict, groups);
        var own = by.Id == Requester;
        return State switch
        {
            not RequestState.AwaitingDecision => Refuse(Refusal.AlreadySettled),
            _ when now >= ExpiresAt => Refuse(Refusal.Expired),
            _ when decision.By != by.Id => Refuse(Refusal.WrongPerson),
            _ when by.Blocked => Refuse(Refusal.PersonBlocked),
            _ when own && !Verdict.AllowsSelfApproval => Refuse(Refusal.OwnRequest),
            // Groups name verified addresses, which come with the link; and an account that is tied to nobody might be the requester's second one.
            _ when !own && by.Auth0User is null && (inGroups.Count == 0 || Verdict.Level >= Level.Approval) => Refuse(Refusal.NotLinked),
            _ when !own && inGroups.Count == 0 => Refuse(Refusal.NotAnApprover),
            _ when decision.Plan != PlanHash => Refuse(Refusal.PlanChanged),
            _ when Decisions.Any(d => d.By == by.Id && Quorum.Counts(d, Verdict)) => Refuse(Refusal.AlreadyDecided),
            _ => Count(decision with { Groups = inGroups, Proof = null, At = now }, now),
        };
    }

    /// <summary>The proof for one decision's step-up has been checked and is in.</summary>
    public Transition CompleteStepUp(
        string decisionId, StepUpProof proof, Person by, IReadOnlyDictionary<string, Group> groups, DateTimeOffset now)
    {
        var decision = Decisions.FirstOrDefault(d => d.Id == decisionId && d.Choice == Choice.Approve);
        return State switch
        {
            not RequestState.AwaitingDecision => Refuse(Refusal.AlreadySettled),
            _ when now >= ExpiresAt => Refuse(Refusal.Expired),
            _ when decision is null || decision.Proof is not null => Refuse(Refusal.NoSuchDecision),
            _ when decision.By != by.Id || by.Auth0User is null || proof.Subject != by.Auth0User => Refuse(Refusal.WrongPerson),
            _ when by.Blocked => Refuse(Refusal.PersonBlocked),
            _ when Quorum.GroupsOf(by, Verdict, groups) is not { Count: > 0 } => Refuse(Refusal.NotAnApprover),
            _ when !proof.Proves(decision) => Refuse(Refusal.ProofUnfit),
            _ => Prove(decision, decision with { Proof = proof, Groups = Quorum.GroupsOf(by, Verdict, groups) }, now),
        };
    }

    /// <summary>The requester takes it back; possible until a step is being carried out.</summary>
    public Transition Withdraw(Person by, DateTimeOffset now) => State switch
    {
        not (RequestState.AwaitingDecision or RequestState.Approved) => Refuse(Refusal.AlreadySettled),
        _ when by.Id != Requester => Refuse(Refusal.NotTheRequester),
        _ when Steps.Any(step => step.InFlight) => Refuse(Refusal.StaleClaim),
        _ => End(RequestState.Withdrawn, [Event(EventKind.Withdrawn, now, by.Id, $"{by.Name} withdrew the request.")], now),
    };

    /// <summary>
    /// The account that asked, or decided, has turned out to be a known person's: it is theirs from now on. What that person had approved of it
    /// before does not count any more where the policy wants somebody else; once approved, the claim looks again.
    /// </summary>
    /// <param name="account">The person that the account stood for alone.</param>
    /// <param name="person">Whose it is.</param>
    /// <param name="now">The time.</param>
    public Transition BelongTo(PersonId account, Person person, DateTimeOffset now)
    {
        if (Requester != account && Decisions.All(d => d.By != account))
        {
            return Refuse(Refusal.NotTheRequester);
        }

        var requester = Requester == account ? person.Id : Requester;
        var decisions = Decisions.Select(d => d.By == account ? d with { By = person.Id } : d).DistinctBy(d => d.By)
            .Where(d => State != RequestState.AwaitingDecision || d.By != requester || Verdict.AllowsSelfApproval);
        return (this with { Requester = requester, Decisions = decisions.ToList() })
            .To(State, [Event(EventKind.AccountJoined, now, person.Id, $"The chat account of {RequesterName} has turned out to be one of {person.Name}'s.")]);
    }

    /// <summary>The time is over.</summary>
    public Transition Expire(DateTimeOffset now) => State switch
    {
        not (RequestState.AwaitingDecision or RequestState.Approved or RequestState.Executing) => Refuse(Refusal.AlreadySettled),
        _ when now < ExpiresAt => Refuse(Refusal.NotYet),
        _ when Steps.Any(step => step.Progress == StepProgress.Sending) => Refuse(Refusal.StaleClaim),
        _ => End(RequestState.Expired, [Event(EventKind.Expired, now, null, ExpiryReason())], now),
    };

    private Transition.Done Count(Decision decision, DateTimeOffset now)
    {
        var others = Decisions.Where(d => d.By != decision.By).ToList();
        if (decision.Choice == Choice.Reject)
        {
            var because = string.IsNullOrWhiteSpace(decision.Reason) ? "." : $": {decision.Reason}";
            return (this with { Decisions = [.. others, decision] })
                .End(RequestState.Rejected, [Event(EventKind.Rejected, now, decision.By, $"{decision.Name} rejected it{because}")], now);
        }

        var counted = this with { Decisions = [.. others, decision] };
        var made = Event(EventKind.DecisionMade, now, decision.By, $"{decision.Name} pressed Approve.");
        return Quorum.Counts(decision, Verdict)
            ? counted.WithQuorum([made], now)
            : counted.To(RequestState.AwaitingDecision,
                [made, Event(EventKind.StepUpAsked, now, decision.By, $"{decision.Name} has to prove a fresh login with a second factor.")]);
    }

    private Transition.Done Prove(Decision old, Decision proven, DateTimeOffset now)
    {
        var counted = this with { Decisions = Decisions.Select(d => d == old ? proven : d).ToList() };
        return counted.WithQuorum([Event(EventKind.StepUpProven, now, proven.By, $"{proven.Name} logged in afresh with a second factor.")], now);
    }

    private Transition.Done WithQuorum(IReadOnlyList<RequestEvent> events, DateTimeOffset now) => QuorumMet
        ? To(RequestState.Approved, [.. events, Event(EventKind.Approved, now, null, "Enough people approved; it runs now.")])
        : To(RequestState.AwaitingDecision, events);

    // Whatever ends a request, a step that was sent and waits to be sent again is not “not run”: nobody knows, until it is settled.
    private Transition.Done End(RequestState state, IReadOnlyList<RequestEvent> events, DateTimeOffset now)
    {
        if (MaybeSent is not { } unsure)
        {
            return Ended().To(state, events);
        }

        var outcome = new Outcome(OutcomeKind.Unknown, "It was sent, the answer was lost, and it is not sent again.", null, null, now) { Told = Told.Of("Execution.AnswerLost") };
        return With(unsure, s => s with
            {
                // The sender's late answer still counts; whoever claimed the step to send it again knows nothing.
                Claim = s.Progress == StepProgress.Claimed ? s.Claim + 1 : s.Claim,
                Progress = StepProgress.Unknown, Since = now, Outcome = outcome,
            })
            .Ended().To(RequestState.Unknown, [.. events, Event(EventKind.StepUnknown, now, null, outcome.Sentence, unsure)]);
    }

    // What has not begun never will.
    private ApprovalRequest Ended() => this with
    {
        Blocker = null,
        Steps = Steps.Select(step => step.Progress is StepProgress.Waiting or StepProgress.Claimed
            ? step with { Progress = StepProgress.NotRun, Claim = step.Claim + 1 }
            : step).ToList(),
    };

    private string ExpiryReason() => Blocker is { } blocker
        ? $"The time is over; it was still waiting: {blocker.Sentence}"
        : State == RequestState.AwaitingDecision ? "Nobody decided in time." : "The time is over; what had not begun was not run.";
}

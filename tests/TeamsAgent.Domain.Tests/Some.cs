using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using Xunit;

namespace TeamsAgent.Domain.Tests;

/// <summary>Objects with everything that does not matter filled in.</summary>
internal static class Some
{
    public static PlanStep Step(Repeat repeat = Repeat.Never, Risk risk = Risk.Medium, string action = "github.create_issue", params StepFact[] facts) => new()
    {
        Action = action, Provider = "GitHub", Title = "Open an issue", Summary = "Open issue “x”", Impact = "Watchers are notified.", Risk = risk,
        Arguments = """{"title":"x"}""", Facts = facts.Length > 0 ? facts : [new StepFact("Title", "x", true)], Repeat = repeat,
        Scopes = [new ScopeNeed("repo", "Read and change")], Result = "Issue #{number}", ToolCallId = "call_1",
        Call = Call(), Probe = new SealedProbe(Call() with { Method = "GET" }, "/0"),
    };

    public static SealedCall Call() => new()
    {
        Method = "POST", Url = "https://api.github.com/repos/acme/web/issues", Headers = [new CallHeader("Accept", "application/json")],
        Body = "{\"title\":\"x\"}"u8.ToArray(), Connection = "github", Scopes = ["repo"],
    };

    public static Plan Plan(params PlanStep[] steps) => new(steps.Length > 0 ? steps : [Step()], []);

    public static Verdict Verdict(Level level = Level.Approval, params ApproverRule[] approvers) => new()
    {
        Level = level, Risk = Risk.Medium, Approvers = approvers.Length > 0 ? approvers : [The.OneManager], ExpiresAfter = TimeSpan.FromHours(8),
        Tree = new VerdictNode("default for medium risk", "It is of medium risk.", level, []), PolicyHash = "0",
    };

    public static ApprovalRequest Request(Verdict? verdict = null, Plan? plan = null) => ApprovalRequest.Submit(
        RequestId.New(Guid.Empty), 41, null, The.Ana, The.Channel, "open an issue", plan ?? Plan(), verdict ?? Verdict(), The.Start).Request;

    public static Decision Decision(ApprovalRequest request, Person by, Choice choice = Choice.Approve) => new()
    {
        Id = $"d_{by.Name}", By = by.Id, Name = by.Name, Via = by.Chats[0], Choice = choice, Plan = request.PlanHash, At = The.Start,
    };

    public static StepUpProof Proof(Decision decision, Person by, DateTimeOffset at)
    {
        var preimage = $"{decision.Id}\n{decision.Plan}\nrandom";
        return new StepUpProof(by.Auth0User ?? "", at, ["pwd", "mfa"], null, null, Sha256Hash.Of([1]), StepUpProof.NonceOf(preimage), preimage, at);
    }

    public static Outcome Outcome(OutcomeKind kind = OutcomeKind.Succeeded) => new(kind, kind.ToString(), null, 201, The.Start);

    public static Blocker Blocker() => new(BlockerKind.NotConnected, "github", "Connect GitHub first.", The.Start);
}

/// <summary>Commands in short.</summary>
internal static class Commands
{
    public static Transition Press(this ApprovalRequest request, Person by, Choice choice = Choice.Approve, DateTimeOffset? now = null) =>
        request.Decide(Some.Decision(request, by, choice), by, The.Groups, now ?? The.Start);

    public static Transition Prove(this ApprovalRequest request, Person by, DateTimeOffset? now = null)
    {
        var decision = request.Decisions.FirstOrDefault(d => d.By == by.Id) ?? Some.Decision(request, by);
        return request.CompleteStepUp(decision.Id, Some.Proof(decision, by, now ?? The.Start), by, The.Groups, now ?? The.Start);
    }

    public static Transition Claim(this ApprovalRequest request, DateTimeOffset? now = null) => request.Claim(The.People, The.Groups, The.Lease, now ?? The.Start);

    public static Transition BeginSending(this ApprovalRequest request, DateTimeOffset? now = null) =>
        request.BeginSending(request.Current, request.Steps[request.Current].Claim, now ?? The.Start);

    public static Transition Record(this ApprovalRequest request, OutcomeKind kind = OutcomeKind.Succeeded) =>
        request.Record(request.Current, request.Steps[request.Current].Claim, Some.Outcome(kind), The.Start);

    public static Transition Lose(this ApprovalRequest request, DateTimeOffset? now = null) =>
        request.LoseAnswer(request.Current, request.Steps[request.Current].Claim, "No answer.", now ?? The.Start);

    public static Transition Release(this ApprovalRequest request) =>
        request.Release(request.Current, request.Steps[request.Current].Claim, "The tenant is out of reach.", The.Start);

    public static Transition Block(this ApprovalRequest request) =>
        request.Block(request.Current, request.Steps[request.Current].Claim, Some.Blocker(), The.Start);

    public static Transition Settle(this ApprovalRequest request, OutcomeKind kind = OutcomeKind.Succeeded, Person? by = null) =>
        request.Settle(request.Current, Some.Outcome(kind), by, The.Groups, The.Start);

    /// <summary>The request after a command that must not be refused.</summary>
    public static ApprovalRequest Then(this ApprovalRequest request, Func<ApprovalRequest, Transition> command) =>
        Assert.IsType<Transition.Done>(command(request)).Request;

    /// <summary>The refusal of a command that must be refused.</summary>
    public static Refusal Refused(this Transition transition) => Assert.IsType<Transition.Refused>(transition).Reason;

    // The step that an executor, a probe or a person would speak of.
    private static int CurrentOf(ApprovalRequest request)
    {
        var busy = request.Steps.Select((step, index) => (step, index))
            .Where(s => s.step.InFlight || s.step.Progress == StepProgress.Unknown).Select(s => s.index).DefaultIfEmpty(-1).First();
        return busy >= 0 ? busy : Math.Max(0, request.NextStep);
    }

    extension(ApprovalRequest request)
    {
        private int Current => CurrentOf(request);
    }
}

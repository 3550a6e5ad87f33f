using CsCheck;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using Xunit;

namespace TeamsAgent.Domain.Tests.Requests;

/// <summary>What no sequence of commands, people and times may lead to.</summary>
public sealed class LifePropertyTests
{
    private const int Lifetimes = 4_000;

    [Fact]
    public void Nothing_executes_without_a_satisfied_verdict() => Every(moment =>
    {
        if (moment.Transition is not Transition.Done { Request: { State: RequestState.Executing } request } done)
        {
            return;
        }

        var counted = request.Decisions.Where(d => Quorum.Counts(d, request.Verdict)).ToList();
        Assert.NotEqual(Level.Deny, request.Verdict.Level);
        Assert.True(request.QuorumMet);
        Assert.All(request.Decisions, decision => Assert.Equal(request.PlanHash, decision.Plan));
        Assert.True(request.Verdict.Level is Level.Allow or Level.SelfApproval || counted.Any(d => d.By != request.Requester));
        Assert.True(request.Verdict.Level != Level.StepUp || counted.All(d => d.Proof is { } proof && proof.Proves(d) && proof.Subject == The.People[d.By].Auth0User));
        Assert.True(done.Events.All(e => e.Kind is not (EventKind.StepClaimed or EventKind.SendingBegan)) || moment.Now < request.ExpiresAt);
    });

    [Fact]
    public void Nothing_leaves_a_final_state() => Every(moment =>
        Assert.True(!moment.Before.IsFinal || moment.Transition is Transition.Refused { Reason: Refusal.AlreadySettled }));

    [Fact]
    public void Every_transition_raises_the_version_by_one_and_says_what_happened() => Every(moment =>
    {
        if (moment.Transition is Transition.Done done)
        {
            Assert.Equal(moment.Before.Version + 1, done.Request.Version);
            Assert.NotEmpty(done.Events);
            Assert.Equal(moment.Before.Plan.Steps.Count, done.Request.Steps.Count);
        }
    });

    [Fact]
    public void A_step_that_may_not_be_repeated_is_sent_once_at_the_most() => Every(moment =>
    {
        if (moment.Transition is Transition.Done { Request: var request })
        {
            Assert.All(request.Steps.Zip(request.Plan.Steps), pair =>
                Assert.True(pair.First.Sendings <= (pair.Second.Repeat == Repeat.Never ? 1 : ApprovalRequest.MaxSendings)));
            Assert.True(request.Steps.Count(step => step.InFlight) <= 1);
        }
    });

    [Fact]
    public void A_step_that_is_being_sent_is_never_claimed_again() => Every(moment =>
    {
        if (moment.Transition is not Transition.Done done)
        {
            return;
        }

        foreach (var claimed in done.Events.Where(e => e.Kind == EventKind.StepClaimed))
        {
            var before = moment.Before.Steps[claimed.Step!.Value];
            Assert.True(before.Progress == StepProgress.Waiting || (before.Progress == StepProgress.Claimed && moment.Now - before.Since >= The.Lease));
            Assert.Equal(before.Claim + 1, done.Request.Steps[claimed.Step.Value].Claim);
            Assert.DoesNotContain(moment.Before.Steps, step => step.Progress is StepProgress.Sending or StepProgress.Unknown);
        }
    });

    [Fact]
    public void An_old_claim_changes_nothing() => Every(moment =>
        Assert.True(moment.Deed.Command is < 6 or > 10 || moment.Deed.ClaimOff == 0 || moment.Transition is Transition.Refused));

    [Fact]
    public void An_altered_plan_sends_nothing() => Every(moment =>
    {
        if (moment.Deed is { Odd: 4, Command: 5 or 6 } && moment.Transition is Transition.Done done)
        {
            Assert.Contains(done.Events, e => e.Kind == EventKind.SealAltered);
            Assert.True(done.Request.State == RequestState.Failed || done.Request.Steps.Any(step => step.Progress == StepProgress.Unknown));
        }
    });

    [Fact]
    public void What_was_sent_without_an_answer_is_never_said_not_to_have_run() => Every(moment =>
    {
        if (moment.Transition is not Transition.Done { Request: var request })
        {
            return;
        }

        foreach (var (step, index) in request.Steps.Select((step, index) => (step, index)))
        {
            var wasSent = step.Sendings > 0 && request.Plan.Steps[index].Repeat != Repeat.Safe;
            Assert.False(wasSent && step.Progress == StepProgress.NotRun);
            // It failed only if somebody who had the answer, a probe or a person said so.
            Assert.True(!wasSent || step.Progress != StepProgress.Failed || moment.Before.IsFinal
                || moment.Before.Steps[index].Progress is StepProgress.Failed or StepProgress.Unknown
                || moment.Before.Steps[index] is { Progress: StepProgress.Sending, Sendings: 1 });
        }
    });

    [Fact]
    public void Steps_run_in_their_order_and_stop_at_the_first_that_does_not_succeed() => Every(moment =>
    {
        if (moment.Transition is Transition.Done { Request: var request })
        {
            var begun = request.Steps.Select(step => step.Progress).TakeWhile(progress => progress == StepProgress.Succeeded).Count();
            Assert.All(request.Steps.Skip(begun + 1), step => Assert.True(step.Progress is StepProgress.Waiting or StepProgress.NotRun));
            Assert.True(request.State != RequestState.Succeeded || begun == request.Steps.Count);
        }
    });

    [Fact]
    public void Lives_reach_every_state()
    {
        var seen = new HashSet<RequestState>();
        Every(moment =>
        {
            lock (seen)
            {
                seen.Add(moment.Before.State);
            }
        });
        Assert.Equal(Enum.GetValues<RequestState>().Length, seen.Count);
    }

    private static void Every(Action<Moment> holds) => Lives.All.Sample(
        moments =>
        {
            foreach (var moment in moments)
            {
                holds(moment);
            }
        },
        iter: Lifetimes);
}

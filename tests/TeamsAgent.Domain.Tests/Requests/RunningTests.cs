using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using Xunit;

namespace TeamsAgent.Domain.Tests.Requests;

public sealed class RunningTests
{
    private static ApprovalRequest Approved(params Repeat[] repeats) =>
        Some.Request(plan: Some.Plan(repeats.Select(repeat => Some.Step(repeat)).ToArray())).Then(r => r.Press(The.Ben));

    private static ApprovalRequest Sending(params Repeat[] repeats) => Approved(repeats).Then(r => r.Claim()).Then(r => r.BeginSending());

    [Fact]
    public void T08_An_approver_who_left_the_group_approves_nothing_any_more()
    {
        var approved = Approved(Repeat.Never);
        var without = new Dictionary<string, Group>(The.Groups) { ["managers"] = new("managers", [The.Ada.Chats[0]], []) };

        var done = Assert.IsType<Transition.Done>(approved.Claim(The.People, without, The.Lease, The.Start));

        Assert.Equal(RequestState.AwaitingDecision, done.Request.State);
        Assert.Empty(done.Request.Decisions);
        Assert.Equal(EventKind.DecisionVoided, done.Events.Single().Kind);
        Assert.Equal(RequestState.Approved, done.Request.Then(r => r.Press(The.Ada)).State);
    }

    [Theory]
    [InlineData("Ben", RequestState.AwaitingDecision)]
    [InlineData("Ana", RequestState.Failed)]
    public void T03_Nothing_is_sent_for_somebody_who_was_blocked_since(string name, RequestState state)
    {
        var people = The.Everybody.Select(p => p.Name == name ? p with { Blocked = true } : p).ToDictionary(p => p.Id);

        Assert.Equal(state, Approved(Repeat.Never).Then(r => r.Claim(people, The.Groups, The.Lease, The.Start)).State);
    }

    [Fact]
    public void A_proof_counts_no_more_once_its_person_is_linked_to_another_login()
    {
        var request = Some.Request(Some.Verdict(Level.StepUp)).Then(r => r.Press(The.Ben)).Then(r => r.Prove(The.Ben));
        var people = The.Everybody.Select(p => p.Id == The.Ben.Id ? p with { Auth0User = "auth0|somebody-else" } : p).ToDictionary(p => p.Id);

        Assert.Equal(RequestState.Approved, request.State);
        Assert.Equal(RequestState.AwaitingDecision, request.Then(r => r.Claim(people, The.Groups, The.Lease, The.Start)).State);
    }

    [Fact]
    public void T11_An_altered_plan_ends_in_failed()
    {
        var approved = Approved(Repeat.Never);
        var altered = approved with { Plan = Some.Plan(Some.Step() with { Call = Some.Call() with { Url = "https://api.github.com/repos/acme/other/issues" } }) };

        var claim = Assert.IsType<Transition.Done>(altered.Claim());
        var begin = Assert.IsType<Transition.Done>((approved.Then(r => r.Claim()) with { Plan = altered.Plan }).BeginSending());

        foreach (var done in new[] { claim, begin })
        {
            Assert.Equal(RequestState.Failed, done.Request.State);
            Assert.Equal(EventKind.SealAltered, done.Events[0].Kind);
            Assert.Equal("The sealed call was altered after it was shown; nothing was sent.", done.Events[0].Sentence);
        }
    }

    [Fact]
    public void T42_A_claim_fences_off_the_one_before()
    {
        var first = Approved(Repeat.Never).Then(r => r.Claim());
        var second = first.Then(r => r.Claim(The.Start + The.Lease));

        Assert.Equal(Refusal.NotYet, first.Claim(The.Start + The.Lease - TimeSpan.FromMilliseconds(1)).Refused());
        Assert.Equal(Refusal.StaleClaim, second.BeginSending(0, first.Steps[0].Claim, The.Start).Refused());
        Assert.Equal(RequestState.Executing, second.Then(r => r.BeginSending()).State);
    }

    [Fact]
    public void T40_A_lost_answer_is_unknown_and_never_sent_again()
    {
        var unknown = Sending(Repeat.Never).Then(r => r.Lose());

        Assert.Equal(RequestState.Unknown, unknown.State);
        Assert.Equal(Refusal.AlreadySettled, unknown.Claim().Refused());
        Assert.Equal(RequestState.Succeeded, unknown.Then(r => r.Settle()).State);
        Assert.Equal(RequestState.Failed, unknown.Then(r => r.Settle(OutcomeKind.Failed, The.Ben)).State);
    }

    [Fact]
    public void A_step_with_a_key_is_sent_three_times_at_the_most()
    {
        var request = Approved(Repeat.WithKey);
        for (var sending = 1; sending < ApprovalRequest.MaxSendings; sending++)
        {
            request = request.Then(r => r.Claim()).Then(r => r.BeginSending()).Then(r => r.Lose());
            Assert.Equal((RequestState.Executing, StepProgress.Waiting), (request.State, request.Steps[0].Progress));
        }

        Assert.Equal(RequestState.Unknown, request.Then(r => r.Claim()).Then(r => r.BeginSending()).Then(r => r.Lose()).State);
    }

    [Fact]
    public void T40_What_was_sent_once_is_unknown_when_the_time_is_over_before_it_is_sent_again()
    {
        var waiting = Sending(Repeat.WithKey, Repeat.Never).Then(r => r.Lose());

        var done = Assert.IsType<Transition.Done>(waiting.Expire(waiting.ExpiresAt));

        Assert.Equal(RequestState.Unknown, done.Request.State);
        Assert.Equal([StepProgress.Unknown, StepProgress.NotRun], done.Request.Steps.Select(step => step.Progress));
        Assert.Equal([EventKind.Expired, EventKind.StepUnknown], done.Events.Select(e => e.Kind));
        Assert.Equal(RequestState.Failed, done.Request.Then(r => r.Settle()).State);
    }

    [Fact]
    public void T40_What_was_sent_once_is_unknown_when_it_is_withdrawn_or_rejected_before_it_is_sent_again()
    {
        var blocked = Sending(Repeat.WithKey).Then(r => r.Lose()).Then(r => r.Claim()).Then(r => r.Block());
        var voided = Sending(Repeat.WithKey).Then(r => r.Lose())
            .Then(r => r.Claim(The.People, new Dictionary<string, Group>(The.Groups) { ["managers"] = new("managers", [The.Ada.Chats[0]], []) }, The.Lease, The.Start));

        Assert.Equal(RequestState.Unknown, blocked.Then(r => r.Withdraw(The.Ana, The.Start)).State);
        Assert.Equal(RequestState.Unknown, voided.Then(r => r.Press(The.Ada, Choice.Reject)).State);
    }

    [Fact]
    public void T40_What_was_sent_once_is_unknown_when_it_cannot_be_sent_again()
    {
        var claimed = Sending(Repeat.WithKey).Then(r => r.Lose()).Then(r => r.Claim());
        var sender = claimed.Steps[0].Claim - 1;

        var unknown = claimed.Then(r => r.Record(OutcomeKind.Failed));
        var altered = (claimed with { Plan = Some.Plan(Some.Step(Repeat.WithKey) with { Summary = "Other" }) }).Then(r => r.BeginSending());

        Assert.Equal((RequestState.Unknown, StepProgress.Unknown), (unknown.State, unknown.Steps[0].Progress));
        Assert.Equal(RequestState.Unknown, altered.State);
        Assert.Equal(Refusal.StaleClaim, unknown.Record(0, claimed.Steps[0].Claim, Some.Outcome(OutcomeKind.Failed), The.Start).Refused());
        Assert.Equal(Refusal.StaleClaim, unknown.Record(0, sender, Some.Outcome(), The.Start).Refused());
    }

    [Fact]
    public void T40_A_failure_of_the_second_sending_says_nothing_of_the_first()
    {
        var second = Sending(Repeat.WithKey, Repeat.Never).Then(r => r.Lose()).Then(r => r.Claim()).Then(r => r.BeginSending());

        var unknown = second.Then(r => r.Record(OutcomeKind.Failed));

        Assert.Equal((RequestState.Unknown, StepProgress.Unknown), (unknown.State, unknown.Steps[0].Progress));
        Assert.Equal("Failed It was sent before, and may have happened then.", unknown.Steps[0].Outcome!.Sentence);
        Assert.Equal(Refusal.StaleClaim, unknown.Record(OutcomeKind.Failed).Refused());
        Assert.Equal(RequestState.Executing, unknown.Then(r => r.Settle()).State);
        Assert.Equal(RequestState.Executing, second.Then(r => r.Record()).State);
    }

    [Fact]
    public void The_failure_of_a_read_is_a_failure_however_often_it_was_sent() => Assert.Equal(
        RequestState.Failed,
        Sending(Repeat.Safe).Then(r => r.Lose()).Then(r => r.Claim()).Then(r => r.BeginSending()).Then(r => r.Record(OutcomeKind.Failed)).State);

    [Fact]
    public void The_senders_late_answer_settles_what_ended_as_unknown()
    {
        var waiting = Sending(Repeat.WithKey).Then(r => r.Lose());
        var unknown = waiting.Then(r => r.Expire(r.ExpiresAt));

        Assert.Equal(RequestState.Succeeded, unknown.Then(r => r.Record(0, waiting.Steps[0].Claim, Some.Outcome(), The.Start)).State);
    }

    [Fact]
    public void T60_Later_steps_are_not_run_after_a_failure()
    {
        var failed = Sending(Repeat.Never, Repeat.Never, Repeat.Never)
            .Then(r => r.Record()).Then(r => r.Claim()).Then(r => r.BeginSending()).Then(r => r.Record(OutcomeKind.Failed));

        Assert.Equal(RequestState.Failed, failed.State);
        Assert.Equal([StepProgress.Succeeded, StepProgress.Failed, StepProgress.NotRun], failed.Steps.Select(step => step.Progress));
    }

    [Fact]
    public void A_blocked_request_keeps_its_approval_and_resumes()
    {
        var blocked = Approved(Repeat.Never).Then(r => r.Claim()).Then(r => r.Block());

        Assert.Equal(Refusal.StillBlocked, blocked.Claim().Refused());
        Assert.Equal(RequestState.Executing, blocked.Then(r => r.Unblock(The.Start)).Then(r => r.Claim()).State);
    }

    [Theory]
    [InlineData(Level.Approval, "Ben", null)]
    [InlineData(Level.Approval, "Eve", Refusal.NotAnApprover)]
    [InlineData(Level.Approval, "Ana", Refusal.NotAnApprover)]
    [InlineData(Level.Allow, "Ana", null)]
    [InlineData(Level.SelfApproval, "Ana", null)]
    [InlineData(Level.Allow, "Eve", Refusal.NotAnApprover)]
    public void Who_may_settle_an_unknown_outcome_is_who_might_have_decided(Level level, string name, Refusal? refusal)
    {
        var approved = level == Level.Allow ? Some.Request(Some.Verdict(level)) : Some.Request(Some.Verdict(level)).Then(r => r.Press(The.Ben));
        var unknown = approved.Then(r => r.Claim()).Then(r => r.BeginSending()).Then(r => r.Lose());

        var settled = unknown.Settle(OutcomeKind.Succeeded, The.Everybody.Single(p => p.Name == name));

        Assert.Equal(refusal, settled is Transition.Refused refused ? refused.Reason : null);
    }
}

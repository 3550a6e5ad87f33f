using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using Xunit;

namespace TeamsAgent.Domain.Tests.Requests;

public sealed class DecidingTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void Requester_cannot_settle_own_request() => Assert.Equal(Refusal.OwnRequest, Some.Request().Press(The.Ana).Refused());

    [Fact]
    public void Requester_who_is_an_approver_cannot_either()
    {
        var request = Some.Request() with { Requester = The.Ben.Id };

        Assert.Equal(Refusal.OwnRequest, request.Press(The.Ben).Refused());
    }

    [Fact]
    public void Requester_settles_own_request_where_the_policy_says_so() =>
        Assert.Equal(RequestState.Approved, Some.Request(Some.Verdict(Level.SelfApproval)).Then(r => r.Press(The.Ana)).State);

    [Fact]
    public void Somebody_in_no_group_decides_nothing() => Assert.Equal(Refusal.NotAnApprover, Some.Request().Press(The.Eve).Refused());

    [Fact]
    public void T01_An_account_that_belongs_to_no_person_decides_nothing() =>
        Assert.Equal(Refusal.NotLinked, Some.Request().Press(The.Ben with { Auth0User = null }).Refused());

    [Fact]
    public void A_blocked_person_decides_nothing() => Assert.Equal(Refusal.PersonBlocked, Some.Request().Press(The.Ben with { Blocked = true }).Refused());

    [Fact]
    public void T05_A_decision_about_another_plan_is_refused()
    {
        var request = Some.Request();
        var other = Some.Request(plan: Some.Plan(Some.Step() with { Summary = "Open issue “y”" }));

        Assert.Equal(Refusal.PlanChanged, request.Decide(Some.Decision(other, The.Ben), The.Ben, The.Groups, The.Start).Refused());
    }

    [Fact]
    public void A_decision_in_another_name_is_refused() => Assert.Equal(
        Refusal.WrongPerson, Some.Request().Decide(Some.Decision(Some.Request(), The.Ben), The.Eve, The.Groups, The.Start).Refused());

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, Refusal.Expired)]
    [InlineData(1, Refusal.Expired)]
    public void T07_Expiry_is_exact_to_the_millisecond(int milliseconds, Refusal? refusal)
    {
        var request = Some.Request();
        var approved = request.Then(r => r.Press(The.Ben));
        var claimed = approved.Then(r => r.Claim());
        var proving = Some.Request(Some.Verdict(Level.StepUp)).Then(r => r.Press(The.Ben));
        var blocked = claimed.Then(r => r.Block());
        var now = request.ExpiresAt + (milliseconds * Millisecond);

        Assert.Equal(refusal, RefusalOf(request.Press(The.Ben, now: now)));
        Assert.Equal(refusal, RefusalOf(request.Press(The.Ben, Choice.Reject, now)));
        Assert.Equal(refusal, RefusalOf(proving.Prove(The.Ben, now)));
        Assert.Equal(refusal, RefusalOf(approved.Claim(now)));
        Assert.Equal(refusal, RefusalOf(claimed.BeginSending(now)));
        Assert.Equal(refusal, RefusalOf(blocked.Unblock(now)));
        Assert.Equal(refusal is null ? Refusal.NotYet : null, RefusalOf(approved.Expire(now)));
    }

    [Fact]
    public void T06_Of_two_decisions_only_the_first_counts()
    {
        var request = Some.Request();
        var approved = request.Then(r => r.Press(The.Ben));
        var rejected = request.Then(r => r.Press(The.Ada, Choice.Reject));

        Assert.Equal(Refusal.AlreadySettled, approved.Press(The.Ada, Choice.Reject).Refused());
        Assert.Equal(Refusal.AlreadySettled, rejected.Press(The.Ben).Refused());
        // Both began at the same version: saving against the expected version lets one of them through.
        Assert.Equal(approved.Version, rejected.Version);
    }

    [Fact]
    public void T06_Pressing_twice_counts_once()
    {
        var request = Some.Request(Some.Verdict(Level.Approval, new ApproverRule("managers", 2))).Then(r => r.Press(The.Ben));

        Assert.Equal(RequestState.AwaitingDecision, request.State);
        Assert.Equal(Refusal.AlreadyDecided, request.Press(The.Ben).Refused());
        Assert.Equal(RequestState.Approved, request.Then(r => r.Press(The.Ada)).State);
    }

    [Fact]
    public void One_rejection_ends_it_and_says_why()
    {
        var request = Some.Request();
        var done = Assert.IsType<Transition.Done>(
            request.Decide(Some.Decision(request, The.Ben, Choice.Reject) with { Reason = "Not now" }, The.Ben, The.Groups, The.Start));

        Assert.Equal(RequestState.Rejected, done.Request.State);
        Assert.Equal("Ben rejected it: Not now", done.Events.Single().Sentence);
    }

    [Fact]
    public void An_approval_counts_only_with_its_proof()
    {
        var request = Some.Request(Some.Verdict(Level.StepUp)).Then(r => r.Press(The.Ben));

        Assert.Equal(RequestState.AwaitingDecision, request.State);
        Assert.Single(request.AwaitingProof);
        Assert.Equal(RequestState.Approved, request.Then(r => r.Prove(The.Ben)).State);
    }

    [Fact]
    public void T25_A_proof_must_be_of_that_person_fresh_with_a_second_factor_and_for_that_plan()
    {
        var request = Some.Request(Some.Verdict(Level.StepUp)).Then(r => r.Press(The.Ben));
        var decision = request.Decisions.Single();
        var proof = Some.Proof(decision, The.Ben, The.Start);

        Refusal Of(StepUpProof offered, Person? by = null) =>
            request.CompleteStepUp(decision.Id, offered, by ?? The.Ben, The.Groups, The.Start).Refused();

        Assert.Equal(Refusal.WrongPerson, Of(proof with { Subject = "auth0|Eve" }));
        Assert.Equal(Refusal.WrongPerson, Of(proof, The.Ada));
        Assert.Equal(Refusal.WrongPerson, Of(proof, The.Ben with { Auth0User = null }));
        Assert.Equal(Refusal.ProofUnfit, Of(proof with { Amr = ["pwd"] }));
        Assert.Equal(Refusal.ProofUnfit, Of(proof with { AuthTime = The.Start - StepUpProof.Skew - Millisecond }));
        Assert.Equal(Refusal.ProofUnfit, Of(proof with { Nonce = "other" }));
        Assert.Equal(Refusal.ProofUnfit, Of(Some.Proof(decision with { Plan = Sha256Hash.Of([9]) }, The.Ben, The.Start)));
        Assert.Equal(Refusal.ProofUnfit, Of(Some.Proof(decision with { Id = "d_other" }, The.Ben, The.Start)));
        Assert.Equal(Refusal.NoSuchDecision, request.CompleteStepUp("d_other", proof, The.Ben, The.Groups, The.Start).Refused());
    }

    [Fact]
    public void Only_the_requester_withdraws()
    {
        Assert.Equal(Refusal.NotTheRequester, Some.Request().Withdraw(The.Ben, The.Start).Refused());
        Assert.Equal(RequestState.Withdrawn, Some.Request().Then(r => r.Withdraw(The.Ana, The.Start)).State);
    }

    [Fact]
    public void A_denied_plan_is_rejected_at_once() => Assert.Equal(RequestState.Rejected, Some.Request(Some.Verdict(Level.Deny)).State);

    [Fact]
    public void An_allowed_plan_needs_nobody() => Assert.Equal(RequestState.Approved, Some.Request(Some.Verdict(Level.Allow)).State);

    private static Refusal? RefusalOf(Transition transition) => transition is Transition.Refused refused ? refused.Reason : null;
}

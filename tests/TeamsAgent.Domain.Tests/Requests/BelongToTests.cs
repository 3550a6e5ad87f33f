using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using Xunit;

namespace TeamsAgent.Domain.Tests.Requests;

/// <summary>An account turns out to be a known person's.</summary>
public sealed class BelongToTests
{
    [Fact]
    public void The_request_is_the_persons_from_then_on()
    {
        var done = Assert.IsType<Transition.Done>(Some.Request().BelongTo(The.Ana.Id, The.Eve, The.Start));

        Assert.Equal((The.Eve.Id, 2, RequestState.AwaitingDecision), (done.Request.Requester, done.Request.Version, done.Request.State));
        Assert.Equal(EventKind.AccountJoined, Assert.Single(done.Events).Kind);
    }

    [Fact]
    public void T01_The_persons_own_approval_is_dropped_while_it_waits()
    {
        var waiting = Some.Request(Some.Verdict(Level.Approval, new ApproverRule("managers", 2))).Then(r => r.Press(The.Ben));

        var joined = waiting.Then(r => r.BelongTo(The.Ana.Id, The.Ben, The.Start));

        Assert.Empty(joined.Decisions);
        Assert.Equal(Refusal.OwnRequest, joined.Press(The.Ben).Refused());
    }

    [Fact]
    public void T01_Once_approved_the_claim_finds_that_nobody_else_agreed()
    {
        var approved = Some.Request().Then(r => r.Press(The.Ben));

        var claimed = approved.Then(r => r.BelongTo(The.Ana.Id, The.Ben, The.Start)).Then(r => r.Claim());

        Assert.Equal(RequestState.AwaitingDecision, claimed.State);
        Assert.Empty(claimed.Decisions);
    }

    [Fact]
    public void Two_decisions_of_one_person_are_one()
    {
        var waiting = Some.Request(Some.Verdict(Level.Approval, new ApproverRule("managers", 3))).Then(r => r.Press(The.Ben)).Then(r => r.Press(The.Ada));

        var joined = waiting.Then(r => r.BelongTo(The.Ada.Id, The.Ben, The.Start));

        Assert.Equal(The.Ben.Id, Assert.Single(joined.Decisions).By);
    }

    [Fact]
    public void Somebody_elses_request_is_left_alone() =>
        Assert.Equal(Refusal.NotTheRequester, Some.Request().BelongTo(The.Eve.Id, The.Ben, The.Start).Refused());
}

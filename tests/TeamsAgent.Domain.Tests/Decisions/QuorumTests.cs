using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Policies;
using Xunit;

namespace TeamsAgent.Domain.Tests.Decisions;

public sealed class QuorumTests
{
    private static readonly ApproverRule TwoManagers = new("managers", 2);
    private static readonly ApproverRule OneAdmin = new("admins", 1);

    [Theory]
    [InlineData(Level.Allow, true)]
    [InlineData(Level.SelfApproval, false)]
    [InlineData(Level.Approval, false)]
    [InlineData(Level.StepUp, false)]
    [InlineData(Level.Deny, false)]
    public void Without_a_decision_only_allow_is_met(Level level, bool met) => Assert.Equal(met, IsMet(Some.Verdict(level)));

    [Fact]
    public void Deny_is_never_met() => Assert.False(IsMet(Some.Verdict(Level.Deny), By(The.Ben, "managers"), By(The.Ada, "managers", "admins")));

    [Fact]
    public void So_many_different_people_are_needed()
    {
        Assert.False(IsMet(Some.Verdict(Level.Approval, TwoManagers), By(The.Ben, "managers"), By(The.Ben, "managers")));
        Assert.True(IsMet(Some.Verdict(Level.Approval, TwoManagers), By(The.Ben, "managers"), By(The.Ada, "managers")));
    }

    [Fact]
    public void Every_group_is_needed_and_somebody_in_two_counts_in_both()
    {
        var verdict = Some.Verdict(Level.Approval, The.OneManager, OneAdmin);

        Assert.False(IsMet(verdict, By(The.Ben, "managers")));
        Assert.True(IsMet(verdict, By(The.Ben, "managers"), By(The.Ada, "admins")));
        Assert.True(IsMet(verdict, By(The.Ada, "managers", "admins")));
    }

    [Fact]
    public void The_requester_never_counts_as_an_approver() =>
        Assert.False(IsMet(Some.Verdict(), By(The.Ana, "managers")));

    [Fact]
    public void A_rejection_and_an_approval_without_its_proof_do_not_count()
    {
        Assert.False(IsMet(Some.Verdict(), By(The.Ben, "managers") with { Choice = Choice.Reject }));
        Assert.False(IsMet(Some.Verdict(Level.StepUp), By(The.Ben, "managers")));
        Assert.True(IsMet(Some.Verdict(Level.StepUp), By(The.Ben, "managers") with { Proof = Some.Proof(By(The.Ben), The.Ben, The.Start) }));
    }

    [Fact]
    public void A_verdict_that_names_nobody_is_met_by_nobody() =>
        Assert.False(IsMet(Some.Verdict() with { Approvers = [] }, By(The.Ben, "managers")));

    private static Decision By(Person person, params string[] groups) => Some.Decision(Some.Request(), person) with { Groups = groups };

    private static bool IsMet(Verdict verdict, params Decision[] decisions) => Quorum.IsMet(verdict, The.Ana.Id, decisions);
}

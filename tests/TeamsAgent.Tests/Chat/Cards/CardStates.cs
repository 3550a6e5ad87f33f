using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using Xunit;
using static TeamsAgent.Tests.Chat.Cards.SomeCard;

namespace TeamsAgent.Tests.Chat.Cards;

/// <summary>Every state that a card can show, by name: the golden files, the browser and the comparisons all use these.</summary>
internal static class CardStates
{
    private static readonly PlanStep[] _three = [Issue(), Meeting(), Transfer()];

    /// <summary>The requests.</summary>
    public static IReadOnlyDictionary<string, (ApprovalRequest Request, CardContext Context)> Requests { get; } =
        new Dictionary<string, (ApprovalRequest, CardContext)>
        {
            ["waiting"] = (Waiting(Issue()), Context),
            ["waiting-first-posted"] = (Waiting(Issue(), Meeting()), Context with { Mentions = [new Mention("Ben Weber", "29:ben"), new Mention("Ada Novak", "29:ada")] }),
            ["waiting-for-the-requester-alone"] = (Waiting(new Plan([Issue()], []), Level.SelfApproval), Context),
            ["waiting-one-of-two-given"] = (Waiting(new Plan([Issue()], []), Level.Approval, approvals: 2).ApprovedBy(Ben), Context),
            ["waiting-critical"] = (Waiting(new Plan([Transfer()], []), Level.StepUp, asked: "@TeamsAgent pay invoice 2026-0117"), Context),
            ["waiting-for-step-up"] = (Waiting(new Plan([Transfer()], []), Level.StepUp, asked: "@TeamsAgent pay invoice 2026-0117").ApprovedBy(Ben, loggedIn: false), Context),
            ["waiting-with-warnings"] = (
                Waiting(new Plan([Issue()], ["List issues in acme/web"]), Level.Approval),
                Context with { RejectedLately = new RejectedLately(38, "Ben Weber", Monday.AddMinutes(-9)) }),
            ["waiting-added-and-twin"] = (
                Waiting(Added(Issue())),
                Context with { Twin = new Twin(39, ["Repository", "Title"]) }),
            ["waiting-seen-by-the-requester"] = (Waiting(Issue()), Context with { Viewer = CardViewer.Requester }),
            ["waiting-seen-by-an-approver"] = (Waiting(Issue()), Context with { Viewer = CardViewer.Approver }),
            ["waiting-hostile"] = (Waiting(Issue("Fix**ed** [Approve](https://evil.example) \u202Egnp.exe\u202C\n\n\n\n\nRisk: low {{DATE(2026-01-01T00:00:00Z, SHORT)}} p\u0430ypal")), Context),
            ["approved"] = (Waiting(Issue()).ApprovedBy(Ben), Context),
            ["approved-with-step-up"] = (Waiting(new Plan([Transfer()], []), Level.StepUp).ApprovedBy(Ben), Context),
            ["approved-blocked"] = (Waiting(Issue()).ApprovedBy(Ben).BlockedBy(BlockerKind.NotConnected, "Ana Ortiz has not connected a GitHub account yet."), Context),
            ["approved-blocked-operator"] = (Waiting(Issue()).ApprovedBy(Ben).BlockedBy(BlockerKind.Operator, "The tenant refuses this application; an operator must look."), Context),
            ["allowed"] = (Waiting(new Plan([Issue()], []), Level.Allow), Context),
            ["running"] = (Waiting(Issue()).ApprovedBy(Ben).Sending(), Context),
            ["running-second-of-three"] = (Waiting(_three).ApprovedBy(Ben).Ran(OutcomeKind.Succeeded, "Issue #12 was opened.").Sending(), Context),
            ["done"] = (Waiting(Issue()).ApprovedBy(Ben).Ran(OutcomeKind.Succeeded, "Issue #12: https://github.com/acme/web/issues/12", "https://github.com/acme/web/issues/12"), Context),
            ["done-in-three-steps"] = (Waiting(_three).ApprovedBy(Ben)
                .Ran(OutcomeKind.Succeeded, "Issue #12 was opened.", "https://github.com/acme/web/issues/12")
                .Ran(OutcomeKind.Succeeded, "The event is in the calendar.", "https://calendar.google.com/event?eid=7")
                .Ran(OutcomeKind.Succeeded, "Transfer tr_9 was accepted."), Context),
            ["failed"] = (Waiting(Issue()).ApprovedBy(Ben).Ran(OutcomeKind.Failed, "GitHub answered 410: issues are disabled for this repository."), Context),
            ["failed-second-of-three"] = (Waiting(_three).ApprovedBy(Ben)
                .Ran(OutcomeKind.Succeeded, "Issue #12 was opened.", "https://github.com/acme/web/issues/12")
                .Ran(OutcomeKind.Failed, "Google Calendar answered 403: quota exceeded."), Context),
            ["unknown"] = (Waiting(new Plan([Transfer()], []), Level.StepUp).ApprovedBy(Ben).Ran(OutcomeKind.Unknown, "Payments closed the connection before it answered."), Context),
            ["unknown-second-of-three"] = (Waiting(_three).ApprovedBy(Ben)
                .Ran(OutcomeKind.Succeeded, "Issue #12 was opened.")
                .Ran(OutcomeKind.Unknown, "No answer came within 30 seconds."), Context),
            ["rejected"] = (Waiting(Issue()).RejectedBy(Ben, "We have this as #7 already.\nPlease add to that one."), Context),
            ["rejected-without-reason"] = (Waiting(Issue()).RejectedBy(Ben, null), Context),
            ["denied"] = (Waiting(new Plan([Transfer()], []), Level.Deny), Context),
            ["expired"] = (Done(Waiting(Issue()).Expire(Monday.AddHours(24))), Context),
            ["expired-half-way"] = (Done(Waiting(_three).ApprovedBy(Ben).Ran(OutcomeKind.Succeeded, "Issue #12 was opened.").Expire(Monday.AddHours(24))), Context),
            ["withdrawn"] = (Done(Waiting(Issue()).Withdraw(Ana, Monday.AddMinutes(5))), Context),
        };

    /// <summary>The private cards.</summary>
    public static IReadOnlyDictionary<string, Card> Private { get; } = new Dictionary<string, Card>
    {
        ["private-step-up"] = StepUpCard.Of(
            Requests["waiting-for-step-up"].Request, new Uri("https://agent.contoso.example/step-up/s_1"), Monday.AddMinutes(24), Context),
        ["private-connect"] = ConnectCard.Of("GitHub", new Uri("https://agent.contoso.example/connect/c_1"), Requests["approved-blocked"].Request),
        ["private-connect-for-its-own-sake"] = ConnectCard.Of("GitHub", new Uri("https://agent.contoso.example/connect/c_2"), null),
        ["private-link"] = LinkCard.Of($"To approve, I must know who you are.", new Uri("https://agent.contoso.example/link/l_1")),
        ["private-link-code"] = LinkCodeCard.Of("ben@contoso.example"),
    };

    /// <summary>All cards.</summary>
    public static IReadOnlyDictionary<string, Card> Cards { get; } = Requests
        .Select(state => (state.Key, Value: RequestCard.Of(state.Value.Request, state.Value.Context)))
        .Concat(Private.Select(card => (card.Key, card.Value)))
        .ToDictionary(card => card.Key, card => card.Value);

    /// <summary>Their names, for theories.</summary>
    public static TheoryData<string> Names => [.. Cards.Keys];

    /// <summary>The names of those that show a request.</summary>
    public static TheoryData<string> RequestNames => [.. Requests.Keys];

    private static PlanStep Added(PlanStep step) => step with { Facts = [.. step.Facts.Select((fact, index) => fact with { Added = index % 2 == 1 })] };
}

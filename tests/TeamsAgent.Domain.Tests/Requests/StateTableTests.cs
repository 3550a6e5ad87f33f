using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using Xunit;

namespace TeamsAgent.Domain.Tests.Requests;

/// <summary>Every state × every command: the state that it leads to, or the refusal. Expire is tried after the time, all else within.</summary>
public sealed class StateTableTests
{
    private const string Table = """
                       | approve          | reject         | prove          | withdraw       | expire         | claim          | begin          | record         | lose           | release        | block          | unblock        | settle
        Awaiting       | Approved         | Rejected       | NoSuchDecision | Withdrawn      | Expired        | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled
        AwaitingProof  | AwaitingDecision | Rejected       | Approved       | Withdrawn      | Expired        | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled
        Approved       | AlreadySettled   | AlreadySettled | AlreadySettled | Withdrawn      | Expired        | Executing      | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | StaleClaim     | AlreadySettled
        Blocked        | AlreadySettled   | AlreadySettled | AlreadySettled | Withdrawn      | Expired        | StillBlocked   | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | Approved       | AlreadySettled
        Claimed        | AlreadySettled   | AlreadySettled | AlreadySettled | AlreadySettled | Expired        | NotYet         | Executing      | StaleClaim     | StaleClaim     | Executing      | Approved       | AlreadySettled | AlreadySettled
        Sending        | AlreadySettled   | AlreadySettled | AlreadySettled | AlreadySettled | StaleClaim     | StaleClaim     | StaleClaim     | Succeeded      | Unknown        | StaleClaim     | StaleClaim     | AlreadySettled | AlreadySettled
        Succeeded      | AlreadySettled   | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled
        Failed         | AlreadySettled   | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled
        Unknown        | AlreadySettled   | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | Succeeded      | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | Succeeded
        Rejected       | AlreadySettled   | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled
        Expired        | AlreadySettled   | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled
        Withdrawn      | AlreadySettled   | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled | AlreadySettled
        """;

    private static readonly IReadOnlyDictionary<string, Func<ApprovalRequest, Transition>> ByName = new Dictionary<string, Func<ApprovalRequest, Transition>>
    {
        ["approve"] = request => request.Press(The.Ben),
        ["reject"] = request => request.Press(The.Ben, Choice.Reject),
        ["prove"] = request => request.Prove(The.Ben),
        ["withdraw"] = request => request.Withdraw(The.Ana, The.Start),
        ["expire"] = request => request.Expire(request.ExpiresAt),
        ["claim"] = request => request.Claim(),
        ["begin"] = request => request.BeginSending(),
        ["record"] = request => request.Record(),
        ["lose"] = request => request.Lose(),
        ["release"] = request => request.Release(),
        ["block"] = request => request.Block(),
        ["unblock"] = request => request.Unblock(The.Start),
        ["settle"] = request => request.Settle(),
    };

    public static TheoryData<string, string, string> Cells()
    {
        var rows = Table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        var cells = new TheoryData<string, string, string>();
        foreach (var row in rows.Skip(1))
        {
            foreach (var (command, expected) in rows[0].Zip(row).Skip(1))
            {
                cells.Add(row[0], command, expected);
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_state_answers_every_command(string state, string command, string expected)
    {
        var request = In(state);

        var transition = ByName[command](request);

        Assert.Equal(expected, transition switch
        {
            Transition.Done done => done.Request.State.ToString(),
            Transition.Refused refused => refused.Reason.ToString(),
            _ => "",
        });
        Assert.True(transition is not Transition.Done changed || changed.Request.Version == request.Version + 1);
        Assert.True(transition is not Transition.Done { Events.Count: 0 });
    }

    [Fact]
    public void The_table_has_every_state() => Assert.Equal(
        Enum.GetValues<RequestState>().Order(),
        Table.Split('\n').Skip(1).Select(line => In(line.Split('|')[0].Trim()).State).Distinct().Order());

    private static ApprovalRequest In(string state) => state switch
    {
        "Awaiting" => Some.Request(),
        "AwaitingProof" => Some.Request(Some.Verdict(Level.StepUp)).Then(request => request.Press(The.Ben)),
        "Approved" => Some.Request().Then(request => request.Press(The.Ben)),
        "Blocked" => In("Claimed").Then(request => request.Block()),
        "Claimed" => In("Approved").Then(request => request.Claim()),
        "Sending" => In("Claimed").Then(request => request.BeginSending()),
        "Succeeded" => In("Sending").Then(request => request.Record()),
        "Failed" => In("Sending").Then(request => request.Record(Outcomes.OutcomeKind.Failed)),
        "Unknown" => In("Sending").Then(request => request.Lose()),
        "Rejected" => Some.Request().Then(request => request.Press(The.Ben, Choice.Reject)),
        "Expired" => Some.Request().Then(request => request.Expire(request.ExpiresAt)),
        _ => Some.Request().Then(request => request.Withdraw(The.Ana, The.Start)),
    };
}

using CsCheck;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Domain.Tests.Requests;

/// <summary>One command of a random life, with the world as it is then.</summary>
/// <param name="Command">Which, by number.</param>
/// <param name="Who">Who does it.</param>
/// <param name="Minutes">How much later than the command before.</param>
/// <param name="Step">The step that it speaks of; may be a wrong one.</param>
/// <param name="ClaimOff">How far the claim's number is off; mostly zero.</param>
/// <param name="Odd">What is odd about it: 0 nothing, else another plan's hash, a bad proof, a blocked or unlinked person, a changed group, an altered plan.</param>
/// <param name="Outcome">What is recorded or settled.</param>
internal sealed record Deed(int Command, int Who, int Minutes, int Step, int ClaimOff, int Odd, OutcomeKind Outcome);

/// <summary>A request before and after a command.</summary>
internal sealed record Moment(ApprovalRequest Before, Deed Deed, Transition Transition, DateTimeOffset Now);

/// <summary>Random requests and random lives of them.</summary>
internal static class Lives
{
    private static readonly Gen<Deed> Deeds = Gen.Select(
        Gen.Frequency((6, Gen.Int[0, 12]), (4, Gen.OneOf(0, 2, 5, 5, 6, 6, 7, 8))), Gen.Frequency((5, Gen.Const(1)), (5, Gen.Int[0, 3])),
        Gen.Frequency((8, Gen.Int[0, 3]), (1, Gen.Int[0, 200])), Gen.Frequency((6, Gen.Const(-1)), (1, Gen.Int[-1, 3])), Gen.Frequency((9, Gen.Const(0)), (1, Gen.Int[-2, 2])),
        Gen.Frequency((9, Gen.Const(0)), (1, Gen.Int[1, 6])), Gen.Enum<OutcomeKind>(),
        (command, who, minutes, step, off, odd, outcome) => new Deed(command, who, minutes, step, off, odd, outcome));

    private static readonly Gen<ApprovalRequest> Requests = Gen.Select(
        Gen.Enum<Level>(), Gen.Bool, Gen.Enum<Repeat>().Array[1, 3],
        (level, two, repeats) => Some.Request(
            Some.Verdict(level, two ? [The.OneManager, new ApproverRule("admins", 1)] : [The.OneManager]),
            Some.Plan(repeats.Select(repeat => Some.Step(repeat)).ToArray())));

    /// <summary>Lives of forty deeds at the most.</summary>
    public static Gen<IReadOnlyList<Moment>> All { get; } = Gen.Select(Requests, Deeds.Array[1, 40], Live);

    private static IReadOnlyList<Moment> Live(ApprovalRequest request, Deed[] deeds)
    {
        var moments = new List<Moment>();
        var now = The.Start;
        foreach (var deed in deeds)
        {
            now = now.AddMinutes(deed.Minutes);
            var transition = Do(request, deed, now);
            moments.Add(new Moment(request, deed, transition, now));
            request = transition is Transition.Done done ? done.Request : request;
        }

        return moments;
    }

    private static Transition Do(ApprovalRequest request, Deed deed, DateTimeOffset now)
    {
        var person = The.Everybody[deed.Who];
        person = deed.Odd switch { 1 => person with { Blocked = true }, 2 => person with { Auth0User = null }, _ => person };
        var groups = deed.Odd == 3 ? new Dictionary<string, Group>(The.Groups) { ["managers"] = new("managers", [], []) } : The.Groups;
        var people = The.Everybody.Select(p => p.Id == person.Id ? person : p).ToDictionary(p => p.Id);
        var asked = deed.Odd == 4 ? Altered(request) : request;
        var busy = request.Steps.Select((s, i) => (s, i)).Where(x => x.s.InFlight || x.s.Progress == StepProgress.Unknown).Select(x => x.i).DefaultIfEmpty(Math.Max(0, request.NextStep)).First();
        var step = deed.Step < 0 ? busy : deed.Step;
        var claim = (step < request.Steps.Count ? request.Steps[step].Claim : 0) + deed.ClaimOff;
        var outcome = Some.Outcome(deed.Outcome);
        var decision = Some.Decision(request, person, deed.Command == 1 ? Choice.Reject : Choice.Approve) with { Id = $"d_{person.Name}_{now.Ticks}", At = now };
        return deed.Command switch
        {
            0 or 1 => asked.Decide(deed.Odd == 5 ? decision with { Plan = Sha256Hash.Of([9]) } : decision, person, groups, now),
            2 => Prove(asked, deed, person, groups, now),
            3 => asked.Withdraw(person, now),
            4 => asked.Expire(now),
            5 => asked.Claim(people, groups, The.Lease, now),
            6 => asked.BeginSending(step, claim, now),
            7 => asked.Record(step, claim, outcome, now),
            8 => asked.LoseAnswer(step, claim, "No answer.", now),
            9 => asked.Release(step, claim, "Later.", now),
            10 => asked.Block(step, claim, Some.Blocker(), now),
            11 => asked.Unblock(now),
            _ => asked.Settle(step, outcome, deed.Who == 0 ? null : person, groups, now),
        };
    }

    private static Transition Prove(ApprovalRequest request, Deed deed, Person person, IReadOnlyDictionary<string, Group> groups, DateTimeOffset now)
    {
        var decision = request.Decisions.FirstOrDefault(d => d.By == person.Id) ?? Some.Decision(request, person);
        var proof = Some.Proof(decision, person, now);
        proof = deed.Odd switch
        {
            5 => proof with { Amr = ["pwd"] },
            6 => proof with { Nonce = "x" },
            3 => proof with { Subject = "auth0|Eve" },
            _ => proof,
        };
        return request.CompleteStepUp(decision.Id, proof, person, groups, now);
    }

    // Somebody edits the stored plan behind our back.
    private static ApprovalRequest Altered(ApprovalRequest request) => request with
    {
        Plan = request.Plan with { Steps = [request.Plan.Steps[0] with { Summary = "Something else" }, .. request.Plan.Steps.Skip(1)] },
    };
}

using System.Text.Json;
using Microsoft.Extensions.Options;
using TeamsAgent.Actions;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Planning.Model;
using TeamsAgent.Planning.Transcripts;
using TeamsAgent.Words;

namespace TeamsAgent.Planning;

/// <summary>Has the catalogue seal what the model proposes: all of it, or none.</summary>
internal sealed class Sealing(ActionCatalogue catalogue, PlanRoom room, IOptions<PlanningOptions> options)
{
    public Seals SealAll(IReadOnlyList<ToolCall> calls, Language words)
    {
        if (calls.Count > options.Value.MaxSteps)
        {
            return Refuse(calls, words.Text(PlanningKey.TooManySteps, ("steps", calls.Count), ("most", options.Value.MaxSteps)));
        }

        var steps = new List<PlanStep>();
        var problems = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var call in calls)
        {
            switch (catalogue.Seal(OfferedFunctions.ActionName(call.Function), call.Arguments, new SealContext(Guid.NewGuid(), call.Id)))
            {
                case SealResult.Sealed done:
                    steps.Add(done.Step);
                    break;
                case SealResult.Refused refused:
                    problems.Add(call.Id, refused.Problems);
                    break;
            }
        }

        // What people decide by is never cut: a plan that cannot be shown whole is not put up.
        return problems.Count == 0 && steps.Count > 0 && room.Shortage(new Plan(steps, []), words) is { } shortage
            ? Refuse(calls, shortage)
            : new Seals(calls, steps, problems);
    }

    private static Seals Refuse(IReadOnlyList<ToolCall> calls, string why) =>
        new(calls, [], calls.ToDictionary(call => call.Id, _ => (IReadOnlyList<string>)[why]));
}

/// <summary>What the catalogue said to the function calls of one answer.</summary>
/// <param name="Calls">The calls.</param>
/// <param name="Steps">Those that are sealed, in order; a plan only if there are no problems.</param>
/// <param name="Problems">What is wrong, by call.</param>
internal sealed record Seals(IReadOnlyList<ToolCall> Calls, IReadOnlyList<PlanStep> Steps, IReadOnlyDictionary<string, IReadOnlyList<string>> Problems)
{
    private const int LongestList = 1_500;

    /// <summary>What the model is told: each call gets its answer, the sealed ones too.</summary>
    public IEnumerable<Entry> Answers() => Calls.Select(call => new Entry.Result(call.Id, Answer(call), Untrusted: false));

    /// <summary>What the person is told.</summary>
    public string Sentence(Language words)
    {
        var problems = string.Join(' ', Problems.Values.SelectMany(problem => problem).Distinct());
        return words.Text(PlanningKey.Missing, ("problems", Cut.To(LongestList, problems)));
    }

    private string Answer(ToolCall call) => Problems.TryGetValue(call.Id, out var problems)
        ? JsonSerializer.Serialize(new { refused = problems }, ModelJson.Options)
        : """{"not_proposed":"Another call of this answer was refused, so nothing was put up. Call all the functions of the plan again, or ask the person for what is missing."}""";
}

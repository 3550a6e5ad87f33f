namespace TeamsAgent.Domain.Plans;

/// <summary>Steps that are put up for approval together, in the order in which they will run.</summary>
/// <param name="Steps">At least one.</param>
/// <param name="ReadBefore">What was read from outside before the plan was made: the summaries of the reads, or empty.</param>
public sealed record Plan(IReadOnlyList<PlanStep> Steps, IReadOnlyList<string> ReadBefore)
{
    /// <summary>The highest risk of its steps.</summary>
    public Risk Risk => Steps.Max(step => step.Risk);

    /// <summary>
    /// The plan's hash: over every step's action, everything that people are shown of it, and the hash of its sealed call. A plan that
    /// differs in any of it is another plan.
    /// </summary>
    public Sha256Hash Hash()
    {
        var bytes = new ExactBytes("teamsagent/plan/1").AddCount(Steps.Count);
        foreach (var step in Steps)
        {
            AddStep(bytes, step);
        }

        return Sha256Hash.Of(bytes.AddAll(ReadBefore).Written);
    }

    private static void AddStep(ExactBytes bytes, PlanStep step)
    {
        bytes.Add(step.Action).Add(step.Provider).Add(step.Title).Add(step.Summary).Add(step.Impact)
            .AddCount((int)step.Risk).AddCount((int)step.Repeat).Add(step.Arguments).AddCount(step.Facts.Count);
        foreach (var fact in step.Facts)
        {
            bytes.Add(fact.Label).Add(fact.Value).AddCount((fact.Decisive ? 1 : 0) + (fact.Added ? 2 : 0));
        }

        bytes.AddCount(step.Scopes.Count);
        foreach (var scope in step.Scopes)
        {
            bytes.Add(scope.Name).Add(scope.Meaning);
        }

        bytes.Add(step.Call.Hash().Hex).Add(step.Probe?.Call.Hash().Hex).Add(step.Probe?.Found).Add(step.Result);
    }
}

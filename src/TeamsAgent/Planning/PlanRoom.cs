using TeamsAgent.Domain.Plans;
using TeamsAgent.Words;

namespace TeamsAgent.Planning;

/// <summary>
/// Whether all that people decide by can be shown at once. Who shows plans says so; planning only asks, since it knows no card.
/// </summary>
/// <param name="Shortage">Null when the plan fits, otherwise a sentence in the requester's language, for them and the model.</param>
public sealed record PlanRoom(Func<Plan, Language, string?> Shortage)
{
    /// <summary>Where nobody shows anything.</summary>
    public static PlanRoom Unlimited { get; } = new((_, _) => null);
}

using System.Globalization;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Domain.Policies;

/// <summary>All that a condition may look at.</summary>
public sealed record PolicyInput(
    Plan Plan, Person Requester, Place Place, DateTimeOffset Now, IReadOnlyDictionary<string, Group> Groups);

/// <summary>When a rule matches. A condition that cannot be read matches: rules only add requirements, so that is the safe side.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>Whether the condition holds.</summary>
    public bool Holds(PolicyInput input) => Holds(input, inDoubt: true);

    // What cannot be read answers “in doubt”, which is turned round inside a Not: the whole then matches, wherever the doubt sits.
    internal abstract bool Holds(PolicyInput input, bool inDoubt);

    /// <summary>Always.</summary>
    public sealed record Always : Condition
    {
        internal override bool Holds(PolicyInput input, bool inDoubt) => true;
    }

    /// <summary>Any step's action has one of the names; a trailing <c>*</c> stands for any rest.</summary>
    public sealed record ActionIs(IReadOnlyList<string> Patterns) : Condition
    {
        internal override bool Holds(PolicyInput input, bool inDoubt) => input.Plan.Steps.Any(step => Patterns.Any(p => Matches(p, step.Action)));

        internal static bool Matches(string pattern, string action) => pattern.EndsWith('*')
            ? action.StartsWith(pattern[..^1], StringComparison.Ordinal)
            : string.Equals(pattern, action, StringComparison.Ordinal);
    }

    /// <summary>The plan's own risk is at least this.</summary>
    public sealed record RiskAtLeast(Risk Risk) : Condition
    {
        internal override bool Holds(PolicyInput input, bool inDoubt) => input.Plan.Risk >= Risk;
    }

    /// <summary>Asked on one of these platforms.</summary>
    public sealed record AskedOn(IReadOnlyList<string> Channels) : Condition
    {
        internal override bool Holds(PolicyInput input, bool inDoubt) => Channels.Contains(input.Place.Channel, StringComparer.Ordinal);
    }

    /// <summary>The requester is in the group.</summary>
    public sealed record RequesterIn(string Group) : Condition
    {
        internal override bool Holds(PolicyInput input, bool inDoubt) =>
            input.Groups.TryGetValue(Group, out var group) ? group.Includes(input.Requester) : inDoubt;
    }

    /// <summary>More than so many steps.</summary>
    public sealed record MoreStepsThan(int Count) : Condition
    {
        internal override bool Holds(PolicyInput input, bool inDoubt) => input.Plan.Steps.Count > Count;
    }

    /// <summary>The plan was made after something was read from outside.</summary>
    public sealed record ReadBefore : Condition
    {
        internal override bool Holds(PolicyInput input, bool inDoubt) => input.Plan.ReadBefore.Count > 0;
    }

    /// <summary>A step's fact, read as a decimal number, is above a limit; a fact that is no number is in doubt.</summary>
    public sealed record FactAbove(string Fact, decimal Limit) : Condition
    {
        internal override bool Holds(PolicyInput input, bool inDoubt) => input.Plan.Steps
            .SelectMany(step => step.Facts)
            .Where(fact => string.Equals(fact.Label, Fact, StringComparison.OrdinalIgnoreCase))
            .Any(fact => decimal.TryParse(fact.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                ? value > Limit
                : inDoubt);
    }

    /// <summary>A step's fact has one of these values.</summary>
    public sealed record FactIs(string Fact, IReadOnlyList<string> Values) : Condition
    {
        internal override bool Holds(PolicyInput input, bool inDoubt) => input.Plan.Steps
            .SelectMany(step => step.Facts)
            .Any(fact => string.Equals(fact.Label, Fact, StringComparison.OrdinalIgnoreCase)
                         && Values.Contains(fact.Value, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>All of them.</summary>
    public sealed record All(IReadOnlyList<Condition> Parts) : Condition
    {
        internal override bool Holds(PolicyInput input, bool inDoubt) => Parts.All(part => part.Holds(input, inDoubt));
    }

    /// <summary>Any of them.</summary>
    public sealed record Any(IReadOnlyList<Condition> Parts) : Condition
    {
        internal override bool Holds(PolicyInput input, bool inDoubt) => Parts.Any(part => part.Holds(input, inDoubt));
    }

    /// <summary>Not that.</summary>
    public sealed record Not(Condition Part) : Condition
    {
        internal override bool Holds(PolicyInput input, bool inDoubt) => !Part.Holds(input, !inDoubt);
    }
}

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
    public abstract bool Holds(PolicyInput input);

    /// <summary>Always.</summary>
    public sealed record Always : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(PolicyInput input) => true;
    }

    /// <summary>Any step's action has one of the names; a trailing <c>*</c> stands for any rest.</summary>
    public sealed record ActionIs(IReadOnlyList<string> Patterns) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(PolicyInput input) => input.Plan.Steps.Any(step => Patterns.Any(p => Matches(p, step.Action)));

        internal static bool Matches(string pattern, string action) => pattern.EndsWith('*')
            ? action.StartsWith(pattern[..^1], StringComparison.Ordinal)
            : string.Equals(pattern, action, StringComparison.Ordinal);
    }

    /// <summary>The plan's own risk is at least this.</summary>
    public sealed record RiskAtLeast(Risk Risk) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(PolicyInput input) => input.Plan.Risk >= Risk;
    }

    /// <summary>Asked on one of these platforms.</summary>
    public sealed record AskedOn(IReadOnlyList<string> Channels) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(PolicyInput input) => Channels.Contains(input.Place.Channel, StringComparer.Ordinal);
    }

    /// <summary>The requester is in the group.</summary>
    public sealed record RequesterIn(string Group) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(PolicyInput input) =>
            !input.Groups.TryGetValue(Group, out var group) || group.Includes(input.Requester);
    }

    /// <summary>More than so many steps.</summary>
    public sealed record MoreStepsThan(int Count) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(PolicyInput input) => input.Plan.Steps.Count > Count;
    }

    /// <summary>The plan was made after something was read from outside.</summary>
    public sealed record ReadBefore : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(PolicyInput input) => input.Plan.ReadBefore.Count > 0;
    }

    /// <summary>A step's fact, read as a decimal number, is above a limit; a fact that is no number counts as above.</summary>
    public sealed record FactAbove(string Fact, decimal Limit) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(PolicyInput input) => input.Plan.Steps
            .SelectMany(step => step.Facts)
            .Where(fact => string.Equals(fact.Label, Fact, StringComparison.OrdinalIgnoreCase))
            .Any(fact => !decimal.TryParse(fact.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                         || value > Limit);
    }

    /// <summary>A step's fact has one of these values.</summary>
    public sealed record FactIs(string Fact, IReadOnlyList<string> Values) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(PolicyInput input) => input.Plan.Steps
            .SelectMany(step => step.Facts)
            .Any(fact => string.Equals(fact.Label, Fact, StringComparison.OrdinalIgnoreCase)
                         && Values.Contains(fact.Value, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>All of them.</summary>
    public sealed record All(IReadOnlyList<Condition> Parts) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(PolicyInput input) => Parts.All(part => part.Holds(input));
    }

    /// <summary>Any of them.</summary>
    public sealed record Any(IReadOnlyList<Condition> Parts) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(PolicyInput input) => Parts.Any(part => part.Holds(input));
    }

    /// <summary>Not that.</summary>
    public sealed record Not(Condition Part) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(PolicyInput input) => !Part.Holds(input);
    }
}

using TeamsAgent.Actions;
using TeamsAgent.Domain.Plans;

namespace TeamsAgent.Policies;

/// <summary>What a policy may speak of: the catalogue's actions with their own risks, and the labels of their facts.</summary>
public sealed record PolicyVocabulary(IReadOnlyDictionary<string, Risk> Actions, IReadOnlySet<string> Facts)
{
    /// <summary>The words of a catalogue.</summary>
    public static PolicyVocabulary Of(ActionCatalogue catalogue) => new(
        catalogue.Actions.ToDictionary(pair => pair.Key, pair => pair.Value.Risk),
        catalogue.Actions.Values.SelectMany(action => action.FactLabels).ToHashSet(StringComparer.OrdinalIgnoreCase));
}

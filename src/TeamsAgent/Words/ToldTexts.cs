using System.Collections.Frozen;
using TeamsAgent.Domain.Outcomes;

namespace TeamsAgent.Words;

/// <summary>
/// What is kept with a request by its key and told to each reader in their language: outcomes, what it waits for, the policy's own reasons. The
/// sentence beside it is English: the audit's language.
/// </summary>
public static class ToldTexts
{
    private static readonly FrozenDictionary<string, ExecutionKey> Executions = Enum.GetValues<ExecutionKey>().ToFrozenDictionary(Keys.NameOf);
    private static readonly FrozenDictionary<string, PolicyKey> Policies = Enum.GetValues<PolicyKey>().ToFrozenDictionary(Keys.NameOf);

    /// <summary>A sentence in English, and what it says by its key.</summary>
    public static (string Sentence, Told Told) Tell(this ExecutionKey key, params ReadOnlySpan<(string Name, Value Value)> values)
    {
        var kept = new Dictionary<string, string>();
        foreach (var (name, value) in values)
        {
            kept[name] = value.Text;
        }

        return (Language.English.Text(key, values), new Told(Keys.NameOf(key), kept));
    }

    /// <summary>An outcome that is told by its key.</summary>
    public static Outcome Outcome(this ExecutionKey key, OutcomeKind kind, int? status, DateTimeOffset at, params ReadOnlySpan<(string Name, Value Value)> values)
    {
        var (sentence, told) = key.Tell(values);
        return new Outcome(kind, sentence, null, status, at) { Told = told };
    }

    /// <summary>What is told, in this language; or else the sentence.</summary>
    public static string Text(this Language words, Told? told, string otherwise)
    {
        if (Template(words, told) is not { } template)
        {
            return otherwise;
        }

        var text = template.Fill([.. template.Places.Select(place => (place, (Value)told!.Values[place]))]);
        return told!.Then is null ? text : $"{text} {Text(words, told.Then, "")}";
    }

    /// <summary>The text of what is told, if there is one and every place in it has its value.</summary>
    internal static Template? Template(Language words, Told? told)
    {
        var template = told switch
        {
            null => null,
            _ when Executions.TryGetValue(told.Key, out var key) => words.Template(key),
            _ when Policies.TryGetValue(told.Key, out var key) => words.Template(key),
            _ => null,
        };
        return template is not null && template.Places.All(told!.Values.ContainsKey) && (told.Then is null || Template(words, told.Then) is not null) ? template : null;
    }
}

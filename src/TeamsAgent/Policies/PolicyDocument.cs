using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Text.StrictYaml;

namespace TeamsAgent.Policies;

/// <summary>Reads the policy document (see policy.sample.yaml). It is read whole or not at all, and says all that is wrong with it.</summary>
public sealed class PolicyDocument
{
    private readonly Problems _problems;
    private readonly PolicyVocabulary _vocabulary;

    private PolicyDocument(Problems problems, PolicyVocabulary vocabulary)
    {
        _problems = problems;
        _vocabulary = vocabulary;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="DocumentException">It is wrong, or not there.</exception>
    public static Policy Load(string path, PolicyVocabulary vocabulary)
    {
        try
        {
            return Read(File.ReadAllBytes(path), Path.GetFileName(path), vocabulary);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new DocumentException(path, 1, $"the policy cannot be read ({missing.GetType().Name}); {PolicyOptions.Section}:Path says where it is");
        }
    }

    /// <summary>Reads a document.</summary>
    /// <param name="yaml">Its bytes; the policy's hash is over these.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="vocabulary">What it may speak of.</param>
    /// <exception cref="DocumentException">It is wrong.</exception>
    public static Policy Read(ReadOnlySpan<byte> yaml, string file, PolicyVocabulary vocabulary)
    {
        var problems = new Problems(file);
        var root = StrictYamlReader.Read(yaml, problems);
        var policy = root is null ? null : new PolicyDocument(problems, vocabulary).Read(new MapReader(root, problems), Sha256Hash.Of(yaml).Hex);
        problems.ThrowIfAny();
        return policy!;
    }

    private Policy? Read(MapReader document, string hash)
    {
        var groups = new GroupReader(_problems).Read(document.Entries("groups"));
        var approvers = new ApproverReader(groups, _problems);
        var defaults = new DefaultsReader(approvers, _problems).Read(document);
        var rules = new RuleReader(approvers, new ConditionReader(groups, _vocabulary, _problems), defaults, _problems)
            .Read(document.Items("rules"));
        document.Done();
        return defaults is null ? null : new Policy(hash, groups, defaults, rules);
    }
}

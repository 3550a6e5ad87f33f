using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TeamsAgent.Tests.Conventions;

namespace TeamsAgent.Tests.Words;

/// <summary>The files with the texts, as they stand in the source tree.</summary>
internal static partial class WordsFiles
{
    /// <summary>The language's code (“en” for the neutral file), and its entries.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> All { get; } = Directory
        .EnumerateFiles(Path.Combine(Source.Root, "src", "TeamsAgent", "Words"), "Words*.resx")
        .ToDictionary(file => Path.GetFileName(file).Split('.') is [_, var code, _] ? code : "en", Read);

    public static IReadOnlyDictionary<string, string> English => All["en"];

    /// <summary>The enums whose members are keys: those that are named so, and those of the domain that have entries.</summary>
    public static IReadOnlyList<Type> Enums { get; } =
    [
        .. new[] { typeof(AgentHost).Assembly, typeof(Domain.Requests.Refusal).Assembly }.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsEnum && (type.Namespace == "TeamsAgent.Words" || English.Keys.Any(entry => entry.StartsWith(type.Name + ".", StringComparison.Ordinal)))),
    ];

    /// <summary>The name of a key without the form that a number asks for.</summary>
    public static string KeyOf(string entry) => entry.EndsWith(".one", StringComparison.Ordinal) || entry.EndsWith(".other", StringComparison.Ordinal) ? entry[..entry.LastIndexOf('.')] : entry;

    public static IEnumerable<string> PlacesIn(string text) => Place().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    private static IReadOnlyDictionary<string, string> Read(string file)
    {
        var entries = XDocument.Load(file).Root!.Elements("data").Select(data => (Name: (string)data.Attribute("name")!, Value: (string)data.Element("value")!)).ToList();
        Assert.Equal(entries.Count, entries.DistinctBy(entry => entry.Name).Count());
        return entries.ToDictionary(entry => entry.Name, entry => entry.Value);
    }

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Place();
}

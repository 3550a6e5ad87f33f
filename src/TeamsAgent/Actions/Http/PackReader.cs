using System.Text.RegularExpressions;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Text;
using TeamsAgent.Text.StrictYaml;

namespace TeamsAgent.Actions.Http;

/// <summary>One provider's pack, read.</summary>
internal sealed record Pack(string Provider, string Title, int Line, string BaseUrl, string Connection, IReadOnlyList<HttpAction> Actions);

/// <summary>Reads one pack (design.md §4): a provider, its scopes in words, its actions.</summary>
internal sealed partial class PackReader(Problems problems, CatalogueOptions options)
{
    /// <summary>The pack, or null; what is wrong is noted.</summary>
    public Pack? Read(ReadOnlySpan<byte> yaml)
    {
        if (StrictYamlReader.Read(yaml, problems) is not { } root)
        {
            return null;
        }

        var reader = new MapReader(root, problems);
        var provider = Name(reader, "provider");
        var facts = new PackFacts(
            provider, reader.Text("title", 60), Connection(reader), BaseUrl(reader, provider), Scopes(reader), reader.Entries("headers", required: false));
        var entries = reader.Entries("actions");
        if (entries.Count == 0 && reader.Map.Find("actions") is { } none)
        {
            problems.Add(none, "“actions” is empty");
        }

        var actions = entries.Select(entry => new HttpActionReader(facts, problems).Read(entry)).OfType<HttpAction>().ToList();
        CheckUndo(entries);
        reader.Done();
        return new Pack(provider, facts.Title, root.Line, facts.BaseUrl, facts.Connection, actions);
    }

    private string Name(MapReader reader, string key)
    {
        var name = reader.Text(key, 40);
        if (name.Length > 0 && !PlainName().IsMatch(name))
        {
            problems.Add(reader.Map.Find(key)!, $"“{key}” must be a name of small letters, digits and _");
        }

        return name;
    }

    private string Connection(MapReader reader)
    {
        var connection = reader.Text("connection", 128);
        if (connection.Length > 0 && !ConnectionName().IsMatch(connection))
        {
            problems.Add(reader.Map.Find("connection")!, "“connection” must be the name of an Auth0 connection: letters, digits and -");
        }

        return connection;
    }

    // An override is checked as the pack's own URL is; what is wrong with it is said of the setting.
    private string BaseUrl(MapReader reader, string provider)
    {
        var own = reader.Text("baseUrl");
        if (own.Length > 0 && OriginRules.Mistake(own, options.AllowLoopback) is { } mistake)
        {
            problems.Add(reader.Map.Find("baseUrl")!, $"“baseUrl” cannot be used: {mistake}");
        }

        if (!options.BaseUrls.TryGetValue(provider, out var other))
        {
            return Normal(own);
        }

        if (OriginRules.Mistake(other, options.AllowLoopback) is { } wrong)
        {
            problems.Add(reader.Map.Find("baseUrl") ?? reader.Map, $"the setting {CatalogueOptions.Section}:BaseUrls:{provider} cannot be used: {wrong}");
        }

        return Normal(other);
    }

    private static string Normal(string url) => Uri.TryCreate(url, UriKind.Absolute, out var read) ? read.AbsoluteUri.TrimEnd('/') : url;

    private Dictionary<string, string> Scopes(MapReader reader)
    {
        var scopes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in reader.Entries("scopes"))
        {
            // RFC 6749 §3.3: visible ASCII without the space, quote and backslash.
            if (!entry.Name.All(c => c is > ' ' and <= '~' and not '"' and not '\\'))
            {
                problems.Add(entry.Key, $"“{entry.Name}” is no OAuth scope");
            }

            scopes[entry.Name] = Scalars.Text(entry.Value, entry.Name, 200, problems);
        }

        return scopes;
    }

    private void CheckUndo(IReadOnlyList<MapEntry> entries)
    {
        var names = entries.Select(entry => entry.Name).ToList();
        foreach (var entry in entries)
        {
            if ((entry.Value as MapNode)?.Find("undo") is TextNode undo && (undo.Value == entry.Name || !names.Contains(undo.Value)))
            {
                problems.Add(undo, $"“undo” must name another action of this provider; “{undo.Value}” is none{Nearest.Question(undo.Value, names)}");
            }
        }
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,39}\z", RegexOptions.CultureInvariant)]
    internal static partial Regex PlainName();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9-]{0,126}[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ConnectionName();
}

/// <summary>What all actions of a pack share.</summary>
internal sealed record PackFacts(
    string Provider, string Title, string Connection, string BaseUrl, IReadOnlyDictionary<string, string> Scopes, IReadOnlyList<MapEntry> Headers);

using System.Text.RegularExpressions;
using TeamsAgent.Text.StrictYaml;

namespace TeamsAgent.Actions.Http;

/// <summary>Compiles the places of a call from a pack: path, query, headers.</summary>
internal sealed partial class CallReader(TemplateScope scope)
{
    // What belongs to the executor, to the connection, or to the token.
    private static readonly HashSet<string> NotForPacks = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Proxy-Authorization", "Cookie", "Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length", "TE", "Trailer",
        "Upgrade", "Expect", "Forwarded", "Via", "Proxy-Connection", "Accept-Encoding", "Content-Encoding", "Content-Type",
        "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override",
    };

    private Problems Problems => scope.Problems;

    /// <summary>The segments of a path such as <c>/repos/{owner}/{repo}/issues</c>.</summary>
    public IReadOnlyList<Template> Path(Node? node)
    {
        if (node is not TextNode text)
        {
            return [];
        }

        if (!text.Value.StartsWith('/') || !PathForm().IsMatch(text.Value) || text.Value.Split('/').Any(segment => segment is "." or ".."))
        {
            Problems.Add(node, "“path” must begin with / and have plain segments: no empty ones, no dots alone, no query, nothing encoded");
            return [];
        }

        return text.Value[1..].Split('/').Select(segment => scope.Text(text with { Value = segment }, "path", always: true)).ToList();
    }

    /// <summary>The query's parameters.</summary>
    public IReadOnlyList<NamedTemplate> Query(IReadOnlyList<MapEntry> entries)
    {
        foreach (var wrong in entries.Where(entry => !QueryName().IsMatch(entry.Name)))
        {
            Problems.Add(wrong.Key, $"“{wrong.Name}” is no name for a query parameter");
        }

        return entries.Select(entry => new NamedTemplate(entry.Name, scope.Text(entry.Value, entry.Name, always: false))).ToList();
    }

    /// <summary>The headers.</summary>
    public IReadOnlyList<NamedTemplate> Headers(IReadOnlyList<MapEntry> entries)
    {
        var headers = new List<NamedTemplate>();
        foreach (var entry in entries)
        {
            if (!HeaderName().IsMatch(entry.Name) || NotForPacks.Contains(entry.Name))
            {
                Problems.Add(entry.Key, $"the header “{entry.Name}” is not for packs to set");
            }
            else if (headers.Exists(header => string.Equals(header.Name, entry.Name, StringComparison.OrdinalIgnoreCase)))
            {
                Problems.Add(entry.Key, $"the header “{entry.Name}” is set twice");
            }

            var template = scope.Text(entry.Value, entry.Name, always: false);
            if (template.Parts.Where(part => !part.IsName).Any(part => !part.Text.All(c => c is >= ' ' and <= '~')))
            {
                Problems.Add(entry.Value, $"the header “{entry.Name}” can hold visible ASCII characters only");
            }

            headers.Add(new NamedTemplate(entry.Name, template));
        }

        return headers;
    }

    [GeneratedRegex(@"^(/([A-Za-z0-9._~$@:+=,;!-]|\{[a-z_][a-z0-9_]*\})+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex PathForm();

    [GeneratedRegex(@"^[A-Za-z0-9_.$\[\]-]{1,60}\z", RegexOptions.CultureInvariant)]
    private static partial Regex QueryName();

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,60}\z", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderName();
}

using System.Text;
using TeamsAgent.Actions.Arguments;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Text;

namespace TeamsAgent.Actions.Http;

/// <summary>A text of a call with a name: a query parameter, a header.</summary>
internal sealed record NamedTemplate(string Name, Template Value);

/// <summary>
/// A call whose places are fixed when the pack is read and filled when a step is sealed. Each place has its own encoding, so that a value
/// cannot become a separator, another segment, another header.
/// </summary>
internal sealed record CallTemplate
{
    private const int MaxUrl = 4000;
    private const int MaxHeader = 1000;
    private const int MaxBody = 256 * 1024;

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The base URL without a slash at its end: origin and path prefix.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>The path's segments.</summary>
    public required IReadOnlyList<Template> Path { get; init; }

    /// <summary>The query's parameters.</summary>
    public IReadOnlyList<NamedTemplate> Query { get; init; } = [];

    /// <summary>The headers.</summary>
    public IReadOnlyList<NamedTemplate> Headers { get; init; } = [];

    /// <summary>The body, or null for none.</summary>
    public BodyNode? Body { get; init; }

    /// <summary>The Auth0 connection.</summary>
    public required string Connection { get; init; }

    /// <summary>The OAuth scopes.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The call with its values; what cannot be put in its place is noted, and the result is then of no use.</summary>
    public SealedCall Fill(ArgumentValues values, List<string> problems)
    {
        var body = Body is null ? [] : CanonicalJson.Bytes(Body.Build(values, problems) ?? new System.Text.Json.Nodes.JsonObject());
        if (body.Length > MaxBody)
        {
            problems.Add($"The call's body is too long; {MaxBody / 1024} KB are the most.");
        }

        return new SealedCall
        {
            Method = Method, Url = Url(values, problems), Headers = Headers.SelectMany(header => Header(header, values, problems)).ToList(),
            Body = body, Connection = Connection, Scopes = Scopes,
        };
    }

    private string Url(ArgumentValues values, List<string> problems)
    {
        var url = new StringBuilder(BaseUrl);
        foreach (var segment in Path)
        {
            url.Append('/').Append(Segment(segment, values, problems));
        }

        var separator = '?';
        foreach (var parameter in Query)
        {
            if (parameter.Value.Fill(values) is { } value)
            {
                url.Append(separator).Append(Uri.EscapeDataString(parameter.Name)).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        var text = url.ToString();
        if (text.Length > MaxUrl)
        {
            problems.Add($"The call's address is too long; {MaxUrl} characters are the most.");
        }
        else if (problems.Count == 0 && !StaysInPlace(text))
        {
            problems.Add("An argument would change the address that the call goes to.");
        }

        return text;
    }

    // Encoded slashes and dots are decoded by some servers before they look at the path, so they are refused and not only encoded.
    private static string Segment(Template segment, ArgumentValues values, List<string> problems)
    {
        var text = segment.Fill(values) ?? "";
        var names = string.Join(", ", segment.Names.Select(name => $"“{name}”"));
        if (text.Length == 0 || text.Trim().Length == 0)
        {
            problems.Add($"{names} must not be empty.");
        }
        else if (text.Trim() is "." or "..")
        {
            problems.Add($"{names} must not be “{text}”: it stands in the call's path.");
        }
        else if (text.AsSpan().IndexOfAny('/', '\\') >= 0 || text.Any(char.IsControl))
        {
            problems.Add($"{names} must not hold a slash, a backslash or a line break: it stands in the call's path.");
        }

        return Uri.EscapeDataString(text);
    }

    private static IEnumerable<CallHeader> Header(NamedTemplate header, ArgumentValues values, List<string> problems)
    {
        if (header.Value.Fill(values) is not { } value)
        {
            yield break;
        }

        if (value.Length == 0 || value.Length > MaxHeader || value != value.Trim() || !value.All(c => c is >= ' ' and <= '~'))
        {
            problems.Add($"The header {header.Name} can hold visible ASCII characters only, {MaxHeader} at the most.");
        }

        yield return new CallHeader(header.Name, value);
    }

    // What was checked and shown must be what the HTTP client makes of it: reading the address must change nothing.
    private bool StaysInPlace(string text)
    {
        var pinned = new Uri(BaseUrl);
        return Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.AbsoluteUri == text && url.GetLeftPart(UriPartial.Authority) == pinned.GetLeftPart(UriPartial.Authority)
            && text.StartsWith(BaseUrl + "/", StringComparison.Ordinal) && url.Fragment.Length == 0 && url.UserInfo.Length == 0
            && url.AbsolutePath.Count(c => c == '/') == pinned.AbsolutePath.TrimEnd('/').Count(c => c == '/') + Path.Count;
    }
}

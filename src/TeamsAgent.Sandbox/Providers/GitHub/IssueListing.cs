using System.Globalization;

namespace TeamsAgent.Sandbox.Providers.GitHub;

/// <summary>Filters, order and pages of a list of issues (https://docs.github.com/rest/issues/issues#list-repository-issues).</summary>
internal sealed class IssueListing(IQueryCollection query, string docs)
{
    private string State => Value("state", "open");
    private string Sort => Value("sort", "created");
    private string Direction => Value("direction", "desc");
    private int PerPage => Math.Clamp(Number("per_page", 30), 1, 100);
    private int Page => Math.Max(Number("page", 1), 1);

    public Answer? Refusal => this switch
    {
        { State: not ("open" or "closed" or "all") } => GitHubErrors.Validation("Issue", "state", "invalid", docs),
        { Sort: not ("created" or "updated" or "comments") } => GitHubErrors.Validation("Issue", "sort", "invalid", docs),
        { Direction: not ("asc" or "desc") } => GitHubErrors.Validation("Issue", "direction", "invalid", docs),
        _ when query.ContainsKey("since") && Since is null => GitHubErrors.Validation("Issue", "since", "invalid", docs),
        _ => null,
    };

    private DateTimeOffset? Since =>
        DateTimeOffset.TryParse(query["since"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : null;

    public (IReadOnlyList<Issue> Page, string? Link) Of(IEnumerable<Issue> issues, string url)
    {
        var labels = Value("labels", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var creator = Value("creator", "");
        var matching = issues
            .Where(issue => State == "all" || issue.State == State)
            .Where(issue => labels.All(label => issue.Labels.Contains(label, StringComparer.OrdinalIgnoreCase)))
            .Where(issue => creator.Length == 0 || issue.Author.Equals(creator, StringComparison.OrdinalIgnoreCase))
            .Where(issue => Since is null || issue.UpdatedAt >= Since);
        Func<Issue, long> key = Sort switch
        {
            "updated" => issue => issue.UpdatedAt.UtcTicks,
            "comments" => issue => issue.Comments.Count,
            _ => issue => issue.CreatedAt.UtcTicks,
        };
        var ordered = Direction == "asc"
            ? matching.OrderBy(key).ThenBy(issue => issue.Number).ToList()
            : matching.OrderByDescending(key).ThenByDescending(issue => issue.Number).ToList();
        return ([.. ordered.Skip((Page - 1) * PerPage).Take(PerPage)], Link(url, (ordered.Count + PerPage - 1) / PerPage));
    }

    private string? Link(string url, int pages)
    {
        var others = query.Where(pair => pair.Key != "page").Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}");
        string To(int page, string rel) => $"<{url}?{string.Join('&', others.Append($"page={page}"))}>; rel=\"{rel}\"";
        var links = new List<string>();
        if (Page > 1)
        {
            links.AddRange([To(Page - 1, "prev"), To(1, "first")]);
        }

        if (Page < pages)
        {
            links.AddRange([To(Page + 1, "next"), To(pages, "last")]);
        }

        return links.Count == 0 ? null : string.Join(", ", links);
    }

    private string Value(string name, string otherwise) => query[name].ToString() is { Length: > 0 } value ? value : otherwise;

    private int Number(string name, int otherwise) =>
        int.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}

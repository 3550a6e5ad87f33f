namespace TeamsAgent.Sandbox.Providers.GitHub;

/// <summary>
/// GitHub's REST API for issues and their comments (https://docs.github.com/rest/issues).
/// </summary>
internal sealed class GitHubEndpoints(ProviderStore store, TokenRegistry tokens, TimeProvider clock, IssueJson json)
{
    private const string IssueDocs = "https://docs.github.com/rest/issues/issues";
    private const string CommentDocs = "https://docs.github.com/rest/issues/comments";

    public void Map(IEndpointRouteBuilder app)
    {
        var bearer = new BearerCheck(tokens, ProviderNames.GitHub, GitHubErrors.Unauthenticated, GitHubErrors.Insufficient);
        var api = app.MapGroup("/github").AddEndpointFilter(Manners).AddEndpointFilter(bearer.Needs("repo"));
        api.MapGet("/repos/{owner}/{repo}/issues", List);
        api.MapPost("/repos/{owner}/{repo}/issues", Create);
        api.MapGet("/repos/{owner}/{repo}/issues/{number:int}", Get);
        api.MapPatch("/repos/{owner}/{repo}/issues/{number:int}", Update);
        api.MapGet("/repos/{owner}/{repo}/issues/{number:int}/comments", ListComments);
        api.MapPost("/repos/{owner}/{repo}/issues/{number:int}/comments", Comment);
        api.Map("/{**rest}", () => GitHubErrors.NotFound());
    }

    /// <summary>What GitHub asks of every call, and the headers that it puts on every answer.</summary>
    private static async ValueTask<object?> Manners(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var accept = http.Request.Headers.Accept.ToString();
        var version = http.Request.Headers["X-GitHub-Api-Version"].ToString();
        http.Response.Headers["X-GitHub-Request-Id"] = http.TraceIdentifier;
        http.Response.Headers["X-GitHub-Media-Type"] = "github.v3; format=json";
        http.Response.Headers["X-RateLimit-Limit"] = "5000";
        http.Response.Headers["X-RateLimit-Remaining"] = "4999";
        http.Response.Headers["X-RateLimit-Resource"] = "core";
        http.Response.Headers["X-OAuth-Scopes"] = string.Join(", ", Exchange.Of(http).Grant?.Scopes ?? []);
        return true switch
        {
            _ when string.IsNullOrWhiteSpace(http.Request.Headers.UserAgent) => GitHubErrors.MissingUserAgent(),
            _ when accept.Length > 0 && !accept.Contains("json", StringComparison.Ordinal) && !accept.Contains("*/*", StringComparison.Ordinal) =>
                GitHubErrors.UnsupportedAccept(),
            _ when version is not ("" or "2022-11-28" or "2026-03-10") => GitHubErrors.UnsupportedVersion(version),
            _ => await next(context),
        };
    }

    private Answer List(HttpContext http, string owner, string repo) => WithRepository(http, owner, repo, $"{IssueDocs}#list-repository-issues", (data, repository, docs) =>
    {
        var listing = new IssueListing(http.Request.Query, docs);
        if (listing.Refusal is { } refusal)
        {
            return refusal;
        }

        var url = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}";
        var (page, link) = listing.Of(data.Issues.Where(issue => issue.Repository == repository.FullName && !issue.IsDeleted), url);
        var answer = IssueJson.Conditional(http.Request, page.Select(json.Issue).ToList());
        return link is null ? answer : answer.With("Link", link);
    });

    private Answer Create(HttpContext http, string owner, string repo) => WithRepository(http, owner, repo, $"{IssueDocs}#create-an-issue", (data, repository, docs) =>
    {
        var (input, refusal) = IssueInput.Read(Exchange.Of(http).Body, isNew: true, docs);
        if (input is null)
        {
            return refusal!;
        }

        var now = clock.GetUtcNow();
        var issue = new Issue
        {
            Repository = repository.FullName,
            Number = data.Issues.Where(other => other.Repository == repository.FullName).Max(other => (int?)other.Number).GetValueOrDefault() + 1,
            Id = data.NextId(),
            Title = input.Title!,
            Body = input.Body,
            Labels = input.Labels ?? [],
            Author = Exchange.Of(http).Account.Login,
            CreatedAt = now,
            UpdatedAt = now,
        };
        data.Issues.Add(issue);
        Note(data, http, "issue_created", $"Opened #{issue.Number} “{issue.Title}” in {issue.Repository}", issue);
        var body = json.Issue(issue);
        return new Answer(201, body).With("Location", $"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}/{issue.Number}");
    });

    private Answer Get(HttpContext http, string owner, string repo, int number) =>
        WithIssue(http, owner, repo, number, $"{IssueDocs}#get-an-issue", (_, issue, _) => IssueJson.Conditional(http.Request, json.Issue(issue)));

    private Answer Update(HttpContext http, string owner, string repo, int number) => WithIssue(http, owner, repo, number, $"{IssueDocs}#update-an-issue", (data, issue, docs) =>
    {
        var (input, refusal) = IssueInput.Read(Exchange.Of(http).Body, isNew: false, docs);
        if (input is null)
        {
            return refusal!;
        }

        var now = clock.GetUtcNow();
        var login = Exchange.Of(http).Account.Login;
        var changed = issue with { Title = input.Title ?? issue.Title, Body = input.Body ?? issue.Body, Labels = input.Labels ?? issue.Labels, UpdatedAt = now };
        changed = input.State switch
        {
            "closed" when issue.ClosedAt is null => changed with { ClosedAt = now, ClosedBy = login, StateReason = input.StateReason ?? "completed" },
            "open" when issue.ClosedAt is not null => changed with { ClosedAt = null, ClosedBy = null, StateReason = "reopened" },
            _ => changed,
        };
        data.Issues[data.Issues.IndexOf(issue)] = changed;
        var (kind, verb) = changed.State == issue.State ? ("issue_changed", "Changed") : changed.State == "closed" ? ("issue_closed", "Closed") : ("issue_reopened", "Reopened");
        Note(data, http, kind, $"{verb} #{issue.Number} “{issue.Title}” in {issue.Repository}", issue);
        return new Answer(200, json.Issue(changed));
    });

    private Answer ListComments(HttpContext http, string owner, string repo, int number) =>
        WithIssue(http, owner, repo, number, $"{CommentDocs}#list-issue-comments", (_, issue, _) =>
            IssueJson.Conditional(http.Request, issue.Comments.Select(comment => json.Comment(issue, comment)).ToList()));

    private Answer Comment(HttpContext http, string owner, string repo, int number) => WithIssue(http, owner, repo, number, $"{CommentDocs}#create-an-issue-comment", (data, issue, docs) =>
    {
        if (JsonBody.TryReadObject(Exchange.Of(http).Body) is not { } input)
        {
            return GitHubErrors.BadJson(docs);
        }

        switch (input.Member("body"))
        {
            case null:
                return GitHubErrors.NotSupplied("body", docs);
            case { ValueKind: not System.Text.Json.JsonValueKind.String } other:
                return GitHubErrors.WrongType("body", other.GetRawText(), "a string", docs);
        }

        var text = input.Text("body")!;
        if (string.IsNullOrWhiteSpace(text) || text.Length > IssueInput.LongestBody)
        {
            return GitHubErrors.Validation("IssueComment", "body", text.Length > IssueInput.LongestBody ? "custom" : "missing_field", docs);
        }

        var comment = new IssueComment(data.NextId(), Exchange.Of(http).Account.Login, text, clock.GetUtcNow());
        data.Issues[data.Issues.IndexOf(issue)] = issue with { Comments = [.. issue.Comments, comment], UpdatedAt = comment.At };
        Note(data, http, "comment_created", $"Commented on #{issue.Number} in {issue.Repository}: {text}", issue);
        return new Answer(201, json.Comment(issue, comment)).With("Location", $"{http.Request.Scheme}://{http.Request.Host}/github/repos/{issue.Repository}/issues/comments/{comment.Id}");
    });

    /// <summary>A private repository is "not found" to who is no member: GitHub does not say that it exists.</summary>
    private Answer WithRepository(HttpContext http, string owner, string repo, string docs, Func<ProviderData, Repository, string, Answer> then) => store.Change(data =>
    {
        var login = Exchange.Of(http).Account.Login;
        var repository = data.Repositories.Find(known => known.FullName.Equals($"{owner}/{repo}", StringComparison.OrdinalIgnoreCase));
        return repository switch
        {
            null => GitHubErrors.NotFound(docs),
            { IsPrivate: true } when !repository.Members.Contains(login) => GitHubErrors.NotFound(docs),
            { HasIssues: false } => GitHubErrors.IssuesDisabled(docs),
            _ => then(data, repository, docs),
        };
    });

    private Answer WithIssue(HttpContext http, string owner, string repo, int number, string docs, Func<ProviderData, Issue, string, Answer> then) =>
        WithRepository(http, owner, repo, docs, (data, repository, _) =>
            data.Issues.Find(issue => issue.Repository == repository.FullName && issue.Number == number) switch
            {
                null => GitHubErrors.NotFound(docs),
                { IsDeleted: true } => GitHubErrors.Deleted(docs),
                { } issue => then(data, issue, docs),
            });

    private void Note(ProviderData data, HttpContext http, string kind, string text, Issue issue) => data.Effects.Add(new(
        clock.GetUtcNow(), ProviderNames.GitHub, kind, Exchange.Of(http).Owner, text, $"{issue.Repository}#{issue.Number}", Exchange.Of(http).Call));
}

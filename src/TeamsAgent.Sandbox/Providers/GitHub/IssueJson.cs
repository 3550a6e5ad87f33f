using System.Globalization;
using System.Security.Cryptography;

namespace TeamsAgent.Sandbox.Providers.GitHub;

/// <summary>Issues and comments as GitHub writes them (https://docs.github.com/rest/issues/issues#get-an-issue).</summary>
internal sealed class IssueJson(Func<string> address)
{
    public object Issue(Issue issue)
    {
        var repository = $"{address()}/github/repos/{issue.Repository}";
        var url = $"{repository}/issues/{issue.Number}";
        return new
        {
            url,
            repository_url = repository,
            labels_url = $"{url}/labels{{/name}}",
            comments_url = $"{url}/comments",
            events_url = $"{url}/events",
            html_url = HtmlUrl(issue),
            id = issue.Id,
            node_id = NodeId("I", issue.Id),
            number = issue.Number,
            title = issue.Title,
            user = User(issue.Author),
            labels = issue.Labels.Select(Label).ToList(),
            state = issue.State,
            locked = false,
            assignee = (object?)null,
            assignees = Array.Empty<object>(),
            milestone = (object?)null,
            comments = issue.Comments.Count,
            created_at = Time(issue.CreatedAt),
            updated_at = Time(issue.UpdatedAt),
            closed_at = Time(issue.ClosedAt),
            author_association = "MEMBER",
            active_lock_reason = (string?)null,
            body = issue.Body,
            closed_by = issue.ClosedBy is null ? null : User(issue.ClosedBy),
            timeline_url = $"{url}/timeline",
            performed_via_github_app = (object?)null,
            state_reason = issue.StateReason,
        };
    }

    public object Comment(Issue issue, IssueComment comment)
    {
        var url = $"{address()}/github/repos/{issue.Repository}/issues/comments/{comment.Id}";
        return new
        {
            url,
            html_url = $"{HtmlUrl(issue)}#issuecomment-{comment.Id}",
            issue_url = $"{address()}/github/repos/{issue.Repository}/issues/{issue.Number}",
            id = comment.Id,
            node_id = NodeId("IC", comment.Id),
            user = User(comment.Author),
            created_at = Time(comment.At),
            updated_at = Time(comment.At),
            body = comment.Body,
            author_association = "MEMBER",
            performed_via_github_app = (object?)null,
        };
    }

    public string HtmlUrl(Issue issue) => $"{address()}/{issue.Repository}/issues/{issue.Number}";

    /// <summary>200 with a weak ETag, or 304 when the caller has it already.</summary>
    public static Answer Conditional(HttpRequest request, object body)
    {
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Answer.ToBytes(body)))}\"";
        return (request.Headers.IfNoneMatch == tag ? new Answer(304, null) : new Answer(200, body))
            .With("ETag", tag)
            .With("Cache-Control", "private, max-age=60, s-maxage=60");
    }

    private object User(string login) => new
    {
        login,
        id = NumberOf(login),
        node_id = NodeId("U", NumberOf(login)),
        avatar_url = "",
        html_url = $"{address()}/{login}",
        type = "User",
        user_view_type = "public",
        site_admin = false,
    };

    private static object Label(string name) => new
    {
        id = NumberOf(name),
        node_id = NodeId("LA", NumberOf(name)),
        name,
        color = "ededed",
        @default = false,
        description = (string?)null,
    };

    // Stable, small and unique enough for a handful of people and labels.
    private static long NumberOf(string name) => name.Aggregate(7L, (hash, letter) => ((hash * 31) + letter) % 99_999_989);

    private static string NodeId(string kind, long id) => $"{kind}_kwDO{id.ToString("x", CultureInfo.InvariantCulture)}";

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

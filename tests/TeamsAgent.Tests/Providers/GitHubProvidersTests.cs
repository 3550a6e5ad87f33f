using System.Net;
using TeamsAgent.Sandbox;
using Xunit;
using static TeamsAgent.Tests.Providers.ProvidersFixture;

namespace TeamsAgent.Tests.Providers;

public sealed class GitHubProvidersTests
{
    private const string Web = "/github/repos/acme/web/issues";

    [Fact]
    public async Task An_issue_is_created_in_the_name_of_the_token()
    {
        await using var world = await StartAsync();
        var token = world.GitHubToken(People.Ana);

        var response = await world.SendAsync(HttpMethod.Post, Web, token, new { title = "checkout fails in Safari", body = "since Monday", labels = new[] { "bug" } });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var issue = await JsonOf(response);
        Assert.Equal(4, (int)issue["number"]!);
        Assert.Equal("ana", (string)issue["user"]!["login"]!);
        Assert.Equal("bug", (string)issue["labels"]![0]!["name"]!);
        Assert.Equal($"{world.Providers.Address}/acme/web/issues/4", (string)issue["html_url"]!);
        var effect = Assert.Single(world.Providers.Effects);
        Assert.Equal(("github", "issue_created", People.Ana.Auth0UserId), (effect.Provider, effect.Kind, effect.By));
    }

    [Fact]
    public async Task Open_issues_are_listed_newest_first_with_an_etag()
    {
        await using var world = await StartAsync();
        var token = world.GitHubToken(People.Ana);

        var response = await world.SendAsync(HttpMethod.Get, Web, token);
        var numbers = (await JsonOf(response)).AsArray().Select(issue => (int)issue!["number"]!);
        var again = await world.SendAsync(HttpMethod.Get, Web, token, headers: ("If-None-Match", response.Headers.ETag!.ToString()));
        var closed = await JsonOf(await world.SendAsync(HttpMethod.Get, $"{Web}?state=closed", token));
        var paged = await world.SendAsync(HttpMethod.Get, $"{Web}?state=all&per_page=1&page=2", token);

        Assert.Equal([3, 2], numbers);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(1, (int)Assert.Single(closed.AsArray())!["number"]!);
        Assert.Contains("rel=\"next\"", paged.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issue_is_commented_on_and_closed()
    {
        await using var world = await StartAsync();
        var token = world.GitHubToken(People.Ben);

        var comment = await world.SendAsync(HttpMethod.Post, $"{Web}/3/comments", token, new { body = "seen" });
        var closed = await world.SendAsync(HttpMethod.Patch, $"{Web}/3", token, new { state = "closed" });
        var issue = await JsonOf(await world.SendAsync(HttpMethod.Get, $"{Web}/3", token));

        Assert.Equal(HttpStatusCode.Created, comment.StatusCode);
        Assert.Equal(HttpStatusCode.OK, closed.StatusCode);
        Assert.Equal(("closed", "completed", "ben", 1), ((string)issue["state"]!, (string)issue["state_reason"]!, (string)issue["closed_by"]!["login"]!, (int)issue["comments"]!));
        Assert.Equal(["comment_created", "issue_closed"], world.Providers.Effects.Select(effect => effect.Kind));
    }

    [Theory]
    [InlineData("POST", Web, "{", 400, "Problems parsing JSON")]
    [InlineData("POST", Web, "[]", 400, "Problems parsing JSON")]
    [InlineData("POST", Web, "{}", 422, "wasn't supplied")]
    [InlineData("POST", Web, """{"title":" "}""", 422, "Validation Failed")]
    [InlineData("POST", Web, """{"title":"a","labels":"bug"}""", 422, "is not an array")]
    [InlineData("POST", Web, """{"title":"a","body":7}""", 422, "is not a string")]
    [InlineData("POST", $"{Web}/3/comments", "{}", 422, "wasn't supplied")]
    [InlineData("PATCH", $"{Web}/3", """{"state":"gone"}""", 422, "Validation Failed")]
    [InlineData("GET", $"{Web}?state=gone", null, 422, "Validation Failed")]
    [InlineData("GET", $"{Web}/99", null, 404, "Not Found")]
    [InlineData("GET", "/github/repos/acme/nothing/issues", null, 404, "Not Found")]
    [InlineData("GET", "/github/user/elsewhere", null, 404, "Not Found")]
    [InlineData("GET", "/github/repos/acme/api/issues/3", null, 410, "This issue was deleted")]
    [InlineData("POST", "/github/repos/acme/handbook/issues", """{"title":"a"}""", 410, "disabled")]
    public async Task What_GitHub_refuses_is_refused_in_its_words(string method, string path, string? body, int status, string message)
    {
        await using var world = await StartAsync();

        var response = await world.SendAsync(new(method), path, world.GitHubToken(People.Ana), body);

        Assert.Equal(status, (int)response.StatusCode);
        var error = await JsonOf(response);
        Assert.Contains(message, (string)error["message"]!, StringComparison.Ordinal);
        Assert.StartsWith("https://docs.github.com/rest", (string)error["documentation_url"]!, StringComparison.Ordinal);
        Assert.Empty(world.Providers.Effects);
    }

    [Fact]
    public async Task A_private_repository_does_not_exist_for_others()
    {
        await using var world = await StartAsync();
        const string path = "/github/repos/acme/secret-plans/issues";

        Assert.Equal(HttpStatusCode.NotFound, (await world.SendAsync(HttpMethod.Get, path, world.GitHubToken(People.Eve))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await world.SendAsync(HttpMethod.Get, path, world.GitHubToken(People.Ana))).StatusCode);
    }

    [Fact]
    public async Task Every_call_names_its_agent_and_a_known_version()
    {
        await using var world = await StartAsync();
        var token = world.GitHubToken(People.Ana);
        var version = await world.SendAsync(HttpMethod.Get, Web, token, headers: ("X-GitHub-Api-Version", "1999-01-01"));
        var accept = await world.SendAsync(HttpMethod.Get, Web, token, headers: ("Accept", "text/html"));
        world.Client.DefaultRequestHeaders.UserAgent.Clear();
        var nameless = await world.SendAsync(HttpMethod.Get, Web, token);

        Assert.Equal([400, 415, 403], new[] { version, accept, nameless }.Select(response => (int)response.StatusCode));
    }
}

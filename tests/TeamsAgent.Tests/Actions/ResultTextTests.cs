using System.Text;
using System.Text.Json;
using TeamsAgent.Actions;
using TeamsAgent.Domain.Plans;
using Xunit;

namespace TeamsAgent.Tests.Actions;

public sealed class ResultTextTests
{
    private static readonly PlanStep Issue = The.Sealed("github.create_issue", """{"owner":"acme","repo":"web","title":"x"}""");
    private static readonly PlanStep Listing = The.Sealed("github.list_issues", """{"owner":"acme","repo":"web"}""");

    [Fact]
    public void An_answer_becomes_a_sentence_with_a_link() => Assert.Equal(
        new RenderedResult("Issue #12: https://github.com/acme/web/issues/12", "https://github.com/acme/web/issues/12"),
        ResultText.Render(Issue, Json("""{"number":12,"html_url":"https://github.com/acme/web/issues/12","url":"https://api.github.com/x"}""")));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("""{"number":{"a":1},"html_url":"https://github.com/x"}""")]
    [InlineData("""{"number":1,"html_url":""}""")]
    [InlineData("""{"number":1,"html_url":"\ud800"}""")]
    public void An_answer_without_what_is_needed_falls_back(string answer) =>
        Assert.Equal("Open an issue: done.", ResultText.Render(Issue, Json(answer)).Sentence);

    [Fact]
    public void No_answer_falls_back() => Assert.Equal(new RenderedResult("Open an issue: done.", null), ResultText.Render(Issue, null));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://github.com/x")]
    [InlineData("https://user:pass@github.com/x")]
    [InlineData("https://github.com/a b")]
    [InlineData("data:text/html,x")]
    [InlineData("//evil.example")]
    [InlineData("http://127.0.0.1/x")]
    public void Only_https_is_a_link(string url) =>
        Assert.Null(ResultText.Render(Issue, Json(JsonSerializer.Serialize(new { number = 1, html_url = url }))).Link);

    [Fact]
    public void Loopback_is_a_link_where_it_is_allowed() => Assert.Equal(
        "http://127.0.0.1:5082/x", ResultText.Render(Issue, Json("""{"number":1,"html_url":"http://127.0.0.1:5082/x"}"""), allowLoopback: true).Link);

    [Fact]
    public void A_long_or_many_lined_answer_is_one_short_line()
    {
        var sentence = ResultText.Render(Issue, Json(JsonSerializer.Serialize(new { number = 1, html_url = string.Concat(Enumerable.Repeat("\r\n\u0007😀", 2000)) }))).Sentence;

        Assert.True(sentence.EnumerateRunes().Count() <= 400);
        Assert.DoesNotContain(sentence, char.IsControl);
    }

    [Fact]
    public void Lists_are_counted()
    {
        var events = The.Sealed("google_calendar.list_events", """{"time_min":"2026-11-25T00:00:00Z","time_max":"2026-11-26T00:00:00Z"}""");

        Assert.Equal("2 issues", ResultText.Render(Listing, Json("[{},{}]")).Sentence);
        Assert.Equal("3 events", ResultText.Render(events, Json("""{"items":[1,2,3]}""")).Sentence);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(4000)]
    [InlineData(20_000)]
    public void The_planner_gets_valid_JSON_within_its_budget(int maxBytes)
    {
        var issues = Enumerable.Range(1, 200).Select(number => new { number, title = $"Issue {number} ü😀", body = new string('x', 3000), user = new { login = "ana" } });

        var text = ResultText.PlannerResult(Listing, Json(JsonSerializer.Serialize(issues)), maxBytes);

        Assert.True(Encoding.UTF8.GetByteCount(text) <= maxBytes);
        using var json = JsonDocument.Parse(text);
        Assert.Equal("200 issues", json.RootElement.GetProperty("summary").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("answer")[0].GetProperty("number").GetInt32());
        Assert.Equal("The answer was longer; this is its beginning.", json.RootElement.GetProperty("note").GetString());
    }

    [Fact]
    public void A_short_answer_is_given_whole() => Assert.Equal(
        """{"summary":"1 issues","answer":[{"number":1,"title":"a"}]}""",
        ResultText.PlannerResult(Listing, Json("""[{"number":1,"title":"a"}]"""), 2000));

    [Theory]
    [InlineData("""{"a\ud800":1}""")]
    [InlineData("""["\udc00"]""")]
    [InlineData("1e999")]
    public void A_strange_answer_does_no_harm(string answer) =>
        Assert.StartsWith("{\"summary\":", ResultText.PlannerResult(Listing, Json(answer), 2000), StringComparison.Ordinal);

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}

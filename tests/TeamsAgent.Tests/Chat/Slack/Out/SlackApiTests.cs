using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TeamsAgent.Chat.Slack;
using Xunit;

namespace TeamsAgent.Tests.Chat.Slack.Out;

/// <summary>The wire to Slack's Web API.</summary>
public sealed class SlackApiTests
{
    [Fact]
    public async Task A_call_carries_its_token_in_the_header_and_its_body_as_JSON_or_as_a_form()
    {
        await using var desk = await SlackDesk.StartAsync();
        await desk.CallAsync("chat.postMessage", json: new JsonObject { ["channel"] = "C1", ["text"] = "Grüße 👋 <&>" });
        await desk.Api.CallAsync(new SlackCall("users.info", "T1", new SlackToken("xoxb-2")) { Form = new Dictionary<string, string> { ["user"] = "U 1&2" } }, TestContext.Current.CancellationToken);
        await desk.Api.CallAsync(new SlackCall("oauth.v2.access", "", null) { Form = new Dictionary<string, string> { ["code"] = "c" }, Basic = ("id", "s:ü") }, TestContext.Current.CancellationToken);

        var calls = desk.Slack.Calls.ToList();
        Assert.Equal(("Bearer " + OneInstallation.Token, "application/json; charset=utf-8", "Grüße 👋 <&>"), (calls[0].Authorization, calls[0].ContentType, calls[0]["text"]));
        Assert.Equal(("Bearer xoxb-2", "application/x-www-form-urlencoded", "U 1&2"), (calls[1].Authorization, calls[1].ContentType, calls[1]["user"]));
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("id:s:ü")), calls[2].Authorization);
    }

    [Theory]
    [InlineData("chat.postMessage/../../evil")]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/x.y")]
    [InlineData("chat.postMessage?x=1")]
    [InlineData("")]
    public async Task A_method_is_a_name_and_nothing_else(string method)
    {
        await using var desk = await SlackDesk.StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => desk.CallAsync(method));
        Assert.Empty(desk.Slack.Calls);
    }

    [Theory]
    [InlineData("http://slack.example/api/", "Development")]
    [InlineData("http://127.0.0.1:9/api/", "Production")]
    [InlineData("https://u:p@slack.com/api/", "Production")]
    public async Task A_token_is_not_sent_to_an_address_that_is_not_safe(string address, string environment)
    {
        await using var desk = await SlackDesk.StartAsync(options => options.ApiBaseUrl = address, environment);
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.CallAsync("auth.test"));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var desk = await SlackDesk.StartAsync();
        await using var evil = await FakeSlack.StartAsync();
        desk.Slack.Next("auth.test", FakeSlack.Status(HttpStatusCode.TemporaryRedirect, ("Location", evil.Address + "/api/auth.test")));
        Assert.IsType<SlackReply.Later>(await desk.CallAsync("auth.test"));
        Assert.Empty(evil.Calls);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, false)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    public async Task A_status_that_says_nothing_is_tried_later(int status, bool mayHaveArrived)
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.Next("chat.postMessage", FakeSlack.Status((HttpStatusCode)status));
        Assert.Equal(mayHaveArrived, Assert.IsType<SlackReply.Later>(await desk.CallAsync("chat.postMessage", posts: true)).MayHaveArrived);
        desk.Slack.Next("chat.update", FakeSlack.Status((HttpStatusCode)status));
        Assert.False(Assert.IsType<SlackReply.Later>(await desk.CallAsync("chat.update")).MayHaveArrived);
        Assert.Equal(2, desk.Slack.Calls.Count);
    }

    [Fact]
    public async Task A_connection_that_breaks_may_have_carried_a_posting_and_one_that_never_was_did_not()
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.Next("chat.postMessage", FakeSlack.Drop);
        Assert.True(Assert.IsType<SlackReply.Later>(await desk.CallAsync("chat.postMessage", posts: true)).MayHaveArrived);
        Assert.Single(desk.Slack.Calls);

        await using var nobody = await SlackDesk.StartAsync(options => options.ApiBaseUrl = "http://127.0.0.1:9/api/");
        Assert.False(Assert.IsType<SlackReply.Later>(await nobody.CallAsync("chat.postMessage", posts: true)).MayHaveArrived);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("""{"ok":"true"}""")]
    [InlineData("""{"error":"x"}""")]
    public async Task An_answer_that_is_none_of_Slack_s_is_no_answer(string body)
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.Next("chat.postMessage", context => context.Response.WriteAsync(body));
        Assert.True(Assert.IsType<SlackReply.Later>(await desk.CallAsync("chat.postMessage", posts: true)).MayHaveArrived);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_or_too_deep_is_not_read()
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.Next("auth.test", context => context.Response.WriteAsync("""{"ok":true,"x":" """ + new string('x', 3 * 1024 * 1024) + "\"}"));
        Assert.IsType<SlackReply.Later>(await desk.CallAsync("auth.test"));
        desk.Slack.Next("auth.test", context => context.Response.WriteAsync("""{"ok":true,"x":""" + new string('[', 500) + new string(']', 500) + "}"));
        Assert.IsType<SlackReply.Later>(await desk.CallAsync("auth.test"));
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("0", 1)]
    [InlineData("999999", 3600)]
    [InlineData("soon", 10)]
    [InlineData(null, 10)]
    public async Task T37_What_Slack_throttles_waits_as_long_as_it_says_and_nothing_else_does(string? retryAfter, int seconds)
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.Next("chat.update", FakeSlack.Status(HttpStatusCode.TooManyRequests, retryAfter is null ? [] : [("Retry-After", retryAfter)]));
        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.IsType<SlackReply.Later>(await desk.CallAsync("chat.update")).After);

        // Not asked again before its time; other methods and other workspaces are.
        Assert.IsType<SlackReply.Later>(await desk.CallAsync("chat.update"));
        Assert.Single(desk.Slack.Of("chat.update"));
        Assert.IsType<SlackReply.Ok>(await desk.CallAsync("chat.update", route: "T2"));
        Assert.IsType<SlackReply.Ok>(await desk.CallAsync("views.open"));
        desk.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.IsType<SlackReply.Ok>(await desk.CallAsync("chat.update"));
    }

    [Fact]
    public async Task T37_The_word_for_throttled_in_a_body_is_as_good_as_the_status()
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.Next("chat.update", context =>
        {
            context.Response.Headers.RetryAfter = "7";
            return context.Response.WriteAsJsonAsync(new { ok = false, error = "rate_limited" });
        });
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<SlackReply.Later>(await desk.CallAsync("chat.update")).After);
        Assert.IsType<SlackReply.Later>(await desk.CallAsync("chat.update"));
        Assert.Single(desk.Slack.Calls);
    }

    [Fact]
    public async Task No_token_and_nothing_of_a_body_is_logged_or_thrown()
    {
        await using var desk = await SlackDesk.StartAsync();
        var secret = new JsonObject { ["channel"] = "C1", ["text"] = "the-words-of-a-person" };
        await desk.CallAsync("chat.postMessage", json: (JsonObject)secret.DeepClone());
        desk.Slack.Next("chat.postMessage", new
        {
            ok = false, error = "invalid_blocks", needed = OneInstallation.Token.ToUpperInvariant(),
            response_metadata = new { messages = new[] { $"[ERROR] {OneInstallation.Token} the-words-of-a-person [json-pointer:/blocks/0/text/text]" } },
        });
        secret["channel"] = "C2";
        await desk.CallAsync("chat.postMessage", json: (JsonObject)secret.DeepClone());
        desk.Slack.Next("chat.update", new { ok = false, error = OneInstallation.Token + " <b>" });
        var failed = Assert.IsType<SlackReply.Failed>(await desk.CallAsync("chat.update"));
        desk.Slack.Next("views.open", FakeSlack.Drop);
        await desk.CallAsync("views.open");

        Assert.Equal("no_word", failed.Error);
        Assert.Contains("invalid_blocks", desk.Log.All, StringComparison.Ordinal);
        Assert.Contains("/blocks/0/text/text", desk.Log.All, StringComparison.Ordinal);
        Assert.All((string[])["canary", "CANARY", "the-words-of-a-person"], part => Assert.DoesNotContain(part, desk.Log.All, StringComparison.Ordinal));
        Assert.Equal("(a Slack token)", new SlackToken(OneInstallation.Token).ToString());
        Assert.DoesNotContain("canary", new SlackCall("x.y", "T1", new SlackToken(OneInstallation.Token)).ToString(), StringComparison.Ordinal);
    }
}

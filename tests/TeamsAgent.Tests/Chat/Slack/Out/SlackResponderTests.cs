using System.Net;
using TeamsAgent.Chat;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Tests.Chat.Slack.Cards;
using Xunit;

namespace TeamsAgent.Tests.Chat.Slack.Out;

/// <summary>Private answers go to the one host that is configured, and never with the token.</summary>
public sealed class SlackResponderTests
{
    private static readonly PressAnswer Already = new PressAnswer.Say("Ben <b> has already rejected #41; nothing was changed.");

    [Fact]
    public async Task An_answer_goes_to_the_address_that_came_with_the_press()
    {
        await using var desk = await SlackDesk.StartAsync();
        Assert.IsType<ChatResult.Done>(await AnswerAsync(desk, desk.Slack.ResponseUrl, Already, "1750000000.000001"));
        var call = Assert.Single(desk.Slack.Calls);
        Assert.Equal((desk.Slack.ResponseUrl.AbsolutePath, null), (call.Path, call.Authorization));
        Assert.Equal(("ephemeral", "false", "1750000000.000001"), (call["response_type"], call["replace_original"], call["thread_ts"]));
        Assert.Equal("Ben &lt;b&gt; has already rejected #41; nothing was changed.", call["text"]);
        Assert.DoesNotContain("secret", desk.Log.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hooks.slack.com/actions/T1/1/x", true)]
    [InlineData("https://hooks.slack.com:443/commands/T1/1/x", true)]
    [InlineData("https://HOOKS.slack.com/actions/x", true)]
    [InlineData("http://hooks.slack.com/actions/x", false)]
    [InlineData("https://hooks.slack.com:8443/actions/x", false)]
    [InlineData("https://hooks.slack.com.evil.example/actions/x", false)]
    [InlineData("https://evil.example/hooks.slack.com/x", false)]
    [InlineData("https://hooks.slack.com@evil.example/x", false)]
    [InlineData("https://user:pass@hooks.slack.com/x", false)]
    [InlineData("https://hooks.slack.com./actions/x", false)]
    [InlineData("https://xhooks.slack.com/x", false)]
    [InlineData("https://slack.com/x", false)]
    [InlineData("https://127.0.0.1/x", false)]
    [InlineData("https://[::1]/x", false)]
    [InlineData("https://hооks.slack.com/x", false)]
    [InlineData("ftp://hooks.slack.com/x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/actions/x", false)]
    public async Task T34_Only_the_configured_host_is_answered(string address, bool allowed)
    {
        await using var desk = await SlackDesk.StartAsync(options => options.ResponseHost = "hooks.slack.com", "Production");
        Assert.Equal(allowed, desk.Hosts.Allows(new Uri(address, UriKind.RelativeOrAbsolute)));
    }

    [Theory]
    [InlineData("127.0.0.1", "Development", true)]
    [InlineData("127.0.0.1", "Production", false)]
    [InlineData("hooks.slack.com", "Development", false)]
    public async Task Loopback_is_for_a_developer_s_desk(string host, string environment, bool allowed)
    {
        await using var desk = await SlackDesk.StartAsync(options => options.ResponseHost = host, environment);
        Assert.Equal(allowed, desk.Hosts.Allows(desk.Slack.ResponseUrl));
    }

    [Fact]
    public async Task T34_An_attacker_s_host_is_never_called_and_the_person_is_answered_all_the_same()
    {
        await using var desk = await SlackDesk.StartAsync(options => options.ResponseHost = "hooks.slack.com");
        await using var evil = await FakeSlack.StartAsync();
        Assert.IsType<ChatResult.Done>(await AnswerAsync(desk, evil.ResponseUrl, Already, "1750000000.000001"));
        Assert.Empty(evil.Calls);
        var call = Assert.Single(desk.Slack.Of("chat.postEphemeral"));
        Assert.Equal(("C1", "U1", "1750000000.000001"), (call["channel"], call["user"], call["thread_ts"]));
        Assert.DoesNotContain("127.0.0.1", string.Join('\n', desk.Log.All.Split('\n').Where(line => line.Contains("Warning", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_of_the_response_address_is_not_followed()
    {
        await using var desk = await SlackDesk.StartAsync();
        await using var evil = await FakeSlack.StartAsync();
        desk.Slack.NextResponse(FakeSlack.Status(HttpStatusCode.TemporaryRedirect, ("Location", evil.ResponseUrl.AbsoluteUri)));
        await AnswerAsync(desk, desk.Slack.ResponseUrl, Already, null);
        Assert.Empty(evil.Calls);
        Assert.Single(desk.Slack.Of("chat.postEphemeral"));
    }

    [Fact]
    public async Task An_address_that_is_used_up_or_silent_is_replaced_by_an_ephemeral_message()
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.NextResponse(FakeSlack.Status(HttpStatusCode.NotFound));
        Assert.IsType<ChatResult.Done>(await AnswerAsync(desk, desk.Slack.ResponseUrl, Already, null));
        desk.Slack.NextResponse(FakeSlack.Drop);
        Assert.IsType<ChatResult.Done>(await AnswerAsync(desk, desk.Slack.ResponseUrl, Already, null));
        Assert.IsType<ChatResult.Done>(await AnswerAsync(desk, null, Already, null));
        Assert.Equal(3, desk.Slack.Of("chat.postEphemeral").Count);
    }

    [Fact]
    public async Task Without_an_address_and_a_channel_there_is_nowhere_to_answer()
    {
        await using var desk = await SlackDesk.StartAsync();
        Assert.IsType<ChatResult.Gone>(await desk.Responder.AnswerAsync(null, OneInstallation.Of("x"), "", "U1", null, Already, TestContext.Current.CancellationToken));
        desk.Slack.Fail("chat.postEphemeral", "user_not_in_channel");
        Assert.IsType<ChatResult.Gone>(await AnswerAsync(desk, null, Already, null));
    }

    [Fact]
    public async Task A_card_is_told_in_a_line_since_everybody_s_copy_is_brought_up_to_date()
    {
        await using var desk = await SlackDesk.StartAsync();
        await AnswerAsync(desk, desk.Slack.ResponseUrl, new PressAnswer.Show(SlackStates.Cards["approved"]), null);
        Assert.Equal("#41: Approved", Assert.Single(desk.Slack.Calls)["text"]);
    }

    private static Task<ChatResult> AnswerAsync(SlackDesk desk, Uri? url, PressAnswer answer, string? thread) =>
        desk.Responder.AnswerAsync(url, OneInstallation.Of(OneInstallation.Token), "C1", "U1", thread, answer, TestContext.Current.CancellationToken);
}

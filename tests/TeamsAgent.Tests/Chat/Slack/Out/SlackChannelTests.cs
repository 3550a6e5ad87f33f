using TeamsAgent.Chat;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Tests.Chat.Slack.Cards;
using Xunit;

namespace TeamsAgent.Tests.Chat.Slack.Out;

/// <summary>Slack as the rest of the system knows it.</summary>
public sealed class SlackChannelTests
{
    private static readonly Conversation Channel = new("slack", "T1", "C1", "T1", "UBOT");
    private static readonly Conversation Thread = Channel with { Id = "C1:1750000000.000001" };
    private static readonly Conversation Direct = Channel with { Id = "D1" };

    private static Post Card => new Post.OfCard(SlackStates.Cards["waiting"]);

    [Fact]
    public async Task A_card_is_posted_with_blocks_and_text_and_without_previews()
    {
        await using var desk = await SlackDesk.StartAsync();
        var posted = Assert.IsType<ChatResult.Done>(await desk.Channel.PostAsync(Thread, Card, TestContext.Current.CancellationToken));
        var call = Assert.Single(desk.Slack.Of("chat.postMessage"));
        Assert.Equal("1750000000.000001", posted.Id);
        Assert.Equal(("C1", "1750000000.000001", "false", "false"), (call["channel"], call["thread_ts"], call["unfurl_links"], call["unfurl_media"]));
        Assert.StartsWith("Approval needed, #41: Ana Ortiz asks:", call["text"], StringComparison.Ordinal);
        Assert.Equal("header", call.Json!["blocks"]![0]!["type"]!.ToString());
        Assert.Equal("Bearer " + OneInstallation.Token, call.Authorization);
    }

    [Fact]
    public async Task A_message_is_replaced_by_its_id_with_all_of_its_content()
    {
        await using var desk = await SlackDesk.StartAsync();
        Assert.Equal("1750000000.000009", Assert.IsType<ChatResult.Done>(await desk.Channel.UpdateAsync(Thread, "1750000000.000009", Card, TestContext.Current.CancellationToken)).Id);
        var call = Assert.Single(desk.Slack.Of("chat.update"));
        Assert.Equal(("C1", "1750000000.000009", "none"), (call["channel"], call["ts"], call["parse"]));
        Assert.NotNull(call.Json!["blocks"]);
        Assert.False(call.Json.AsObject().ContainsKey("thread_ts"));
        Assert.Equal(["blocks", "channel", "mrkdwn", "parse", "text", "ts", "unfurl_links", "unfurl_media"], call.Json.AsObject().Select(member => member.Key).Order());
    }

    [Theory]
    [InlineData("msg_blocks_too_long")]
    [InlineData("msg_too_long")]
    [InlineData("msg_too_large")]
    [InlineData("invalid_blocks")]
    public async Task A_card_that_Slack_finds_too_large_is_replaced_by_one_without_a_decision(string error)
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.Fail("chat.update", error);
        Assert.IsType<ChatResult.Done>(await desk.Channel.UpdateAsync(Channel, "1750000000.000009", Card, TestContext.Current.CancellationToken));
        var calls = desk.Slack.Of("chat.update");
        Assert.Contains("req.approve", calls[0].Json!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("req.approve", calls[1].Json!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("nothing can be decided here", calls[1]["text"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C1", "")]
    [InlineData("C1", "29:abc")]
    [InlineData("C1", "1750000000.000001\n")]
    [InlineData("19:abc@thread.tacv2", "1750000000.000001")]
    [InlineData("C1:x", "1750000000.000001")]
    [InlineData("C1:1.1:2.2", "1750000000.000001")]
    [InlineData("c1", "1750000000.000001")]
    [InlineData("", "1750000000.000001")]
    public async Task Ids_of_another_form_go_nowhere(string conversation, string message)
    {
        await using var desk = await SlackDesk.StartAsync();
        Assert.IsType<ChatResult.Gone>(await desk.Channel.UpdateAsync(Channel with { Id = conversation }, message, Card, TestContext.Current.CancellationToken));
        Assert.Null(desk.Channel.LinkTo(Channel with { Id = conversation }, message));
        if (conversation != "C1")
        {
            Assert.IsType<ChatResult.Gone>(await desk.Channel.PostAsync(Channel with { Id = conversation }, Card, TestContext.Current.CancellationToken));
        }

        Assert.IsType<ChatResult.Gone>(await desk.Channel.OpenPrivatelyAsync(Channel, "29:abc", TestContext.Current.CancellationToken));
        Assert.Empty(desk.Slack.Calls);
    }

    [Fact]
    public async Task Words_are_nothing_but_text()
    {
        await using var desk = await SlackDesk.StartAsync();
        await desk.Channel.PostAsync(Direct, new Post.Words("<!channel> *a* https://agent.contoso.example/x & https://evil.example"), TestContext.Current.CancellationToken);
        var call = Assert.Single(desk.Slack.Calls);
        Assert.Equal("&lt;!channel&gt; *a* https://agent.contoso.example/x &amp; https://evil.example", call["text"]);
        var elements = call.Json!["blocks"]![0]!["elements"]![0]!["elements"]!.AsArray();
        Assert.Equal(["text", "link", "text"], elements.Select(element => element!["type"]!.ToString()));
        Assert.Equal("https://agent.contoso.example/x", elements[1]!["url"]!.ToString());
    }

    [Fact]
    public async Task A_private_conversation_is_opened_by_the_person_s_id()
    {
        await using var desk = await SlackDesk.StartAsync();
        Assert.Equal("D0NEW", Assert.IsType<ChatResult.Done>(await desk.Channel.OpenPrivatelyAsync(Channel, "U1", TestContext.Current.CancellationToken)).Id);
        Assert.Equal("U1", Assert.Single(desk.Slack.Of("conversations.open"))["users"]);
    }

    [Fact]
    public async Task Links_need_no_call()
    {
        await using var desk = await SlackDesk.StartAsync();
        Assert.Equal("https://slack.com/app_redirect?team=T1&channel=C1&message_ts=1750000000.000009&thread_ts=1750000000.000001", desk.Channel.LinkTo(Thread, "1750000000.000009")!.AbsoluteUri);
        Assert.Equal("https://slack.com/app_redirect?channel=C1&message_ts=1750000000.000009", desk.Channel.LinkTo(Channel with { Route = "E1" }, "1750000000.000009")!.AbsoluteUri);
    }

    [Fact]
    public async Task Without_an_installation_nothing_is_sent()
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Installations.Installation = null;
        Assert.IsType<ChatResult.Gone>(await desk.Channel.PostAsync(Channel, Card, TestContext.Current.CancellationToken));
        Assert.IsType<ChatResult.Gone>(await desk.Channel.UpdateAsync(Channel, "1750000000.000009", Card, TestContext.Current.CancellationToken));
        Assert.Empty(desk.Slack.Calls);
    }

    [Fact]
    public async Task A_token_that_has_just_run_out_is_looked_up_once_more()
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.Next("chat.postMessage", async context =>
        {
            desk.Installations.Installation = OneInstallation.Of("xoxe.xoxb-fresh");
            await Microsoft.AspNetCore.Http.HttpResponseJsonExtensions.WriteAsJsonAsync(context.Response, new { ok = false, error = "token_expired" });
        });
        var posting = desk.Channel.PostAsync(Direct, Card, TestContext.Current.CancellationToken);
        await TurnAsync(desk, posting);
        Assert.IsType<ChatResult.Done>(await posting);
        Assert.Equal(["Bearer " + OneInstallation.Token, "Bearer xoxe.xoxb-fresh"], desk.Slack.Of("chat.postMessage").Select(call => call.Authorization));
        Assert.Equal(["T1:token_expired"], desk.Installations.Broken);
    }

    [Theory]
    [InlineData("""{"ok":true,"channel":{"id":"C1","is_ext_shared":true}}""", true)]
    [InlineData("""{"ok":true,"channel":{"id":"C1","is_pending_ext_shared":true}}""", true)]
    [InlineData("""{"ok":true,"channel":{"id":"C1","is_shared":true}}""", true)]
    [InlineData("""{"ok":true,"channel":{"id":"C1","is_shared":true,"is_org_shared":true}}""", false)]
    [InlineData("""{"ok":true,"channel":{"id":"C1","is_shared":false}}""", false)]
    [InlineData("""{"ok":true}""", true)]
    [InlineData("""{"ok":false,"error":"missing_scope","needed":"groups:read"}""", true)]
    public async Task A_card_is_not_posted_where_outsiders_read(string says, bool refused)
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.Next("conversations.info", context => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, says));
        var result = await desk.Channel.PostAsync(Thread, Card, TestContext.Current.CancellationToken);
        Assert.Equal(refused, result is ChatResult.Refused);
        Assert.Equal(refused ? 0 : 1, desk.Slack.Of("chat.postMessage").Count);
        Assert.Equal("C1", Assert.Single(desk.Slack.Of("conversations.info"))["channel"]);
        Assert.Empty(desk.Installations.Broken);
    }

    [Fact]
    public async Task Whether_a_channel_is_shared_is_asked_every_few_minutes_and_of_channels_alone()
    {
        await using var desk = await SlackDesk.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await desk.Channel.PostAsync(Channel, Card, TestContext.Current.CancellationToken);
            desk.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        await desk.Channel.PostAsync(Direct, Card, TestContext.Current.CancellationToken);
        await desk.Channel.PostAsync(Channel with { Id = "C2" }, new Post.Words("hi"), TestContext.Current.CancellationToken);
        Assert.Equal(["C1"], desk.Slack.Of("conversations.info").Select(call => call["channel"]));
        desk.Clock.Advance(TimeSpan.FromMinutes(2));
        desk.Slack.Next("conversations.info", new { ok = true, channel = new { id = "C1", is_ext_shared = true } });
        Assert.IsType<ChatResult.Refused>(await desk.Channel.PostAsync(Channel, Card, TestContext.Current.CancellationToken));
        Assert.IsType<ChatResult.Refused>(await desk.Channel.PostAsync(Thread, Card, TestContext.Current.CancellationToken));
        Assert.Equal(2, desk.Slack.Of("conversations.info").Count);
    }

    [Fact]
    public async Task A_shared_channel_gets_cards_where_that_is_configured()
    {
        await using var desk = await SlackDesk.StartAsync(options => options.AllowSharedChannels = true);
        Assert.IsType<ChatResult.Done>(await desk.Channel.PostAsync(Channel, Card, TestContext.Current.CancellationToken));
        Assert.Empty(desk.Slack.Of("conversations.info"));
    }

    [Fact]
    public async Task What_Slack_does_not_say_now_is_asked_later_and_nothing_is_posted()
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.Next("conversations.info", FakeSlack.Status(System.Net.HttpStatusCode.InternalServerError));
        Assert.False(Assert.IsType<ChatResult.Later>(await desk.Channel.PostAsync(Channel, Card, TestContext.Current.CancellationToken)).MayHaveArrived);
        Assert.Empty(desk.Slack.Of("chat.postMessage"));
    }

    // The second posting into a channel waits a second of the fake clock.
    private static async Task TurnAsync(SlackDesk desk, Task work)
    {
        while (!work.IsCompleted)
        {
            desk.Clock.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}

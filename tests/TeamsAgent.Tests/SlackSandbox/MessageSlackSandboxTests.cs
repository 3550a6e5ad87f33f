using System.Net;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Slack;

namespace TeamsAgent.Tests.SlackSandbox;

/// <summary>Messages as they are kept, changed and read.</summary>
public sealed class MessageSlackSandboxTests
{
    [Theory]
    [InlineData("a & b < c", "a &amp; b &lt; c")]
    [InlineData("&amp; <@U0ANA0001> <https://a.example|b>", "&amp; <@U0ANA0001> <https://a.example|b>")]
    [InlineData("<script>", "&lt;script&gt;")]
    [InlineData("<!date^1700000000^{date}|then> x < y", "<!date^1700000000^{date}|then> x &lt; y")]
    public async Task Texts_are_escaped_when_they_are_kept(string text, string kept)
    {
        await using var desk = await SlackDesk.StartAsync();
        var posted = await desk.CallAsync("chat.postMessage", new { channel = "C0GENERAL1", text, blocks = new[] { SomeBlocks.Section(text) } });
        Assert.Equal(kept, (string?)posted["message"]!["text"]);
        Assert.Equal(kept, (string?)posted["message"]!["blocks"]![0]!["text"]!["text"]);
        Assert.Equal(kept, desk.Slack.Messages(SlackChannel.General).Single().Text);
    }

    [Fact]
    public async Task What_was_kept_may_be_too_long_to_send_back()
    {
        await using var desk = await SlackDesk.StartAsync();
        var ampersands = string.Concat(Enumerable.Repeat("a&", 500));
        Assert.True((bool)(await desk.CallAsync("chat.postMessage", new { channel = "C0GENERAL1", text = "x", blocks = new[] { SomeBlocks.Section(ampersands) } }))["ok"]!);
        Assert.Equal("invalid_blocks", (string?)(await desk.CallAsync("chat.postMessage", new { channel = "C0GENERAL1", text = "x", blocks = new[] { SomeBlocks.Section(ampersands + ampersands) } }))["error"]);
    }

    [Fact]
    public async Task An_update_replaces_everything_but_the_metadata()
    {
        await using var desk = await SlackDesk.StartAsync();
        var posted = await desk.CallAsync("chat.postMessage", new
        {
            channel = "C0GENERAL1", text = "first", blocks = new[] { SomeBlocks.Section("first", "s.1") }, metadata = new { event_type = "request", event_payload = new { id = "req_1" } },
        });
        var ts = (string)posted["ts"]!;
        Assert.Matches(@"^\d{10}\.\d{6}$", ts);
        await desk.CallAsync("chat.update", new { channel = "C0GENERAL1", ts, text = "second" });
        var message = desk.Slack.Message("C0GENERAL1", ts)!;
        Assert.Equal(("second", null, 1), (message.Text, message.Blocks, message.Earlier.Count));
        Assert.Equal("request", (string?)message.Metadata!["event_type"]);
        Assert.Equal("msg_too_long", (string?)(await desk.CallAsync("chat.update", new { channel = "C0GENERAL1", ts, text = new string('x', 4001) }))["error"]);
        Assert.Equal("metadata_too_large", (string?)(await desk.CallAsync("chat.update", new
        {
            channel = "C0GENERAL1", ts, text = "x", metadata = new { event_type = "request", event_payload = new { id = new string('x', 9000) } },
        }))["error"]);
    }

    [Fact]
    public async Task An_update_that_keeps_a_blocks_id_for_another_content_is_noted()
    {
        await using var desk = await SlackDesk.StartAsync();
        var ts = (string)(await desk.CallAsync("chat.postMessage", new { channel = "C0GENERAL1", text = "x", blocks = new[] { SomeBlocks.Section("one"), SomeBlocks.Section("same", "s.2") } }))["ts"]!;
        await desk.CallAsync("chat.update", new { channel = "C0GENERAL1", ts, text = "x", blocks = new[] { SomeBlocks.Section("two"), SomeBlocks.Section("same", "s.2") } });
        Assert.Equal("chat.update kept the block_id `s.1` for another content.", Assert.Single(desk.Slack.Violations));
    }

    [Fact]
    public async Task Only_its_own_messages_may_the_app_change()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await SlackDesk.StartAsync();
        var said = await desk.Acts.SayAsync(People.Ana, SlackChannel.General, "mine", cancellationToken: ct);
        Assert.Equal("cant_update_message", (string?)(await desk.CallAsync("chat.update", new { channel = "C0GENERAL1", ts = said.Ts, text = "x" }))["error"]);
        Assert.Equal("cant_delete_message", (string?)(await desk.CallAsync("chat.delete", new { channel = "C0GENERAL1", ts = said.Ts }))["error"]);
        var card = await desk.CardAsync();
        Assert.True(desk.Acts.DeleteMessage(card));
        Assert.Equal("message_not_found", (string?)(await desk.CallAsync("chat.update", new { channel = "C0GENERAL1", ts = card.Ts, text = "x" }))["error"]);
    }

    [Fact]
    public async Task A_user_id_opens_the_private_conversation()
    {
        await using var desk = await SlackDesk.StartAsync();
        var posted = await desk.CallAsync("chat.postMessage", new { channel = People.Ben.SlackId, text = "for you" });
        Assert.Equal("D0BEN0001", (string?)posted["channel"]);
        Assert.Equal("for you", desk.Slack.Messages(People.Ben).Single().Text);
        Assert.Equal("D0BEN0001", (string?)(await desk.CallAsync("conversations.open", new { users = People.Ben.SlackId }))["channel"]!["id"]);
    }

    [Fact]
    public async Task Without_a_messages_tab_nobody_can_be_written_to()
    {
        await using var desk = await SlackDesk.StartAsync(new SlackWorkspaceOptions { MessagesTab = false, HomeTab = false });
        Assert.Equal("messages_tab_disabled", (string?)(await desk.CallAsync("chat.postMessage", new { channel = People.Ben.SlackId, text = "x" }))["error"]);
        Assert.Equal("not_enabled", (string?)(await desk.CallAsync("views.publish", new { user_id = People.Ben.SlackId, view = SomeBlocks.Home("x") }))["error"]);
    }

    [Fact]
    public async Task An_ephemeral_message_is_for_one_person_and_cannot_be_updated()
    {
        await using var desk = await SlackDesk.StartAsync();
        var posted = await desk.CallAsync("chat.postEphemeral", new { channel = "C0GENERAL1", user = People.Eve.SlackId, text = "only you" });
        Assert.Empty(desk.Slack.Messages(SlackChannel.General));
        Assert.Equal("only you", desk.Slack.EphemeralsFor(People.Eve).Single().Text);
        Assert.Equal("message_not_found", (string?)(await desk.CallAsync("chat.update", new { channel = "C0GENERAL1", ts = (string?)posted["message_ts"], text = "x" }))["error"]);
    }

    [Fact]
    public async Task Answers_in_a_thread_name_its_first_message_and_have_a_link()
    {
        await using var desk = await SlackDesk.StartAsync();
        var root = await desk.CardAsync();
        var reply = await desk.CallAsync("chat.postMessage", new { channel = "C0GENERAL1", text = "reply", thread_ts = root.Ts });
        Assert.Equal(root.Ts, (string?)reply["message"]!["thread_ts"]);
        var link = (string)(await desk.FormAsync("chat.getPermalink", ("channel", "C0GENERAL1"), ("message_ts", (string)reply["ts"]!)))["permalink"]!;
        Assert.StartsWith($"{desk.Slack.Address}/archives/C0GENERAL1/p", link, StringComparison.Ordinal);
        Assert.EndsWith($"?thread_ts={root.Ts}&cid=C0GENERAL1", link, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_are_read_as_a_person_reads_them()
    {
        await using var desk = await SlackDesk.StartAsync();
        await desk.CallAsync("chat.postMessage", new
        {
            channel = "C0GENERAL1",
            text = "x",
            blocks = new object[]
            {
                SomeBlocks.Section("<@U0ANA0001> asks & waits until <!date^1700000000^{date}|then>"),
                new { type = "rich_text", elements = new object[] { new { type = "rich_text_preformatted", elements = new object[] { new { type = "text", text = "<!channel> *as it is*" } } } } },
            },
        });
        Assert.Equal("@Ana Ortiz asks & waits until 2023-11-14 22:13 UTC\n<!channel> *as it is*", desk.Slack.Messages(SlackChannel.General).Single().Seen);
    }

    [Fact]
    public async Task People_are_told_apart_by_what_users_info_says()
    {
        await using var desk = await SlackDesk.StartAsync();
        var outsider = (await desk.FormAsync("users.info", ("user", SlackMember.Outsider.Id)))["user"]!;
        Assert.Equal((SlackTeam.Fabrikam.Id, false, null), ((string?)outsider["team_id"], (bool)outsider["is_stranger"]!, (string?)outsider["profile"]!["email"]));
        Assert.True((bool)(await desk.FormAsync("users.info", ("user", SlackMember.Guest.Id)))["user"]!["is_restricted"]!);
        Assert.True((bool)(await desk.FormAsync("users.info", ("user", SlackMember.Deactivated.Id)))["user"]!["deleted"]!);
        Assert.Equal("user_not_found", (string?)(await desk.FormAsync("users.info", ("user", "U0NOBODY1")))["error"]);
        Assert.Equal(People.Ana.SlackId, (string?)(await desk.FormAsync("users.lookupByEmail", ("email", "ANA@contoso.example")))["user"]!["id"]);
        Assert.Equal("users_not_found", (string?)(await desk.FormAsync("users.lookupByEmail", ("email", SlackMember.Outsider.Email)))["error"]);
    }

    [Fact]
    public async Task A_shared_channel_says_so_and_members_come_in_pages()
    {
        await using var desk = await SlackDesk.StartAsync();
        var shared = (await desk.FormAsync("conversations.info", ("channel", SlackChannel.Shared.Id)))["channel"]!;
        Assert.Equal((true, true, false), ((bool)shared["is_ext_shared"]!, (bool)shared["is_member"]!, (bool)shared["is_org_shared"]!));
        Assert.Equal("channel_not_found", (string?)(await desk.FormAsync("conversations.info", ("channel", SlackChannel.Leadership.Id)))["error"]);
        Assert.Equal("missing_scope", (string?)(await desk.FormAsync("conversations.info", ("channel", "D0ANA0001")))["error"]);

        var (found, cursor) = (new List<string>(), "");
        do
        {
            var page = await desk.FormAsync("conversations.members", ("channel", SlackChannel.General.Id), ("limit", "2"), ("cursor", cursor));
            found.AddRange(page["members"]!.AsArray().Select(id => (string)id!));
            cursor = (string)page["response_metadata"]!["next_cursor"]!;
        }
        while (cursor.Length > 0);
        Assert.Equal(desk.Slack.Space.MembersOf(SlackChannel.General), found);
        Assert.Equal("invalid_cursor", (string?)(await desk.FormAsync("conversations.members", ("channel", SlackChannel.General.Id), ("cursor", "nonsense")))["error"]);
    }

    [Fact]
    public async Task Methods_are_limited_by_minute_and_messages_by_channel()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var desk = await SlackDesk.StartAsync(new SlackWorkspaceOptions { Throttles = true }, clock);
        for (var i = 0; i < 5; i++)
        {
            await desk.CardAsync(blockId: $"a.{i}");
        }

        using var content = new StringContent("""{"channel":"C0GENERAL1","text":"x"}""", System.Text.Encoding.UTF8, "application/json");
        using var throttled = await desk.SendAsync("/api/chat.postMessage", content);
        Assert.Equal((HttpStatusCode.TooManyRequests, 1), (throttled.StatusCode, (int)throttled.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
        clock.Advance(TimeSpan.FromSeconds(1));
        await desk.CardAsync(blockId: "a.6");
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal("message_not_found", (string?)(await desk.CallAsync("chat.update", new { channel = "C0GENERAL1", ts = "1700000000.000001", text = "x" }))["error"]);
        }

        Assert.Equal("ratelimited", (string?)(await desk.CallAsync("chat.update", new { channel = "C0GENERAL1", ts = "1700000000.000001", text = "x" }))["error"]);
        Assert.True((bool)(await desk.FormAsync("users.info", ("user", "U0ANA0001")))["ok"]!);
        desk.Slack.Throttles = false;
        Assert.Equal("message_not_found", (string?)(await desk.CallAsync("chat.update", new { channel = "C0GENERAL1", ts = "1700000000.000001", text = "x" }))["error"]);
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;

namespace TeamsAgent.Tests.SandboxChat;

/// <summary>The Bot Connector: what a bot may write where, and what it is refused.</summary>
public sealed class ConnectorSandboxChatTests
{
    private static readonly string BensChat = Conversation.With(People.Ben).Id;

    [Fact]
    public async Task A_card_lives_through_send_update_and_delete()
    {
        await using var bot = await EchoBot.StartAsync();
        var sent = await bot.Client.SendAsync(BensChat, SomeCard.Message(SomeCard.Plain("one")));
        Assert.Equal(HttpStatusCode.Created, sent.Status);
        Assert.Matches("^[0-9]{13}$", sent.Id);
        Assert.Equal(sent.Id, (await bot.Client.UpdateAsync(BensChat, sent.Id, SomeCard.Message(SomeCard.Plain("two")))).Id);
        var message = Assert.Single(bot.Teams.Messages);
        Assert.Equal(("bot", BensChat, 1), (message.From, message.Conversation, message.Earlier.Count));
        Assert.Equal("two", (string?)message.Card!["body"]![0]!["text"]);
        Assert.Equal(HttpStatusCode.OK, (await bot.Client.DeleteAsync(BensChat, sent.Id)).Status);
        Assert.Equal("404 ActivityNotFoundInConversation", (await bot.Client.UpdateAsync(BensChat, sent.Id, SomeCard.Text("three"))).Code);
        Assert.Equal("404 ActivityNotFoundInConversation", (await bot.Client.DeleteAsync(BensChat, sent.Id)).Code);
    }

    [Fact]
    public async Task Ids_are_the_time_in_milliseconds_and_never_the_same()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_750_000_000_000));
        await using var bot = await EchoBot.StartAsync(clock: clock);
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await bot.Client.SendAsync(BensChat, SomeCard.Text("hello"))).Id);
        }

        Assert.Equal(["1750000000000", "1750000000001", "1750000000002"], ids);
    }

    [Fact]
    public async Task Replies_go_into_the_thread_that_they_answer()
    {
        await using var bot = await EchoBot.StartAsync();
        var root = (await bot.Teams.SayAsync(People.Ana, Conversation.General, "hello", cancellationToken: TestContext.Current.CancellationToken)).MessageId;
        await bot.Client.SendAsync(Conversation.Thread(root), SomeCard.Text("by the conversation"));
        await bot.Client.ReplyAsync(Conversation.TeamId, root, SomeCard.Text("by the message"));
        await bot.Client.ReplyAsync(Conversation.Thread(root), $"f:{Guid.NewGuid()}", SomeCard.Text("to a press"));
        await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Text("a new thread"));
        Assert.Equal([root, root, root, null], bot.Teams.Messages.Skip(1).Select(message => message.Root));
        Assert.Equal("404 ConversationNotFound", (await bot.Client.SendAsync(Conversation.Thread("1"), SomeCard.Text("nowhere"))).Code);
    }

    [Fact]
    public async Task Text_beside_a_card_becomes_a_message_of_its_own()
    {
        await using var bot = await EchoBot.StartAsync();
        var both = SomeCard.Message(SomeCard.Plain("card"));
        both["text"] = "text";
        var id = (await bot.Client.SendAsync(BensChat, both)).Id;
        Assert.Equal(["text", ""], bot.Teams.Messages.Select(message => message.Text));
        Assert.Equal(id, bot.Teams.Messages[0].Id);
        Assert.Null(bot.Teams.Messages[0].Card);
        Assert.NotNull(bot.Teams.Messages[1].Card);
    }

    [Theory]
    [InlineData("""{"text":"no type"}""", "400 BadSyntax")]
    [InlineData("""{"type":"message"}""", "400 BadSyntax")]
    [InlineData("""{"type":"message","text":"x","attachments":{}}""", "400 BadSyntax")]
    [InlineData("""{"type":"message","attachments":[{"content":{}}]}""", "400 BadSyntax")]
    [InlineData("not json", "400 BadSyntax")]
    [InlineData("[]", "400 BadSyntax")]
    [InlineData("""{"type":"message","type":"typing"}""", "400 BadSyntax")]
    [InlineData("""{"type":"trace"}""", "400 Bad Argument")]
    [InlineData("""{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":"{}"}]}""", "400 Bad Argument")]
    [InlineData("""{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard"}}]}""", "400 Bad Argument")]
    [InlineData("""{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","version":"1.5","actions":[{"type":"Action.Execute","title":"No verb"}]}}]}""", "400 Bad Argument")]
    [InlineData("""{"type":"message","text":"hello","entities":[{"type":"mention","text":"<at>Ben</at>","mentioned":{"id":"29:ben"}}]}""", "400 Bad Argument")]
    public async Task A_message_that_Teams_would_refuse_is_refused(string body, string code)
    {
        await using var bot = await EchoBot.StartAsync();
        var path = $"v3/conversations/{Uri.EscapeDataString(BensChat)}/activities";
        Assert.Equal(code, (await bot.Client.CallAsync(HttpMethod.Post, path, raw: body)).Code);
        Assert.Empty(bot.Teams.Messages);
    }

    [Theory]
    [InlineData(50 * 1024 - 100, "201")]
    [InlineData(50 * 1024 + 1, "413 MessageSizeTooBig")]
    [InlineData(600 * 1024, "413 MessageSizeTooBig")]
    public async Task A_message_has_at_most_100_KB_in_UTF_16(int characters, string code)
    {
        await using var bot = await EchoBot.StartAsync();
        Assert.Equal(code, (await bot.Client.SendAsync(BensChat, SomeCard.Text(new string('ä', characters)))).Code);
    }

    [Fact]
    public async Task A_bot_changes_its_own_messages_only_and_where_they_are()
    {
        await using var bot = await EchoBot.StartAsync();
        var anas = (await bot.Teams.SayAsync(People.Ana, Conversation.General, "mine", cancellationToken: TestContext.Current.CancellationToken)).MessageId;
        var own = (await bot.Client.SendAsync(BensChat, SomeCard.Text("own"))).Id;
        Assert.Equal("403 NotEnoughPermissions", (await bot.Client.UpdateAsync(Conversation.TeamId, anas, SomeCard.Text("changed"))).Code);
        Assert.Equal("403 NotEnoughPermissions", (await bot.Client.DeleteAsync(Conversation.TeamId, anas)).Code);
        Assert.Equal("404 ActivityNotFoundInConversation", (await bot.Client.UpdateAsync(Conversation.TeamId, own, SomeCard.Text("changed"))).Code);
        Assert.Equal("404 ConversationNotFound", (await bot.Client.SendAsync("19:other@thread.tacv2", SomeCard.Text("hello"))).Code);
        bot.Teams.DeleteCard(own);
        Assert.Equal("404 ActivityNotFoundInConversation", (await bot.Client.UpdateAsync(BensChat, own, SomeCard.Text("changed"))).Code);
    }

    [Fact]
    public async Task A_private_chat_is_created_once_for_one_member_of_the_tenant()
    {
        await using var bot = await EchoBot.StartAsync();
        Assert.Equal("201", (await CreateAsync(bot, """{"isGroup":false,"members":[{"id":"29:ben"}],"tenantId":"TENANT","bot":{"id":"28:x"}}""")).Code);
        Assert.Equal(BensChat, (await CreateAsync(bot, """{"members":[{"id":"29:ben"}],"channelData":{"tenant":{"id":"TENANT"}}}""")).Id);
        Assert.Empty(bot.Teams.Messages);
        foreach (var wrong in new[]
        {
            """{"members":[{"id":"29:ben"}]}""",
            """{"members":[{"id":"29:ben"}],"tenantId":"another"}""",
            """{"members":[{"id":"29:ben"},{"id":"29:ana"}],"tenantId":"TENANT"}""",
            """{"members":[{"id":"ben@contoso.example"}],"tenantId":"TENANT"}""",
            """{"isGroup":true,"members":[{"id":"29:ben"},{"id":"29:ana"}],"tenantId":"TENANT"}""",
            """{"isGroup":true,"channelData":{"channel":{"id":"19:general-contoso@thread.tacv2"}},"tenantId":"TENANT"}""",
        })
        {
            Assert.Equal("400 BadSyntax", (await CreateAsync(bot, wrong)).Code);
        }

        bot.Teams.Faults.Block(People.Ben);
        Assert.Equal("403 ConversationBlockedByUser", (await bot.Client.SendAsync(BensChat, SomeCard.Text("hello"))).Code);
    }

    [Fact]
    public async Task A_channel_thread_is_created_with_its_first_message()
    {
        await using var bot = await EchoBot.StartAsync();
        var made = await CreateAsync(bot, """{"isGroup":true,"channelData":{"channel":{"id":"19:general-contoso@thread.tacv2"}},"tenantId":"TENANT","activity":{"type":"message","text":"first"}}""");
        var message = Assert.Single(bot.Teams.Messages);
        Assert.Equal((Conversation.Thread(message.Id), message.Id), (made.Id, (string?)made.Json!["activityId"]));
    }

    [Fact]
    public async Task Members_are_found_by_each_of_their_names()
    {
        await using var bot = await EchoBot.StartAsync();
        foreach (var name in new[] { People.Ben.TeamsId, People.Ben.AadObjectId, People.Ben.Email })
        {
            var member = (await bot.Client.GetAsync(Conversation.TeamId, $"members/{Uri.EscapeDataString(name)}")).Json!;
            Assert.Equal((People.Ben.TeamsId, People.Ben.AadObjectId, People.TeamsTenantId), ((string?)member["id"], (string?)member["aadObjectId"], (string?)member["tenantId"]));
        }

        Assert.Equal("400 MemberNotFoundInConversation", (await bot.Client.GetAsync(Conversation.TeamId, "members/29%3Anobody")).Code);
        Assert.Equal("400 MemberNotFoundInConversation", (await bot.Client.GetAsync(BensChat, "members/29%3Aana")).Code);
        Assert.Equal(4, (await bot.Client.GetAsync(Conversation.TeamId, "members")).Json!.AsArray().Count);
        Assert.Equal(4, (await bot.Client.GetAsync(Conversation.Thread("1"), "pagedmembers?pageSize=2")).Json!["members"]!.AsArray().Count);
        Assert.Equal("400 Bad Argument", (await bot.Client.GetAsync(Conversation.TeamId, "pagedmembers?continuationToken=old")).Code);
        var team = (await bot.Client.CallAsync(HttpMethod.Get, $"v3/teams/{Uri.EscapeDataString(Conversation.TeamId)}")).Json!;
        Assert.Equal("Contoso", (string?)team["name"]);
        var channels = (await bot.Client.CallAsync(HttpMethod.Get, $"v3/teams/{Uri.EscapeDataString(Conversation.TeamId)}/conversations")).Json!["conversations"]!.AsArray();
        Assert.Equal((Conversation.TeamId, null), ((string?)channels[0]!["id"], (string?)channels[0]!["name"]));
    }

    [Fact]
    public async Task Sends_are_throttled_by_thread_when_the_world_is_that_strict()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var bot = await EchoBot.StartAsync(new TeamsOptions { Throttles = true }, clock);
        for (var i = 0; i < 7; i++)
        {
            Assert.Equal("201", (await bot.Client.SendAsync(BensChat, SomeCard.Text("hello"))).Code);
        }

        var eighth = await bot.Client.SendAsync(BensChat, SomeCard.Text("hello"));
        Assert.Equal(("429 Throttled", TimeSpan.FromSeconds(1)), (eighth.Code, eighth.Headers.RetryAfter?.Delta));
        Assert.Equal("201", (await bot.Client.SendAsync(Conversation.With(People.Ana).Id, SomeCard.Text("hello"))).Code);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("201", (await bot.Client.SendAsync(BensChat, SomeCard.Text("hello"))).Code);
    }

    [Fact]
    public async Task Every_call_is_recorded_with_the_hash_of_its_token()
    {
        await using var bot = await EchoBot.StartAsync();
        await bot.Client.SendAsync(BensChat, SomeCard.Text("hello"));
        var call = Assert.Single(bot.Teams.Connector.Calls);
        Assert.Equal(("POST", $"/teams/v3/conversations/{BensChat}/activities", 201), (call.Method, call.Path, call.Status));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(bot.Client.Token!))), call.TokenSha256);
        Assert.DoesNotContain(bot.Client.Token!, call.ToString(), StringComparison.Ordinal);
    }

    private static Task<Answer> CreateAsync(EchoBot bot, string body) =>
        bot.Client.CallAsync(HttpMethod.Post, "v3/conversations", JsonNode.Parse(body.Replace("TENANT", People.TeamsTenantId, StringComparison.Ordinal)));
}

using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;

namespace TeamsAgent.Tests.SandboxChat;

/// <summary>What Teams sends to a bot when people write, edit, delete, react, install.</summary>
public sealed class SendingSandboxChatTests
{
    private static readonly string BotId = $"28:{People.BotAppId}";

    [Fact]
    public async Task A_message_in_the_channel_begins_a_thread_and_mentions_the_bot()
    {
        await using var bot = await EchoBot.StartAsync();
        var result = await bot.Teams.SayAsync(People.Ana, Conversation.General, "ask @Ben about <b>", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, result.Status);
        var activity = Assert.Single(bot.Received);
        Assert.Equal("message", (string?)activity["type"]);
        Assert.Equal(result.MessageId, (string?)activity["id"]);
        Assert.Equal($"{Conversation.TeamId};messageid={result.MessageId}", (string?)activity["conversation"]!["id"]);
        Assert.Equal("channel", (string?)activity["conversation"]!["conversationType"]);
        Assert.Equal("<at>TeamsAgent</at> ask <at>Ben Weber</at> about <b>", (string?)activity["text"]);
        var mentions = activity["entities"]!.AsArray().Where(entity => (string?)entity!["type"] == "mention").ToList();
        Assert.Equal([BotId, People.Ben.TeamsId], mentions.Select(mention => (string?)mention!["mentioned"]!["id"]));
        Assert.All(mentions, mention => Assert.Contains((string)mention!["text"]!, (string)activity["text"]!, StringComparison.Ordinal));
        Assert.Contains("about &lt;b&gt;</div>", (string?)activity["attachments"]![0]!["content"], StringComparison.Ordinal);
        Assert.Equal(People.Ana.AadObjectId, (string?)activity["from"]!["aadObjectId"]);
        Assert.Equal(BotId, (string?)activity["recipient"]!["id"]);
        Assert.Equal(People.TeamsTenantId, (string?)activity["channelData"]!["tenant"]!["id"]);
        Assert.Equal(Conversation.TeamId, (string?)activity["channelData"]!["team"]!["id"]);
        Assert.Equal(bot.Teams.ServiceUrl, (string?)activity["serviceUrl"]);
    }

    [Fact]
    public async Task A_message_in_the_private_chat_has_no_mention_and_no_team()
    {
        await using var bot = await EchoBot.StartAsync();
        await bot.Teams.SayAsync(People.Eve, Conversation.With(People.Eve), "mail ben@contoso.example", cancellationToken: TestContext.Current.CancellationToken);
        var activity = Assert.Single(bot.Received);
        Assert.Equal("mail ben@contoso.example", (string?)activity["text"]);
        Assert.Equal("personal", (string?)activity["conversation"]!["conversationType"]);
        Assert.StartsWith("a:", (string?)activity["conversation"]!["id"], StringComparison.Ordinal);
        Assert.DoesNotContain(activity["entities"]!.AsArray(), entity => (string?)entity!["type"] == "mention");
        Assert.Null(activity["channelData"]!["team"]);
    }

    [Fact]
    public async Task A_reply_in_a_thread_names_its_root()
    {
        await using var bot = await EchoBot.StartAsync();
        var root = (await bot.Teams.SayAsync(People.Ana, Conversation.General, "one", cancellationToken: TestContext.Current.CancellationToken)).MessageId;
        await bot.Teams.SayAsync(People.Ben, Conversation.General, "two", root, TestContext.Current.CancellationToken);
        Assert.Equal(Conversation.Thread(root), (string?)bot.Received[1]["conversation"]!["id"]);
        Assert.NotEqual(root, (string?)bot.Received[1]["id"]);
    }

    [Fact]
    public async Task Nobody_writes_in_another_person_s_chat()
    {
        await using var bot = await EchoBot.StartAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            bot.Teams.SayAsync(People.Eve, Conversation.With(People.Ben), "hello", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Empty(bot.Received);
    }

    [Fact]
    public async Task Edits_deletions_and_reactions_are_told()
    {
        await using var bot = await EchoBot.StartAsync();
        var id = (await bot.Teams.SayAsync(People.Ana, Conversation.General, "one", cancellationToken: TestContext.Current.CancellationToken)).MessageId;
        await bot.Teams.EditAsync(People.Ana, id, "two", TestContext.Current.CancellationToken);
        await bot.Teams.ReactAsync(People.Ben, id, "like", TestContext.Current.CancellationToken);
        await bot.Teams.DeleteAsync(People.Ana, id, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.Teams.EditAsync(People.Ana, id, "three", TestContext.Current.CancellationToken));
        Assert.Equal(["message", "messageUpdate", "messageReaction", "messageDelete"], bot.Received.Select(activity => (string?)activity["type"]));
        Assert.Equal("editMessage", (string?)bot.Received[1]["channelData"]!["eventType"]);
        Assert.Equal("<at>TeamsAgent</at> two", (string?)bot.Received[1]["text"]);
        Assert.Equal(id, (string?)bot.Received[1]["id"]);
        Assert.Equal(id, (string?)bot.Received[2]["replyToId"]);
        Assert.Equal("like", (string?)bot.Received[2]["reactionsAdded"]![0]!["type"]);
        Assert.Equal("softDeleteMessage", (string?)bot.Received[3]["channelData"]!["eventType"]);
        Assert.True(Assert.Single(bot.Teams.Messages).Deleted);
    }

    [Fact]
    public async Task Nobody_edits_another_person_s_message()
    {
        await using var bot = await EchoBot.StartAsync();
        var id = (await bot.Teams.SayAsync(People.Ana, Conversation.General, "one", cancellationToken: TestContext.Current.CancellationToken)).MessageId;
        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.Teams.EditAsync(People.Eve, id, "two", TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.Teams.DeleteAsync(People.Eve, id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Installing_and_removing_come_as_two_activities_each()
    {
        await using var bot = await EchoBot.StartAsync();
        await bot.Teams.RemoveAsync(People.Ada, Conversation.General, TestContext.Current.CancellationToken);
        Assert.Equal("403 BotNotInConversationRoster", (await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Text("hello"))).Code);
        await bot.Teams.InstallAsync(People.Ada, Conversation.General, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, (await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Text("hello"))).Status);
        Assert.Equal(["conversationUpdate", "installationUpdate", "conversationUpdate", "installationUpdate"], bot.Received.Select(activity => (string?)activity["type"]));
        Assert.Equal(BotId, (string?)bot.Received[0]["membersRemoved"]![0]!["id"]);
        Assert.Equal("remove", (string?)bot.Received[1]["action"]);
        Assert.Equal(BotId, (string?)bot.Received[2]["membersAdded"]![0]!["id"]);
        Assert.Equal("add", (string?)bot.Received[3]["action"]);
        Assert.Equal(Conversation.TeamId, (string?)bot.Received[3]["channelData"]!["settings"]!["selectedChannel"]!["id"]);
    }

    [Fact]
    public async Task A_message_that_is_not_answered_in_time_is_sent_again()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var bot = await EchoBot.StartAsync(clock: clock);
        bot.Answer = activity => bot.Received.Count == 1 ? HangAsync(activity) : Task.FromResult<IResult?>(Results.Accepted());
        var saying = bot.Teams.SayAsync(People.Ana, Conversation.General, "one", cancellationToken: TestContext.Current.CancellationToken);
        await bot.ArrivesAsync();
        Assert.False(saying.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(15));
        var result = await saying;
        Assert.Equal((HttpStatusCode.Accepted, 2), (result.Status, result.Attempts));
        Assert.Equal(bot.Received[0].ToJsonString(), bot.Received[1].ToJsonString());
    }

    [Fact]
    public async Task A_duplicated_activity_keeps_its_id_or_not_as_asked()
    {
        await using var bot = await EchoBot.StartAsync();
        bot.Teams.Faults.DuplicateNext();
        var twice = await bot.Teams.SayAsync(People.Ana, Conversation.General, "one", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, Assert.Single(twice.Copies).Status);
        Assert.Equal((string?)bot.Received[0]["id"], (string?)bot.Received[1]["id"]);
        bot.Teams.Faults.DuplicateNext(2, withNewIds: true);
        await bot.Teams.SayAsync(People.Ana, Conversation.General, "two", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(3, bot.Received.Skip(2).Select(activity => (string?)activity["id"]).Distinct().Count());
        await bot.Teams.SayAsync(People.Ana, Conversation.General, "three", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(6, bot.Received.Count);
    }

    [Fact]
    public async Task While_the_platform_is_down_nothing_moves()
    {
        await using var bot = await EchoBot.StartAsync();
        bot.Teams.Faults.Down = true;
        var result = await bot.Teams.SayAsync(People.Ana, Conversation.General, "one", cancellationToken: TestContext.Current.CancellationToken);
        Assert.False(result.Taken);
        Assert.NotNull(result.Trouble);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await bot.Client.TokenAsync()).Status);
        bot.Client.Token = "any";
        Assert.Equal("503 ServiceUnavailable", (await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Text("hello"))).Code);
        Assert.Empty(bot.Received);
    }

    /// <summary>Answers when the test is over.</summary>
    internal static async Task<IResult?> HangAsync(JsonObject activity)
    {
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return null;
    }

    internal static JsonObject Data(JsonObject activity) => (JsonObject)activity["value"]!["action"]!["data"]!;
}

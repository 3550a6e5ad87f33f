using System.Net;
using System.Net.Http.Json;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Sandbox.Chat.Wire;

namespace TeamsAgent.Tests.SandboxChat;

/// <summary>The platform fails as asked, and as the real one was seen to fail.</summary>
public sealed class FaultSandboxChatTests
{
    [Theory]
    [InlineData(ConnectorFault.Throttled, "429 Throttled", 0)]
    [InlineData(ConnectorFault.PreconditionFailed, "412 PreconditionFailed", 0)]
    [InlineData(ConnectorFault.BadGateway, "502", 0)]
    [InlineData(ConnectorFault.BotNotInRoster, "403 BotNotInConversationRoster", 0)]
    [InlineData(ConnectorFault.Unauthorized, "401 Unauthorized", 0)]
    [InlineData(ConnectorFault.DeliveredThen500, "500 ServiceError", 1)]
    [InlineData(ConnectorFault.EmptyAnswer, "202", 1)]
    public async Task A_fault_strikes_once_and_the_next_send_works(ConnectorFault fault, string code, int delivered)
    {
        await using var bot = await EchoBot.StartAsync();
        bot.Teams.Faults.Next(fault);
        Assert.Equal(HttpStatusCode.OK, (await bot.Client.GetAsync(Conversation.TeamId, "members")).Status);
        Assert.Equal(code, (await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Text("hello"))).Code);
        Assert.Equal(delivered, bot.Teams.Messages.Count);
        Assert.Equal("201", (await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Text("hello"))).Code);
        Assert.Equal(fault, bot.Teams.Connector.Calls[1].Fault);
    }

    [Theory]
    [InlineData(ConnectorFault.Dropped, 0)]
    [InlineData(ConnectorFault.DeliveredThenDropped, 1)]
    public async Task A_dropped_connection_says_nothing_of_what_happened(ConnectorFault fault, int delivered)
    {
        await using var bot = await EchoBot.StartAsync();
        bot.Teams.Faults.Next(fault);
        await Assert.ThrowsAsync<HttpRequestException>(() => bot.Client.SendAsync(Conversation.TeamId, SomeCard.Text("hello")));
        await bot.Client.GetAsync(Conversation.TeamId, "members");
        Assert.Equal(delivered, bot.Teams.Messages.Count);
        Assert.Equal(0, bot.Teams.Connector.Calls[0].Status);
    }

    [Fact]
    public async Task A_bad_gateway_answers_with_a_page()
    {
        await using var bot = await EchoBot.StartAsync();
        bot.Teams.Faults.Next(ConnectorFault.BadGateway);
        Assert.StartsWith("<html>", (await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Text("hello"))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_without_a_token_meets_no_fault_but_its_own()
    {
        await using var bot = await EchoBot.StartAsync();
        bot.Teams.Faults.Next(ConnectorFault.BadGateway);
        bot.Client.Token = "";
        Assert.Equal("401 Unauthorized", (await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Text("hello"))).Code);
        Assert.Single(bot.Teams.Faults.Waiting);
    }

    [Fact]
    public async Task Faults_can_be_ordered_over_HTTP_from_here_alone()
    {
        await using var bot = await EchoBot.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(bot.Teams.Address) };
        var card = (await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Message(SomeCard.Plain("card")))).Id;
        var kid = bot.Teams.Tokens.Current.Kid;
        foreach (var order in new object[]
        {
            new { @do = "FailNext", fault = "Throttled", times = 2 }, new { @do = "DuplicateNext", times = 1 }, new { @do = "RotateKeys" },
            new { @do = "DeleteCard", message = card }, new { @do = "RemoveBot", person = "ada" },
        })
        {
            using var done = await http.PostAsJsonAsync("/sandbox/teams/faults", order, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        }

        Assert.Equal([ConnectorFault.Throttled, ConnectorFault.Throttled], bot.Teams.Faults.Waiting);
        Assert.NotEqual(kid, bot.Teams.Tokens.Current.Kid);
        Assert.True(bot.Teams.Messages[0].Deleted);
        Assert.True(bot.Teams.Faults.BotRemoved);
        Assert.Equal("remove", (string?)bot.Received[^1]["action"]);
        using var wrong = await http.PostAsJsonAsync("/sandbox/teams/faults", new { @do = "FailNext" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        http.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        using var foreign = await http.PostAsJsonAsync("/sandbox/teams/faults", new { @do = "Down" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.False(bot.Teams.Faults.Down);
    }

    [Fact]
    public async Task Nothing_that_is_seen_in_the_records_is_a_token()
    {
        await using var bot = await EchoBot.StartAsync();
        using var http = new HttpClient();
        await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Text("hello"));
        foreach (var record in new[] { "messages", "calls", "faults" })
        {
            Assert.DoesNotContain("canary", await http.GetStringAsync(new Uri($"{bot.Teams.Address}/sandbox/teams/{record}"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_was_said_is_still_there_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-chat-").FullName;
        try
        {
            string said, card;
            await using (var first = await EchoBot.StartAsync(new TeamsOptions { StatePath = folder }))
            {
                said = (await first.Teams.SayAsync(People.Ana, Conversation.General, "hello", cancellationToken: TestContext.Current.CancellationToken)).MessageId;
                card = (await first.Client.SendAsync(Conversation.Thread(said), SomeCard.Message(SomeCard.Approval()))).Id;
                await first.Client.UpdateAsync(Conversation.Thread(said), card, SomeCard.Message(SomeCard.Approval("Still?")));
            }

            await using var second = await EchoBot.StartAsync(new TeamsOptions { StatePath = folder });
            Assert.Equal([said, card], second.Teams.Messages.Select(message => message.Id));
            Assert.Equal((said, 1), (second.Teams.Messages[1].Root, second.Teams.Messages[1].Earlier.Count));
            await second.Teams.PressAsync(People.Ben, card, "approve", cancellationToken: TestContext.Current.CancellationToken);
            Assert.True(long.Parse((await second.Client.SendAsync(Conversation.TeamId, SomeCard.Text("next"))).Id, System.Globalization.CultureInfo.InvariantCulture) > long.Parse(card, System.Globalization.CultureInfo.InvariantCulture));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

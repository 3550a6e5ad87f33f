using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;

namespace TeamsAgent.Tests.SandboxChat;

/// <summary>What the page's fault panel orders from the chat.</summary>
public sealed class FaultPanelSandboxChatTests
{
    [Theory]
    [InlineData("Duplicate", 1)]
    [InlineData("DuplicateAsTwo", 2)]
    public async Task The_next_message_comes_twice(string happens, int ids)
    {
        await using var bot = await EchoBot.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await OrderAsync(bot, new { happens }));
        await bot.Teams.SayAsync(People.Ana, Conversation.General, "hello", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((2, ids), (bot.Received.Count, bot.Received.Select(activity => (string?)activity["id"]).Distinct().Count()));
    }

    [Fact]
    public async Task The_keys_change_and_the_newest_card_goes()
    {
        await using var bot = await EchoBot.StartAsync();
        Assert.Equal(HttpStatusCode.BadGateway, await OrderAsync(bot, new { happens = "CardDeleted" }));
        await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Message(SomeCard.Plain("card")));
        var kid = bot.Teams.Tokens.Current.Kid;
        Assert.Equal(HttpStatusCode.OK, await OrderAsync(bot, new { happens = "NewKeys" }));
        Assert.Equal(HttpStatusCode.OK, await OrderAsync(bot, new { happens = "CardDeleted" }));
        Assert.NotEqual(kid, bot.Teams.Tokens.Current.Kid);
        Assert.True(Assert.Single(bot.Teams.Messages).Deleted);
    }

    [Fact]
    public async Task The_bot_is_told_that_it_was_removed_and_added()
    {
        await using var bot = await EchoBot.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await OrderAsync(bot, new { botRemoved = true }));
        Assert.True(bot.Teams.Faults.BotRemoved);
        Assert.Equal(HttpStatusCode.OK, await OrderAsync(bot, new { botRemoved = false }));
        Assert.False(bot.Teams.Faults.BotRemoved);
        Assert.Equal(["remove", "add"], bot.Received.Select(activity => (string?)activity["action"]).Where(action => action is not null));
    }

    [Fact]
    public async Task A_request_to_sign_in_reaches_the_page_with_its_address()
    {
        await using var bot = await EchoBot.StartAsync();
        var id = (await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Message(SomeCard.Approval()))).Id;
        bot.Answer = _ => Task.FromResult<IResult?>(Results.Json(JsonNode.Parse(
            """{"statusCode":401,"type":"application/vnd.microsoft.activity.loginRequest","value":{"text":"Sign in","buttons":[{"type":"signin","value":"https://contoso.example/in"}]}}""")));
        var card = bot.Teams.Messages.Single(message => message.Id == id).Card!;
        var print = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(card.ToJsonString())))[..16];
        using var response = await PostAsync(bot, "/playground/press", new { @as = "ben", message = id, card = print, path = "/actions/0", inputs = new { note = "x" } });
        Assert.Equal("""{"toast":"Sign in","link":"https://contoso.example/in"}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<HttpStatusCode> OrderAsync(EchoBot bot, object order)
    {
        using var response = await PostAsync(bot, "/playground/faults/chat", order);
        return response.StatusCode;
    }

    private static async Task<HttpResponseMessage> PostAsync(EchoBot bot, string path, object body)
    {
        using var http = new HttpClient { BaseAddress = new Uri(bot.Teams.Address) };
        http.DefaultRequestHeaders.Add("Origin", bot.Teams.Address);
        return await http.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
    }
}

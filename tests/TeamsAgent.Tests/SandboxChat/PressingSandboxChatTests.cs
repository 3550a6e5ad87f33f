using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;

namespace TeamsAgent.Tests.SandboxChat;

/// <summary>Buttons of cards: what the client sends, what it refuses to send, and what becomes of the answer.</summary>
public sealed class PressingSandboxChatTests
{
    [Fact]
    public async Task A_press_carries_the_action_with_its_data_and_inputs()
    {
        await using var bot = await EchoBot.StartAsync();
        var id = await PostAsync(bot);
        await PressAsync(bot, People.Ben, id, "Approve", ("note", "fine"));
        var invoke = Assert.Single(bot.Received);
        Assert.Equal(("invoke", "adaptiveCard/action"), ((string?)invoke["type"], (string?)invoke["name"]));
        Assert.StartsWith("f:", (string?)invoke["id"], StringComparison.Ordinal);
        Assert.Equal(id, (string?)invoke["replyToId"]);
        Assert.Equal(Conversation.Thread(id), (string?)invoke["conversation"]!["id"]);
        Assert.Equal("manual", (string?)invoke["value"]!["trigger"]);
        Assert.Equal(People.Ben.AadObjectId, (string?)invoke["from"]!["aadObjectId"]);
        AssertJson("""{"type":"Action.Execute","id":"a1","title":"Approve","verb":"approve","data":{"requestId":"R1","nonce":"n1","note":"fine"}}""", invoke["value"]!["action"]);
    }

    [Fact]
    public async Task Inputs_of_the_own_card_and_of_those_above_go_along_and_no_others()
    {
        await using var bot = await EchoBot.StartAsync();
        var id = await PostAsync(bot);
        await PressAsync(bot, People.Ben, id, "reject", ("reason", "too early"));
        await PressAsync(bot, People.Ben, id, "bare");
        AssertJson("""{"requestId":"R1","note":"by default","reason":"too early"}""", SendingSandboxChatTests.Data(bot.Received[0]));
        AssertJson("""{"requestId":"R1"}""", SendingSandboxChatTests.Data(bot.Received[1]));
        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => PressAsync(bot, People.Ben, id, "approve", ("reason", "not mine")));
        Assert.Contains("No input reason goes with", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nothing", "has no button")]
    [InlineData("Off", "is disabled")]
    [InlineData("Open", "nothing is sent")]
    [InlineData("reject", "Say why.")]
    public async Task The_client_does_not_send(string button, string why)
    {
        await using var bot = await EchoBot.StartAsync();
        var id = await PostAsync(bot);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => PressAsync(bot, People.Ben, id, button));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Empty(bot.Received);
    }

    [Fact]
    public async Task The_older_kind_of_button_comes_as_a_message_with_a_value()
    {
        await using var bot = await EchoBot.StartAsync();
        var id = await PostAsync(bot);
        await PressAsync(bot, People.Ben, id, "Old way");
        var submit = Assert.Single(bot.Received);
        Assert.Equal(("message", id), ((string?)submit["type"], (string?)submit["replyToId"]));
        Assert.Null(submit["text"]);
        AssertJson("""{"requestId":"R1","note":"by default"}""", submit["value"]);
    }

    [Fact]
    public async Task The_card_of_the_answer_is_seen_by_the_presser_alone_until_the_shared_card_is_updated()
    {
        await using var bot = await EchoBot.StartAsync();
        var id = await PostAsync(bot);
        bot.Answer = _ => Task.FromResult<IResult?>(Results.Json(SomeCard.CardAnswer(SomeCard.Plain("You approved."))));
        var result = await PressAsync(bot, People.Ben, id, "approve");
        var message = bot.Teams.Messages.Single(m => m.Id == id);
        Assert.NotNull(result.Card);
        Assert.Equal("You approved.", TextOf(message.CardFor(People.Ben)));
        Assert.Equal("Approve?", TextOf(message.CardFor(People.Ana)));
        await bot.Client.UpdateAsync(Conversation.TeamId, id, SomeCard.Message(SomeCard.Plain("Approved by Ben.")));
        message = await bot.Teams.WaitForAsync(m => m.Id == id && m.Earlier.Count == 1, cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(People.All, person => Assert.Equal("Approved by Ben.", TextOf(message.CardFor(person))));
        Assert.Equal("Approve?", TextOf(ChatMessage.CardIn(message.Earlier[0])));
    }

    [Fact]
    public async Task An_update_that_comes_before_the_answer_is_not_covered_by_it()
    {
        await using var bot = await EchoBot.StartAsync();
        var id = await PostAsync(bot);
        bot.Answer = async _ =>
        {
            await bot.Client.UpdateAsync(Conversation.TeamId, id, SomeCard.Message(SomeCard.Plain("Running.")));
            return Results.Json(SomeCard.CardAnswer(SomeCard.Plain("Approved.")));
        };
        await PressAsync(bot, People.Ben, id, "approve");
        Assert.Equal("Running.", TextOf(bot.Teams.Messages.Single(m => m.Id == id).CardFor(People.Ben)));
    }

    [Fact]
    public async Task Sentences_sign_in_requests_and_errors_are_told_apart()
    {
        await using var bot = await EchoBot.StartAsync();
        var id = await PostAsync(bot);
        var answers = new Queue<IResult>([
            Results.Json(SomeCard.Toast("Only Ben can decide this.")),
            Results.Json(JsonNode.Parse("""{"statusCode":401,"type":"application/vnd.microsoft.activity.loginRequest","value":{"text":"Sign in","buttons":[{"type":"signin","value":"https://contoso.example/in"}]}}""")),
            Results.Json(JsonNode.Parse("""{"statusCode":400,"type":"application/vnd.microsoft.error","value":{"code":"BadRequest","message":"No such request."}}""")),
            Results.StatusCode(501),
        ]);
        bot.Answer = _ => Task.FromResult<IResult?>(answers.Dequeue());
        Assert.Equal("Only Ben can decide this.", (await PressAsync(bot, People.Eve, id, "approve")).Toast);
        Assert.Equal(("Sign in", "https://contoso.example/in"), (await PressAsync(bot, People.Eve, id, "approve")).SignIn);
        Assert.Equal("No such request.", (await PressAsync(bot, People.Eve, id, "approve")).Error);
        Assert.Equal(HttpStatusCode.NotImplemented, (await PressAsync(bot, People.Eve, id, "approve")).Status);
        Assert.Empty(bot.Teams.Messages.Single(m => m.Id == id).Views);
    }

    [Fact]
    public async Task A_press_that_is_not_answered_in_time_is_not_repeated()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var bot = await EchoBot.StartAsync(clock: clock);
        var id = await PostAsync(bot);
        bot.Answer = SendingSandboxChatTests.HangAsync;
        var pressing = PressAsync(bot, People.Ben, id, "approve");
        await bot.ArrivesAsync();
        clock.Advance(TimeSpan.FromSeconds(10));
        var result = await pressing;
        Assert.Equal((false, 1), (result.Taken, result.Attempts));
        Assert.Single(bot.Received);
    }

    [Fact]
    public async Task A_refresh_is_automatic_and_gives_the_viewer_an_own_card()
    {
        await using var bot = await EchoBot.StartAsync();
        var card = SomeCard.Approval();
        card["refresh"] = JsonNode.Parse("""{"action":{"type":"Action.Execute","verb":"refresh","data":{"requestId":"R1"}},"userIds":["29:ben"]}""");
        var id = (await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Message(card))).Id;
        bot.Answer = _ => Task.FromResult<IResult?>(Results.Json(SomeCard.CardAnswer(SomeCard.Plain("For Ben."))));
        await bot.Teams.RefreshAsync(People.Ben, id, TestContext.Current.CancellationToken);
        Assert.Equal("automatic", (string?)bot.Received[0]["value"]!["trigger"]);
        Assert.Equal("For Ben.", TextOf(bot.Teams.Messages.Single(m => m.Id == id).CardFor(People.Ben)));
    }

    [Fact]
    public async Task Nobody_presses_in_another_person_s_chat_unless_the_activity_is_forged()
    {
        await using var bot = await EchoBot.StartAsync();
        var id = (await bot.Client.SendAsync(Conversation.With(People.Ben).Id, SomeCard.Message(SomeCard.Approval()))).Id;
        await Assert.ThrowsAsync<InvalidOperationException>(() => PressAsync(bot, People.Eve, id, "approve"));
        await bot.Teams.PressAsync(People.Ben, id, "approve", change: press => press["from"]!["aadObjectId"] = People.Eve.AadObjectId, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(People.Eve.AadObjectId, (string?)Assert.Single(bot.Received)["from"]!["aadObjectId"]);
    }

    private static async Task<string> PostAsync(EchoBot bot) => (await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Message(SomeCard.Approval()))).Id;

    private static Task<InboundResult> PressAsync(EchoBot bot, SandboxPerson by, string id, string button, params (string Id, string Value)[] inputs) =>
        bot.Teams.PressAsync(by, id, button, inputs.ToDictionary(input => input.Id, input => input.Value), cancellationToken: TestContext.Current.CancellationToken);

    private static string? TextOf(JsonObject? card) => (string?)card?["body"]?[0]?["text"];

    private static void AssertJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {expected}, got {actual?.ToJsonString()}");
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;

namespace TeamsAgent.Tests.Playground;

public sealed class PressPlaygroundTests
{
    [Fact]
    public async Task Of_two_buttons_with_one_verb_the_pressed_one_is_sent()
    {
        await using var desk = await PlaygroundDesk.StartAsync();
        var (message, print) = await AskedAsync(desk);

        var answer = await desk.PostAsync("/playground/press", new { @as = "ben", message, card = print, path = "/actions/1", inputs = new { } });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var press = Assert.Single(desk.Bot.Presses);
        Assert.Equal(("approve", "Approve 2", 2), ((string?)press["verb"], (string?)press["title"], (int?)press["data"]!["step"]));
    }

    [Fact]
    public async Task Only_who_pressed_sees_the_answers_card()
    {
        await using var desk = await PlaygroundDesk.StartAsync();
        var (message, print) = await AskedAsync(desk);

        await desk.PostAsync("/playground/press", new { @as = "ben", message, card = print, path = "/actions/0", inputs = new { } });

        var (ben, ana) = (await BotMessageAsync(desk, People.Ben), await BotMessageAsync(desk, People.Ana));
        Assert.Equal("You approved step 1", (string?)ben["card"]!["fallbackText"]);
        Assert.True((bool)ben["isOwnView"]!);
        Assert.Equal("Approval needed", (string?)ana["card"]!["fallbackText"]);
        Assert.False((bool)ana["isOwnView"]!);
    }

    [Fact]
    public async Task An_update_that_overtakes_the_answer_is_what_everybody_sees()
    {
        await using var desk = await PlaygroundDesk.StartAsync();
        var (message, print) = await AskedAsync(desk);

        await desk.PostAsync("/playground/press", new { @as = "ben", message, card = print, path = "/actions/2/card/actions/0", inputs = new { reason = "Not now." } });

        var ben = await BotMessageAsync(desk, People.Ben);
        Assert.Equal("Rejected by Ben Weber: Not now.", (string?)ben["card"]!["fallbackText"]);
        Assert.False((bool)ben["isOwnView"]!);
    }

    [Fact]
    public async Task A_card_from_before_is_pressed_as_it_was_drawn()
    {
        await using var desk = await PlaygroundDesk.StartAsync();
        var (message, print) = await AskedAsync(desk);
        await desk.PostAsync("/playground/press", new { @as = "ben", message, card = print, path = "/actions/2/card/actions/0", inputs = new { reason = "No." } });

        var late = await desk.PostAsync("/playground/press", new { @as = "ada", message, card = print, path = "/actions/1", inputs = new { } });

        Assert.Equal(HttpStatusCode.OK, late.StatusCode);
        Assert.Equal("Approve 2", (string?)desk.Bot.Presses[^1]["title"]);
    }

    [Theory]
    [InlineData("0000000000000000", "/actions/0", HttpStatusCode.Conflict)]
    [InlineData(null, "/actions/99", HttpStatusCode.Conflict)]
    [InlineData(null, "/body/0", HttpStatusCode.Conflict)]
    [InlineData(null, "/actions/4", HttpStatusCode.Conflict)]
    public async Task What_is_no_button_of_the_card_is_not_pressed(string? card, string path, HttpStatusCode status)
    {
        await using var desk = await PlaygroundDesk.StartAsync();
        var (message, print) = await AskedAsync(desk);

        var answer = await desk.PostAsync("/playground/press", new { @as = "ben", message, card = card ?? print, path, inputs = new { } });

        Assert.Equal(status, answer.StatusCode);
        Assert.Empty(desk.Bot.Presses);
    }

    [Theory]
    [InlineData("/actions/5", HttpStatusCode.OK, "toast", "Only Ben can decide this.")]
    [InlineData("/actions/6", HttpStatusCode.BadGateway, "error", "The bot broke.")]
    public async Task Sentences_and_errors_are_handed_on(string path, HttpStatusCode status, string member, string sentence)
    {
        await using var desk = await PlaygroundDesk.StartAsync();
        var (message, print) = await AskedAsync(desk);

        var answer = await desk.PostAsync("/playground/press", new { @as = "eve", message, card = print, path, inputs = new { } });

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(sentence, (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))![member]);
    }

    [Fact]
    public async Task An_old_clients_button_is_sent_as_a_message_with_a_value()
    {
        await using var desk = await PlaygroundDesk.StartAsync();
        var (message, print) = await AskedAsync(desk);

        await desk.PostAsync("/playground/press", new { @as = "ben", message, card = print, path = "/actions/1/fallback", inputs = new { } });

        var submit = desk.Bot.Received.Last();
        Assert.Equal(("message", "approve", 2), ((string?)submit["type"], (string?)submit["value"]!["verb"], (int?)submit["value"]!["step"]));
        Assert.Equal(message, (string?)submit["replyToId"]);
    }

    private static async Task<(string Message, string Print)> AskedAsync(PlaygroundDesk desk)
    {
        await desk.PostAsync("/playground/say", new { @as = "ana", conversation = "general", text = "open an issue" });
        var seen = await BotMessageAsync(desk, People.Ben);
        return ((string)seen["id"]!, (string)seen["cardPrint"]!);
    }

    private static async Task<JsonObject> BotMessageAsync(PlaygroundDesk desk, SandboxPerson person)
    {
        var feed = await desk.FeedAsync(person, until: "messages");
        return feed["messages"]["messages"]!.AsArray().OfType<JsonObject>().First(message => (string?)message["from"] == "bot");
    }
}

using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Planning;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Tests.Chat.Teams;

namespace TeamsAgent.Tests.Words;

/// <summary>Whoever reads alone is written to in their language; what several people see is in the requester's.</summary>
public sealed class ReaderTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private ChatHost Host => fixture.Host;

    [Fact]
    public async Task A_private_copy_is_in_its_readers_language_and_the_shared_card_in_the_requesters()
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync(new Place("teams", People.TeamsTenantId, "a:ana", Personal: true));
        await SayAsync(host, People.Ben, "status", "de-DE");

        await SayAsync(host, People.Ana, $"withdraw #{request.Number}", "en-GB");

        var cards = host.Service.Puts.Where(put => put.Card is not null).Select(put => SomeActivity.Words(put.Card!)).ToList();
        Assert.Single(cards, card => card.Contains("Zurückgezogen", StringComparison.Ordinal) && card.Contains("Ana Ortiz, angefragt am ", StringComparison.Ordinal)
            && card.Contains("Ana Ortiz hat sie zurückgezogen. Es wurde nichts gesendet.", StringComparison.Ordinal));
        Assert.Equal(2, cards.Count(card => card.Contains("Withdrawn", StringComparison.Ordinal) && card.Contains("Ana Ortiz asked on ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_view_of_ones_own_is_in_ones_own_language_and_the_shared_card_stays_as_it_is()
    {
        var request = await Host.PutUpAsync();
        await SayAsync(Host, People.Ben, "status", "de-DE");
        var (card, message) = await Host.PostedAsync(request);
        var refresh = SomeActivity.Press(Host.Service, People.Ben, card, message, "approve", null, request.Place.Conversation);
        refresh["value"]!["action"]!["verb"] = "refresh";
        refresh["value"]!["trigger"] = "automatic";

        var (_, answer) = await Host.DeliverAsync(refresh);

        Assert.Contains("Genehmigung nötig", SomeActivity.Words(answer!["value"]!), StringComparison.Ordinal);
        Assert.Contains("Approval needed", SomeActivity.Words((await Host.PostedAsync(request)).Card), StringComparison.Ordinal);
        await SayAsync(Host, People.Ben, "status", "en-GB");
    }

    [Fact]
    public async Task A_refusal_is_told_to_whoever_pressed_in_their_language()
    {
        var request = await Host.PutUpAsync();
        await SayAsync(Host, People.Eve, "status", "de-AT");

        var answer = await Host.PressAsync(request, People.Eve, "approve");

        Assert.Equal("Ihr Chat-Konto ist noch nicht verknüpft, also kann ich nicht wissen, ob Sie das entscheiden dürfen. Senden Sie mir zuerst „verknüpfen“ in einem privaten Chat.", (string?)answer.AsObject()["value"]);
        await SayAsync(Host, People.Eve, "status", "en-GB");
    }

    [Theory]
    [InlineData("de-DE", "help", "Sagen Sie mir mit Ihren eigenen Worten")]
    [InlineData("en-GB", "hilfe", "Tell me in your own words")]
    [InlineData("fr-FR", "help", "Tell me in your own words")]
    [InlineData("xx-nonsense-41", "help", "Tell me in your own words")]
    [InlineData("de-DE", "meine anfragen", "Sie haben noch um nichts gebeten.")]
    [InlineData("de-DE", "hlep", "Meinten Sie „help“? Ich habe noch nichts getan")]
    [InlineData("de-DE", "zurückziehen", "Keine Ihrer Anfragen ist offen")]
    [InlineData("de-DE", "verbinde", "Welchen Anbieter? Senden Sie zum Beispiel „verbinde github“. Ich kenne: GitHub")]
    [InlineData("en-GB", "conect github", "Did you mean “connect github”? I have done nothing yet")]
    [InlineData("en-GB", "connect githubb", "I do not know that provider. I know: GitHub")]
    [InlineData("en-GB", "withdraw #4711", "You have no request #4711. “my requests” lists yours.")]
    public async Task Commands_are_answered_in_the_language_that_the_chat_is_set_to(string locale, string words, string told)
    {
        var tasks = (await Host.RowsAsync<TaskRow>()).Count;

        Assert.StartsWith(told, await SayAsync(Host, People.Ada, words, locale), StringComparison.Ordinal);
        Assert.Equal(tasks, (await Host.RowsAsync<TaskRow>()).Count);
    }

    [Fact]
    public async Task Withdraw_without_a_number_lists_what_is_open()
    {
        var request = await Host.PutUpAsync();

        var told = await SayAsync(Host, People.Ana, "withdraw", "en-GB");

        Assert.StartsWith($"Which one? Send “withdraw #{request.Number}”, for example. These of yours are open:\n#{request.Number} Open an issue: waits for a decision", told, StringComparison.Ordinal);
        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
    }

    // The agent has just asked something: whatever is said may be the answer.
    [Fact]
    public async Task A_slip_in_an_answer_is_left_to_the_agent()
    {
        var thread = ChatHost.Thread().Conversation;
        await SayAsync(Host, People.Ada, "open an issue", "en-GB", thread);
        var now = Host.Clock.GetUtcNow();
        Assert.Equal(1, await Host.RunAsync<Storage.UnitOfWork, int>(work => work.Db.Set<TaskRow>().Where(row => row.ConversationId == thread).ExecuteUpdateAsync(
            task => task.SetProperty(row => row.State, TaskState.Asking).SetProperty(row => row.UpdatedAt, now), TestContext.Current.CancellationToken)));

        await SayAsync(Host, People.Ada, "hlep", "en-GB", thread);

        Assert.Contains("hlep", (await Host.RowsAsync<TaskRow>()).Single(row => row.ConversationId == thread).Transcript, StringComparison.Ordinal);
    }

    private static async Task<string?> SayAsync(ChatHost host, SandboxPerson who, string words, string locale, string? conversation = null)
    {
        var before = host.Service.Posts.Count;
        var activity = SomeActivity.Message(host.Service, who, words, conversation, personal: conversation is null);
        activity["locale"] = locale;
        activity["entities"]!.AsArray().OfType<JsonObject>().First(entity => (string?)entity["type"] == "clientInfo")["locale"] = locale;
        await host.DeliverAsync(activity);
        return host.Service.Posts.Skip(before).LastOrDefault(post => post.Text is not null)?.Text;
    }
}

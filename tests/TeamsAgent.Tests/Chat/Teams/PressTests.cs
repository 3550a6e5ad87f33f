using System.Net;
using System.Text.Json.Nodes;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Tests.Chat.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Tests.Chat.Teams;

public sealed class PressTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private ChatHost Host => fixture.Host;

    [Fact]
    public async Task A_press_decides_in_its_answer_and_the_card_follows()
    {
        var request = await Host.PutUpAsync();

        var answer = await Host.PressAsync(request, People.Ben, "approve");

        Assert.Equal(200, (int)answer["statusCode"]!);
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)answer["type"]);
        Assert.Equal("AdaptiveCard", (string?)answer["value"]!["type"]);
        Assert.Equal(RequestState.Approved, (await Host.NowAsync(request)).State);
        var put = Assert.Single(Host.Service.PutsIn(request.Place.Conversation));
        Assert.Contains("Approved", SomeActivity.Words(put.Card!), StringComparison.Ordinal);
        Assert.Equal(await MessageIdAsync(request), Uri.UnescapeDataString(put.Path.Split('/')[^1]));
    }

    [Fact]
    public async Task A_rejection_carries_its_reason_and_not_more_than_500_characters_of_it()
    {
        var request = await Host.PutUpAsync();

        await Host.PressAsync(request, People.Ben, "reject", reason: new string('x', 2000));

        var now = await Host.NowAsync(request);
        Assert.Equal(RequestState.Rejected, now.State);
        Assert.Equal(500, now.Decisions[0].Reason!.Length);
    }

    [Fact]
    public async Task T04_A_card_that_was_copied_to_another_conversation_decides_nothing()
    {
        var request = await Host.PutUpAsync();
        var (card, message) = await Host.PostedAsync(request);

        var (_, answer) = await Host.DeliverAsync(SomeActivity.Press(Host.Service, People.Ben, card, message, "approve", null, ChatHost.Thread().Conversation));

        await RefusedAsync(request, answer!, "I did not post this card here, so nothing was decided. Decide on the card in the conversation where it was asked for.");
    }

    [Fact]
    public async Task T04_A_card_that_was_copied_into_another_message_decides_nothing()
    {
        var request = await Host.PutUpAsync();

        var answer = await Host.PressAsync(request, People.Ben, "approve", alter: press => press["replyToId"] = "1750000009999");

        await RefusedAsync(request, answer, "I did not post this card here, so nothing was decided. Decide on the card in the conversation where it was asked for.");
    }

    [Fact]
    public async Task T04_Another_requests_nonce_decides_nothing()
    {
        var (one, other) = (await Host.PutUpAsync(), await Host.PutUpAsync());
        var (card, _) = await Host.PostedAsync(other);
        var nonce = SomeActivity.DataOf(card, "approve")["nonce"]!.DeepClone();

        var answer = await Host.PressAsync(one, People.Ben, "approve", alter: press => press["value"]!["action"]!["data"]!["nonce"] = nonce);

        await RefusedAsync(one, answer, Language.English.Text(Refusal.PlanChanged));
    }

    [Theory]
    [InlineData("requestId", "r_00000000000000000000000000000000")]
    [InlineData("requestId", "not a request")]
    [InlineData("requestId", null)]
    [InlineData("nonce", "00000000000000000000000000000000")]
    [InlineData("nonce", null)]
    [InlineData("plan", "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("plan", "nonsense")]
    [InlineData("plan", null)]
    public async Task T04_A_press_with_altered_data_decides_nothing(string field, string? value)
    {
        var request = await Host.PutUpAsync();

        var answer = await Host.PressAsync(request, People.Ben, "approve", alter: press => press["value"]!["action"]!["data"]![field] = value);

        Assert.Equal("application/vnd.microsoft.activity.message", (string?)answer["type"]);
        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
    }

    [Fact]
    public async Task T05_An_old_card_is_refused_and_refreshed_and_the_new_one_decides()
    {
        var request = await Host.PutUpAsync();
        var (old, message) = await Host.PostedAsync(request);
        await Host.PressAsync(request, People.Ben, "approve");
        await Host.ChangeAsync(request, r => r.Claim(new Dictionary<PersonId, Person> { [r.Requester] = new() { Id = r.Requester, Name = "Ana" } }, Nobody, TimeSpan.FromMinutes(1), Host.Clock.GetUtcNow()));
        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
        var puts = Host.Service.PutsIn(request.Place.Conversation).Count;

        var (_, answer) = await Host.DeliverAsync(SomeActivity.Press(Host.Service, People.Ada, old, message, "approve", null, request.Place.Conversation));

        await RefusedAsync(request, answer!, Language.English.Text(Refusal.PlanChanged));
        Assert.Equal(puts + 1, Host.Service.PutsIn(request.Place.Conversation).Count);
        await Host.PressAsync(request, People.Ada, "approve");
        Assert.Equal(RequestState.Approved, (await Host.NowAsync(request)).State);
    }

    [Fact]
    public async Task T06_Of_many_presses_at_once_one_decides_and_the_others_are_told_who_did()
    {
        var request = await Host.PutUpAsync();
        var (card, message) = await Host.PostedAsync(request);
        var presses = Enumerable.Range(0, 40).Select(i => SomeActivity.Press(
            Host.Service, i % 2 == 0 ? People.Ben : People.Ada, card, message, i % 3 == 0 ? "reject" : "approve", "no", request.Place.Conversation)).ToList();
        var answers = new List<JsonNode>();

        await Host.QuietAsync(async () =>
        {
            foreach (var answer in await Task.WhenAll(presses.Select(Host.SendAsync)))
            {
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                answers.Add(JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
                answer.Dispose();
            }
        });

        Assert.Single(answers, answer => (string?)answer["type"] == "application/vnd.microsoft.card.adaptive");
        Assert.All(answers.Where(a => (string?)a["type"] != "application/vnd.microsoft.card.adaptive"),
            answer => Assert.Matches("already (settled: approved by|rejected)|has already rejected", (string)answer["value"]!));
        Assert.Single((await Host.NowAsync(request)).Decisions);
    }

    [Fact]
    public async Task The_same_press_delivered_again_gets_the_same_answer_and_decides_once()
    {
        var request = await Host.PutUpAsync();
        var (card, message) = await Host.PostedAsync(request);
        var press = SomeActivity.Press(Host.Service, People.Ben, card, message, "approve", null, request.Place.Conversation);

        var first = await Host.DeliverAsync(press);
        var again = await Host.DeliverAsync(press);

        Assert.Equal(first.Body!.ToJsonString(), again.Body!.ToJsonString());
        Assert.Single((await Host.NowAsync(request)).Decisions);
    }

    [Fact]
    public async Task T01_The_requester_cannot_decide_an_own_request()
    {
        var request = await Host.PutUpAsync();

        await RefusedAsync(request, await Host.PressAsync(request, People.Ana, "approve"), Language.English.Text(Refusal.OwnRequest));
    }

    [Fact]
    public async Task T02_Who_is_no_approver_cannot_decide_whoever_the_data_says_they_are()
    {
        var request = await Host.PutUpAsync();
        await Host.PersonAsync(People.Eve);

        var answer = await Host.PressAsync(request, People.Eve, "approve", alter: press =>
        {
            var data = press["value"]!["action"]!["data"]!;
            (data["from"], data["aadObjectId"], data["userId"]) = (People.Ben.TeamsId, People.Ben.AadObjectId, People.Ben.TeamsId);
            press["value"]!["from"] = new JsonObject { ["aadObjectId"] = People.Ben.AadObjectId };
        });

        await RefusedAsync(request, answer, Language.English.Text(Refusal.NotAnApprover));
    }

    [Theory]
    [InlineData("bot")]
    [InlineData("skill")]
    [InlineData("something new")]
    public async Task T09_A_sender_that_is_no_person_decides_nothing(string role)
    {
        var request = await Host.PutUpAsync();

        var answer = await Host.PressAsync(request, People.Ben, "approve", alter: press => press["from"]!["role"] = role);

        await RefusedAsync(request, answer, "Only people of this organisation can press here; nothing was changed. Ask somebody of this organisation.");
    }

    [Theory]
    [InlineData("id", "28:00000000-0000-4000-8000-0000000000b0")]
    [InlineData("aadObjectId", "")]
    [InlineData("aadObjectId", null)]
    public async Task T09_A_sender_without_an_account_of_the_tenant_decides_nothing(string field, string? value)
    {
        var request = await Host.PutUpAsync();

        var answer = await Host.PressAsync(request, People.Ben, "approve", alter: press => press["from"]![field] = value);

        await RefusedAsync(request, answer, "Only people of this organisation can press here; nothing was changed. Ask somebody of this organisation.");
    }

    [Theory]
    [InlineData("\"automatic\"")]
    [InlineData("\"somehow\"")]
    [InlineData("true")]
    public async Task T52_What_the_client_sends_by_itself_shows_the_card_and_decides_nothing(string trigger)
    {
        var request = await Host.PutUpAsync();

        var answer = await Host.PressAsync(request, People.Ben, "approve", alter: press => press["value"]!["trigger"] = JsonNode.Parse(trigger));

        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)answer["type"]);
        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
    }

    [Fact]
    public async Task Refresh_shows_the_current_card()
    {
        var request = await Host.PutUpAsync();

        var answer = await Host.PressAsync(request, People.Eve, "approve", alter: press => press["value"]!["action"]!["verb"] = "refresh");

        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)answer["type"]);
        Assert.True(SomeActivity.HasVerb(answer["value"]!, "approve"));
    }

    [Fact]
    public async Task An_unknown_button_changes_nothing()
    {
        var request = await Host.PutUpAsync();

        var answer = await Host.PressAsync(request, People.Ben, "approve", alter: press => press["value"]!["action"]!["verb"] = "approve_all");

        await RefusedAsync(request, answer, "I do not know this button; nothing was changed. Use the buttons of the newest card.");
    }

    [Fact]
    public async Task The_requester_withdraws_and_nobody_else_can()
    {
        var request = await Host.PutUpAsync();

        await RefusedAsync(request, await Host.PressAsync(request, People.Ben, "withdraw"), Language.English.Text(Refusal.NotTheRequester));
        await Host.PressAsync(request, People.Ana, "withdraw");

        Assert.Equal(RequestState.Withdrawn, (await Host.NowAsync(request)).State);
        var late = await Host.DeliverAsync(SomeActivity.Press(
            Host.Service, People.Ben, Host.Service.PostsIn(request.Place.Conversation)[0].Card!, await MessageIdAsync(request), "approve", null, request.Place.Conversation));
        Assert.Equal($"Ana Ortiz has already withdrawn #{request.Number}; nothing was changed.", (string?)late.Body!["value"]);
    }

    [Fact]
    public async Task A_critical_action_waits_for_a_login_that_only_the_approver_is_sent_to()
    {
        var request = await Host.PutUpAsync(null, SomeCard.Transfer());
        var before = Host.Service.PostsIn("a:29:ben").Count;

        var answer = await Host.PressAsync(request, People.Ben, "approve");

        Assert.Contains("Waiting for Ben Weber to log in", SomeActivity.Words(answer["value"]!), StringComparison.Ordinal);
        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
        var invitation = Assert.Single(Host.Service.PostsIn("a:29:ben").Skip(before));
        Assert.Contains("https://agent.contoso.example/stepup/", invitation.Card!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("/stepup/", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("/stepup/", string.Concat(Host.Service.Calls.Where(c => c.Conversation == request.Place.Conversation).Select(c => c.Body!.ToJsonString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_without_universal_actions_decides_by_the_same_rules()
    {
        var request = await Host.PutUpAsync();
        await Host.PersonAsync(People.Eve);
        var before = Host.Service.PostsIn("a:29:eve").Count;

        await Host.DeliverAsync(await SubmitAsync(request, People.Eve));
        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
        Assert.Equal(Language.English.Text(Refusal.NotAnApprover), Assert.Single(Host.Service.PostsIn("a:29:eve").Skip(before)).Text);

        await Host.DeliverAsync(await SubmitAsync(request, People.Ben));
        Assert.Equal(RequestState.Approved, (await Host.NowAsync(request)).State);
        Assert.Single(Host.Service.PutsIn(request.Place.Conversation));
        Assert.DoesNotContain(await Host.RowsAsync<InboxRow>(), row => row.DoneAt is null);
    }

    [Fact]
    public async Task Invokes_that_no_card_of_ours_causes_are_answered_501_and_not_stored()
    {
        var stored = (await Host.RowsAsync<InboxRow>()).Count;
        var invoke = SomeActivity.Envelope(Host.Service, People.Ben, "invoke", "a:ben", personal: true);
        invoke["name"] = "composeExtension/query";

        var (status, _) = await Host.DeliverAsync(invoke);

        Assert.Equal(HttpStatusCode.NotImplemented, status);
        Assert.Equal(stored, (await Host.RowsAsync<InboxRow>()).Count);
    }

    [Fact]
    public async Task An_action_without_a_verb_is_a_bad_request_inside_the_answer()
    {
        var request = await Host.PutUpAsync();

        var answer = await Host.PressAsync(request, People.Ben, "approve", alter: press => press["value"]!["action"]!.AsObject().Remove("verb"));

        Assert.Equal(400, (int)answer["statusCode"]!);
        Assert.Equal("application/vnd.microsoft.error", (string?)answer["type"]);
        Assert.Equal("BadRequest", (string?)answer["value"]!["code"]);
    }

    private static Dictionary<string, Group> Nobody { get; } = new() { ["managers"] = new Group("managers", [], []) };

    private async Task RefusedAsync(ApprovalRequest request, JsonNode answer, string sentence)
    {
        Assert.Equal(200, (int)answer["statusCode"]!);
        Assert.Equal("application/vnd.microsoft.activity.message", (string?)answer["type"]);
        Assert.Equal(sentence, (string?)answer["value"]);
        var now = await Host.NowAsync(request);
        Assert.Equal(RequestState.AwaitingDecision, now.State);
        Assert.DoesNotContain(now.Decisions, decision => decision.Choice == Choice.Approve && Quorum.Counts(decision, now.Verdict));
    }

    private async Task<string> MessageIdAsync(ApprovalRequest request) => (await Host.PostedAsync(request)).MessageId;

    private async Task<JsonObject> SubmitAsync(ApprovalRequest request, SandboxPerson who)
    {
        var (card, message) = await Host.PostedAsync(request);
        var activity = SomeActivity.Envelope(Host.Service, who, "message", request.Place.Conversation, personal: false);
        var data = SomeActivity.DataOf(card, "approve").DeepClone().AsObject();
        data["verb"] = "approve";
        (activity["replyToId"], activity["value"]) = (message, data);
        return activity;
    }
}

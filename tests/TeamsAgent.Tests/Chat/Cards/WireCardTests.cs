using System.Text;
using System.Text.Json;
using AdaptiveCards;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Teams.Cards;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using Xunit;
using static TeamsAgent.Tests.Chat.Cards.SomeCard;

namespace TeamsAgent.Tests.Chat.Cards;

/// <summary>What Teams asks of a card's JSON.</summary>
public sealed class WireCardTests
{
    [Theory]
    [MemberData(nameof(CardStates.Names), MemberType = typeof(CardStates))]
    public void Card_keeps_to_the_schema(string name) => Assert.Empty(CardSchema.Mistakes(CardJson.Of(CardStates.Cards[name])));

    [Theory]
    [MemberData(nameof(CardStates.Names), MemberType = typeof(CardStates))]
    public void Every_execute_has_a_verb_and_a_submit_with_the_same_data_behind_it(string name)
    {
        foreach (var execute in CardJson.Of(CardStates.Cards[name]).Of("Action.Execute"))
        {
            var verb = execute.GetProperty("verb").GetString();
            Assert.False(string.IsNullOrEmpty(verb));
            var submit = execute.GetProperty("fallback");
            Assert.Equal("Action.Submit", submit.GetProperty("type").GetString());
            Assert.Equal(execute.GetProperty("title").GetString(), submit.GetProperty("title").GetString());
            var expected = execute.GetProperty("data").EnumerateObject().ToDictionary(m => m.Name, m => m.Value.ToString());
            expected["verb"] = verb!;
            Assert.Equal(expected, submit.GetProperty("data").EnumerateObject().ToDictionary(m => m.Name, m => m.Value.ToString()));
        }
    }

    [Theory]
    [MemberData(nameof(CardStates.RequestNames), MemberType = typeof(CardStates))]
    public void Every_press_says_request_nonce_and_whole_fingerprint(string name)
    {
        var (request, context) = CardStates.Requests[name];
        Assert.All(CardJson.Of(CardStates.Cards[name]).Of("Action.Execute"), execute =>
        {
            var data = execute.GetProperty("data");
            Assert.Equal(request.Id.Value, data.GetProperty("requestId").GetString());
            Assert.Equal(context.Nonce, data.GetProperty("nonce").GetString());
            Assert.Equal(request.PlanHash.Hex, data.GetProperty("plan").GetString());
        });
    }

    [Fact]
    public void Buttons_of_each_state_are_these()
    {
        Assert.Equal(["Approve", "Reject", "Details", "Open the request’s page", "Withdraw"], Titles("waiting"));
        Assert.Equal(["Details", "Open the request’s page", "Withdraw"], Titles("waiting-seen-by-the-requester"));
        Assert.Equal(["Approve", "Reject", "Details", "Open the request’s page"], Titles("waiting-seen-by-an-approver"));
        Assert.Equal(["Details", "Open the request’s page", "Withdraw"], Titles("approved-blocked"));
        Assert.Equal(["Details", "Open the request’s page"], Titles("running"));
        Assert.Equal(["Open the result", "Details", "Open the request’s page"], Titles("done"));
        Assert.Equal(["It happened", "It did not happen", "Details", "Open the request’s page"], Titles("unknown"));
        Assert.Equal(["Details", "Open the request’s page"], Titles("rejected"));
        Assert.Equal(1, CardJson.Of(CardStates.Cards["unknown-second-of-three"]).Of("Action.Execute").First().GetProperty("data").GetProperty("step").GetInt32());
    }

    [Fact]
    public void A_rejection_asks_for_a_reason_and_an_approval_does_not()
    {
        var card = CardJson.Of(CardStates.Cards["waiting"]);
        var input = Assert.Single(card.Of("Input.Text"));
        Assert.Equal("reason", input.GetProperty("id").GetString());
        Assert.True(input.GetProperty("isRequired").GetBoolean());
        Assert.Equal(500, input.GetProperty("maxLength").GetInt32());
        Assert.NotEmpty(input.GetProperty("errorMessage").GetString()!);
        var inputs = card.Of("Action.Execute").ToLookup(e => e.GetProperty("verb").GetString(), e => e.TryGetProperty("associatedInputs", out var v) ? v.GetString() : "auto");
        Assert.Equal(["none"], inputs["approve"]);
        Assert.Equal(["auto"], inputs["reject"]);
    }

    [Fact]
    public void Mentions_stand_in_the_text_exactly_as_in_the_entity()
    {
        var context = Context with { Mentions = [new("Ben & *Co* <b>", "29:ben"), new("Ana]](https://evil)", "29:x"), new("Sam Lee", "29:s1"), new("Sam Lee", "29:s2")] };
        var card = CardJson.Of(RequestCard.Of(Waiting(Issue()), context));
        var entities = card.Root.GetProperty("msteams").GetProperty("entities").EnumerateArray().ToList();
        var block = Assert.Single(card.Of("TextBlock"), b => b.GetProperty("text").GetString()!.Contains("<at>", StringComparison.Ordinal));
        Assert.Equal("<at>Ben &amp; Co b</at>, <at>Anahttpsevil</at>, <at>Sam Lee</at>, <at>Sam Lee 2</at>: this waits for your decision.", block.GetProperty("text").GetString());
        Assert.Equal(4, entities.Count);
        Assert.All(entities, entity => Assert.Contains(entity.GetProperty("text").GetString()!, block.GetProperty("text").GetString()!, StringComparison.Ordinal));
        Assert.Equal("29:s2", entities[3].GetProperty("mentioned").GetProperty("id").GetString());
    }

    [Fact]
    public void Only_the_shared_card_of_an_open_request_mentions_anybody()
    {
        var mentions = Context with { Mentions = [new Mention("Ben Weber", "29:ben")] };
        Assert.False(CardJson.Of(RequestCard.Of(Waiting(Issue()), mentions with { Viewer = CardViewer.Approver })).Root.GetProperty("msteams").TryGetProperty("entities", out _));
        Assert.False(CardJson.Of(RequestCard.Of(CardStates.Requests["done"].Request, mentions)).Root.GetProperty("msteams").TryGetProperty("entities", out _));
    }

    [Fact]
    public void Details_hold_the_call_to_the_byte()
    {
        var step = Issue();
        var text = CardJson.Of(RequestCard.Of(Waiting(step), Context)).BodyText;
        Assert.Contains("POST https://api.github.com/repos/acme/web/issues\nAccept: application/json\nContent-Type: application/json", text, StringComparison.Ordinal);
        Assert.Contains(Encoding.UTF8.GetString(step.Call.Body.Span), text, StringComparison.Ordinal);
        Assert.Contains("SHA-256 " + CardText.InGroups(step.Call.Hash()), text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_is_no_text_is_shown_as_Base64()
    {
        var step = Issue();
        step = step with { Call = step.Call with { Body = new byte[] { 0xff, 0xfe, 0x00 } } };
        var text = CardJson.Of(RequestCard.Of(Waiting(step), Context)).BodyText;
        Assert.Contains("Body, 3 bytes that are no text, as Base64\n//4A", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_without_room_is_cut_and_says_so()
    {
        var step = Issue();
        step = step with { Call = step.Call with { Body = Encoding.UTF8.GetBytes(new string('x', 100_000)) } };
        var json = CardJson.Of(RequestCard.Of(Waiting(step), Context));
        Assert.Contains("Shortened: 12000 of 100000 characters. The hash below is that of the whole.", json.BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_is_offered_as_plain_text()
    {
        var card = new Card { Parts = [new CardPart.Choice("which", $"Which one?", [new("1", Untrusted.Of("**one**")), new("2", Untrusted.Of("two"))])], Summary = "Which one?" };
        var json = CardJson.Of(card);
        Assert.Empty(CardSchema.Mistakes(json));
        var input = Assert.Single(json.Of("Input.ChoiceSet"));
        Assert.False(input.TryGetProperty("style", out _));
        Assert.Equal("**one**", input.GetProperty("choices")[0].GetProperty("title").GetString());
    }

    [Fact]
    public void Links_of_providers_are_opened_only_if_they_are_web_pages()
    {
        foreach (var link in (string[])["javascript:alert(1)", "http://evil.example/", "https://a:b@evil.example/", "file:///etc/passwd", "/relative", "https://x.example/" + new string('x', 600)])
        {
            var done = Waiting(Issue()).ApprovedBy(Ben).Ran(TeamsAgent.Domain.Outcomes.OutcomeKind.Succeeded, "Done", link);
            Assert.DoesNotContain(RequestCard.Of(done, Context).Buttons, button => button.Title == "Open the result");
        }
    }

    [Fact]
    public void Bot_Builder_s_schema_loads_with_this_object_model()
    {
        Assert.NotEmpty(typeof(Microsoft.Bot.Schema.Activity).Assembly.GetTypes().SelectMany(type => type.GetMethods()).ToList());
        Assert.Equal("application/vnd.microsoft.card.adaptive", AdaptiveCard.ContentType);
    }

    [Fact]
    public void A_fallback_drops_or_replaces()
    {
        var card = new AdaptiveCard(new AdaptiveSchemaVersion(1, 5)) { Actions = [new AdaptiveOpenUrlAction { Title = "x", Url = new Uri("https://x.example/"), Fallback = new AdaptiveFallbackElement() }] };
        Assert.Equal("""{"type":"AdaptiveCard","version":"1.5","body":[],"actions":[{"type":"Action.OpenUrl","title":"x","url":"https://x.example/","fallback":"drop"}]}""", card.ToJson());
    }

    private static IEnumerable<string> Titles(string state) => CardStates.Cards[state].Buttons.Select(button => button.Title);
}

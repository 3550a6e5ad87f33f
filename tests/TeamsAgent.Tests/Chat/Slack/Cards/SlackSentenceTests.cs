using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Tests.Chat.Cards;
using Xunit;
using static TeamsAgent.Tests.Chat.Cards.SomeCard;

namespace TeamsAgent.Tests.Chat.Slack.Cards;

/// <summary>What people read and press on a card in Slack.</summary>
public sealed class SlackSentenceTests
{
    [Theory]
    [MemberData(nameof(SlackStates.RequestNames), MemberType = typeof(SlackStates))]
    public void T57_Blocks_and_text_say_the_same(string name)
    {
        var (request, _) = SlackStates.Requests[name];
        var drawn = SlackDrawn.Of(SlackStates.Cards[name]);
        List<string> facts = [request.RequesterName, request.PlanHash.Head, $"#{request.Number}", request.Verdict.Risk.ToString()];
        facts.AddRange(request.Plan.Steps.Select(step => Untrusted.Of(step.Summary).Line));
        facts.AddRange(request.Plan.Steps.SelectMany(step => step.Facts).Where(fact => fact.Decisive).Select(fact => Untrusted.Of(fact.Value).Line));
        if (request.State == RequestState.AwaitingDecision)
        {
            facts.Add("Tue 3 Mar 2026, 09:00 (Europe/Madrid, UTC+01:00)");
        }

        Assert.All((string[])[drawn.Seen, drawn.TextAsSeen], text => Assert.All(facts, fact => Assert.Contains(fact, text, StringComparison.OrdinalIgnoreCase)));
        Assert.Equal(SlackStates.Cards[name].Summary, drawn.TextAsSeen);
    }

    [Fact]
    public void T17_Times_are_shown_in_the_reader_s_zone_and_name_one_where_they_cannot_be()
    {
        var date = SlackDrawn.Of(SlackStates.Cards["waiting"]).Of("date").Last();
        Assert.Equal(Monday.AddHours(24).ToUnixTimeSeconds(), date.GetProperty("timestamp").GetInt64());
        Assert.Equal("{date_short} at {time}", date.GetProperty("format").GetString());
        Assert.Equal("Tue 3 Mar 2026, 09:00 (Europe/Madrid, UTC+01:00)", date.GetProperty("fallback").GetString());
    }

    [Theory]
    [InlineData("waiting", "req.approve req.reject details link.3 req.withdraw")]
    [InlineData("waiting-seen-by-the-requester", "details link.1 req.withdraw")]
    [InlineData("waiting-seen-by-an-approver", "req.approve req.reject details link.3")]
    [InlineData("running", "details link.1")]
    [InlineData("done", "link.0 details link.2")]
    [InlineData("unknown", "req.settle_done req.settle_not_done details link.3")]
    [InlineData("rejected", "details link.1")]
    [InlineData("private-step-up", "link.0")]
    [InlineData("private-link-code", "")]
    public void Buttons_of_each_state_are_these(string name, string ids) =>
        Assert.Equal(ids, string.Join(' ', SlackDrawn.Of(SlackStates.Cards[name]).Buttons.Select(button => button.GetProperty("action_id").GetString())));

    [Theory]
    [MemberData(nameof(SlackStates.RequestNames), MemberType = typeof(SlackStates))]
    public void Every_press_says_request_nonce_and_whole_fingerprint(string name)
    {
        var (request, context) = SlackStates.Requests[name];
        foreach (var button in SlackDrawn.Of(SlackStates.Cards[name]).Buttons.Where(button => button.TryGetProperty("value", out _)))
        {
            var data = SlackPressData.Read(button.GetProperty("value").GetString());
            Assert.Equal((request.Id.Value, context.Nonce, request.PlanHash.Hex), (data!.RequestId, data.Nonce, data.Plan));
        }
    }

    [Fact]
    public void An_approval_is_confirmed_with_fixed_words_and_steps_are_told_apart_by_their_blocks()
    {
        var drawn = SlackDrawn.Of(SlackStates.Cards["waiting"]);
        Assert.Equal("Exactly what the card shows will be done. You may be asked to log in again.",
            Assert.Single(drawn.Buttons, button => button.TryGetProperty("confirm", out _)).GetProperty("confirm").GetProperty("text").GetProperty("text").GetString());
        Assert.Equal("Approve #41", drawn.Buttons.First().GetProperty("accessibility_label").GetString());

        var two = Waiting(Issue(), Issue());
        var unknown = SlackDrawn.Of(RequestCard.Of(two with { State = RequestState.Unknown, Steps = [Unknown(), Unknown()] }, Context));
        Assert.Equal([0, 0, 1, 1], unknown.Buttons.Where(button => button.GetProperty("action_id").GetString()!.StartsWith("req.", StringComparison.Ordinal))
            .Select(button => SlackPressData.Read(button.GetProperty("value").GetString())!.Step!.Value));
        Assert.Empty(BlockKitLimits.OfMessage(unknown.Text, unknown.Root));
    }

    [Fact]
    public void Ids_of_blocks_are_new_when_the_card_changes_and_the_same_when_it_does_not()
    {
        var (before, after) = (Ids("waiting"), Ids("approved"));
        Assert.Equal(before, Ids("waiting"));
        Assert.Empty(before.Intersect(after));
        Assert.All(before, id => Assert.Contains(".n4f6d0c2.", id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("waiting", "● Approval needed · #41")]
    [InlineData("waiting-for-step-up", "● Waiting for Ben Weber to log in · #41")]
    [InlineData("approved-blocked", "▲ Approved, but waits for the requester · #41")]
    [InlineData("done", "✓ Done · #41")]
    [InlineData("failed-second-of-three", "✕ Failed: step 2 of 3 · #41")]
    [InlineData("expired", "Expired · #41")]
    public void First_line_says_where_it_is(string name, string line) => Assert.Equal(line, SlackDrawn.Of(SlackStates.Cards[name]).Seen.Split('\n')[0]);

    [Theory]
    [InlineData("waiting", "Risk: Medium. “Open an issue” is of medium risk.")]
    [InlineData("waiting", "Who decides: Ben Weber, Ada Novak (one of “managers”)")]
    [InlineData("waiting", "Access: Read and change your repositories (repo)")]
    [InlineData("waiting-critical", "Risk: ▲ Critical. “Transfer money” is of critical risk.")]
    [InlineData("failed-second-of-three", "✓ Step 1 of 3 is done: Issue #12 was opened.\n✕ Step 2 of 3 failed: Google Calendar answered 403: quota exceeded.\n○ Step 3 of 3 was not run.")]
    [InlineData("rejected", "Because\nWe have this as #7 already.\nPlease add to that one.")]
    public void State_is_told_in_a_sentence(string name, string sentence) => Assert.Contains(sentence, SlackDrawn.Of(SlackStates.Cards[name]).Seen, StringComparison.Ordinal);

    [Fact]
    public void A_choice_is_offered_as_plain_text()
    {
        var card = new Card { Parts = [new CardPart.Choice("which", $"Which one?", [new("1", Untrusted.Of("*one*")), new(new string('v', 80), Untrusted.Of("two"))])], Summary = "Which one?" };
        var drawn = SlackDrawn.Of(card);
        Assert.Empty(BlockKitLimits.OfMessage(drawn.Text, drawn.Root));
        Assert.Equal("*one*", Assert.Single(drawn.Of("static_select")).GetProperty("options")[0].GetProperty("text").GetProperty("text").GetString());
        Assert.Contains("Shortened: 1 more choice cannot be offered here.", drawn.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_link_our_own_addresses_alone()
    {
        var words = TeamsAgent.Chat.Slack.Cards.SlackPlainWords.Render("See https://slack.com/a?b=1. Not https://evil.example/x\nBye", url => url.Host == "slack.com");
        var drawn = new SlackDrawn(words.Text, System.Text.Json.JsonDocument.Parse(words.Blocks.ToJsonString()).RootElement);
        Assert.Equal("https://slack.com/a?b=1", Assert.Single(drawn.Of("link")).GetProperty("url").GetString());
        Assert.Equal("See https://slack.com/a?b=1. Not https://evil.example/x\nBye", drawn.Seen);
    }

    [Theory]
    [MemberData(nameof(SlackHomes.Names), MemberType = typeof(SlackHomes))]
    public void Every_home_is_within_every_limit(string name) =>
        Assert.Empty(BlockKitLimits.OfView(System.Text.Json.JsonDocument.Parse(SlackHomeView.Of(SlackHomes.All[name]).ToJsonString()).RootElement));

    private static StepState Unknown() => new(StepProgress.Unknown, 1, Monday, 1, null);

    private static List<string> Ids(string name) => SlackDrawn.Of(SlackStates.Cards[name]).Blocks.Select(block => block.GetProperty("block_id").GetString()!).ToList();
}

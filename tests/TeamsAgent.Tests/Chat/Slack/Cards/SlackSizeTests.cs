using CsCheck;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Slack.Cards;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Tests.Chat.Cards;
using Xunit;
using static TeamsAgent.Tests.Chat.Cards.SomeCard;

namespace TeamsAgent.Tests.Chat.Slack.Cards;

/// <summary>No card is too large for Slack, and none becomes small by leaving out what people decide by.</summary>
public sealed class SlackSizeTests
{
    [Theory]
    [MemberData(nameof(SlackStates.Names), MemberType = typeof(SlackStates))]
    public void Every_card_and_its_details_are_within_every_limit(string name)
    {
        var drawn = SlackDrawn.Of(SlackStates.Cards[name]);
        Assert.Empty(BlockKitLimits.OfMessage(drawn.Text, drawn.Root));
        Assert.Empty(BlockKitLimits.OfView(SlackDrawn.Details(SlackStates.Cards[name]).Root));
    }

    [Fact]
    public void Any_request_is_within_every_limit() => SizeCardTests.Requests.Sample(
        sample =>
        {
            var card = RequestCard.Of(sample.Request, sample.Context);
            var drawn = SlackDrawn.Of(card);
            Assert.Empty(BlockKitLimits.OfMessage(drawn.Text, drawn.Root));
            Assert.Empty(BlockKitLimits.OfView(SlackDrawn.Details(card).Root));
        },
        iter: 300, threads: 1, print: Print);

    [Fact]
    public void T12_A_plan_that_fits_shows_all_that_people_decide_by_and_one_that_is_not_shown_cannot_be_approved() => SizeCardTests.Requests.Sample(
        sample =>
        {
            var drawn = SlackDrawn.Of(RequestCard.Of(sample.Request, sample.Context));
            var whole = SizeCardTests.Decisive(sample.Request.Plan).All(text => drawn.SeenAsOne.Contains(SlackDrawn.AsOne(text), StringComparison.Ordinal));
            Assert.True(whole || !drawn.CanBeDecided);
            Assert.True(whole || !RequestCard.Fits(sample.Request.Plan, out _));

            // The text beside the blocks says it all as well, or how much of it is on the card alone; never without the end.
            var text = SlackDrawn.AsOne(drawn.TextAsSeen);
            Assert.True(!drawn.CanBeDecided || SizeCardTests.Decisive(sample.Request.Plan).All(fact => text.Contains(SlackDrawn.AsOne(fact), StringComparison.Ordinal))
                || drawn.Text.Contains("more characters, which the card shows⟩", StringComparison.Ordinal));
            Assert.True(!drawn.CanBeDecided || drawn.Text.Contains(sample.Request.PlanHash.Head, StringComparison.Ordinal));
        },
        iter: 300, threads: 1, print: Print);

    [Fact]
    public void What_was_cut_says_so_and_where_the_whole_is() => SizeCardTests.Requests.Sample(
        sample =>
        {
            var card = RequestCard.Of(sample.Request, sample.Context);
            var drawn = SlackDrawn.Of(card);
            var cut = drawn.Seen.Contains("⟨… ", StringComparison.Ordinal);
            Assert.True(!cut || drawn.Seen.Contains("What is shortened here stands in full behind “Details”.", StringComparison.Ordinal));
            Assert.True(!cut || SlackDrawn.Details(card).Seen.Contains("The card in full", StringComparison.Ordinal));
        },
        iter: 200, threads: 1, print: Print);

    [Fact]
    public void A_plan_at_the_limit_is_shown_in_every_state()
    {
        foreach (var sign in (string[])["x", "*", "&", "<", "\u202e", "界", "😀", "👩‍👩‍👧‍👦", "\"", "\\", "{{DATE(2026-01-01T00:00:00Z)}}"])
        {
            AssertShownInEveryState(new Plan([SizeCardTests.Largest(1, 5000, times => Issue(string.Concat(Enumerable.Repeat(sign, times))))], []));
        }

        AssertShownInEveryState(Enumerable.Range(1, 40).Select(count => new Plan([.. Enumerable.Repeat(Issue("t"), count)], [])).Last(plan => RequestCard.Fits(plan, out _)));
        AssertShownInEveryState(Enumerable.Range(1, 40).Select(count => new Plan([.. Enumerable.Repeat(Bare(), count)], [])).Last(plan => RequestCard.Fits(plan, out _)));
    }

    [Fact]
    public void A_card_that_cannot_be_shown_whole_offers_no_decision()
    {
        var drawn = SlackDrawn.Of(RequestCard.Of(Waiting(Issue(new string('x', 20_000))), Context));
        Assert.Contains("nothing can be decided here", drawn.Seen, StringComparison.Ordinal);
        Assert.Equal(["details", "link.1"], drawn.Buttons.Select(button => button.GetProperty("action_id").GetString()));
        Assert.Empty(BlockKitLimits.OfMessage(drawn.Text, drawn.Root));
    }

    [Theory]
    [InlineData("abc", 10, 3)]
    [InlineData("&&&", 10, 2)]
    [InlineData("&&&", 1, 1)]
    [InlineData("<a>", 6, 2)]
    [InlineData("a😀😀", 4, 3)]
    [InlineData("e\u0301e\u0301", 3, 2)]
    public void A_text_is_cut_between_letters_and_by_its_stored_length(string text, int room, int taken) => Assert.Equal(taken, SlackText.Fitting(text, room));

    [Fact]
    public void A_call_with_a_huge_body_has_details_that_say_how_much_is_shown()
    {
        var step = Issue();
        step = step with { Call = step.Call with { Body = System.Text.Encoding.UTF8.GetBytes(new string('<', 1_000_000)) } };
        var details = SlackDrawn.Details(RequestCard.Of(Waiting(step), Context));
        Assert.Empty(BlockKitLimits.OfView(details.Root));
        Assert.Matches("Shortened: [0-9]+ of 1000000 characters. The hash below is that of the whole.", details.Seen);
    }

    [Fact]
    public void Details_of_a_card_that_was_cut_hold_the_whole_card()
    {
        var asked = string.Concat(Enumerable.Range(0, 300).Select(i => $"word{i} "));
        var card = RequestCard.Of(Waiting(new Plan([Issue()], []), Domain.Policies.Level.Approval, asked: asked), Context);
        Assert.DoesNotContain("word299", SlackDrawn.Of(card).Seen, StringComparison.Ordinal);
        Assert.Contains("word299", SlackDrawn.Details(card).Seen, StringComparison.Ordinal);
        Assert.Contains("POST https://api.github.com/repos/acme/web/issues\nAccept: application/json", SlackDrawn.Details(card).Seen, StringComparison.Ordinal);
    }

    private static PlanStep Bare() => Issue() with { Summary = "x", Title = "t", Provider = "p", Facts = [] };

    private static void AssertShownInEveryState(Plan plan)
    {
        foreach (var (state, card) in SizeCardTests.InEveryState(plan))
        {
            var drawn = SlackDrawn.Of(card);
            Assert.Empty(BlockKitLimits.OfMessage(drawn.Text, drawn.Root));
            Assert.All(SizeCardTests.Decisive(plan), text => Assert.Contains(SlackDrawn.AsOne(text), drawn.SeenAsOne, StringComparison.Ordinal));
            Assert.Equal(state is RequestState.AwaitingDecision, drawn.CanBeDecided);
            Assert.Empty(BlockKitLimits.OfView(SlackDrawn.Details(card).Root));
        }
    }

    private static string Print((ApprovalRequest Request, CardContext Context) sample) =>
        $"{sample.Request.State}, {sample.Request.Plan.Steps.Count} steps, fits: {RequestCard.Fits(sample.Request.Plan, out var why)} {why}, "
        + string.Join(' ', BlockKitLimits.OfMessage("x", SlackDrawn.Of(RequestCard.Of(sample.Request, sample.Context)).Root));
}

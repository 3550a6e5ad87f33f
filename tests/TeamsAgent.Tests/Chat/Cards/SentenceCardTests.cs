using TeamsAgent.Chat.Cards;
using Xunit;
using static TeamsAgent.Tests.Chat.Cards.SomeCard;

namespace TeamsAgent.Tests.Chat.Cards;

/// <summary>What people read in each state, and that they read the same everywhere.</summary>
public sealed class SentenceCardTests
{
    [Theory]
    [MemberData(nameof(CardStates.RequestNames), MemberType = typeof(CardStates))]
    public void T57_Card_fallback_and_notification_say_the_same(string name)
    {
        var (request, context) = CardStates.Requests[name];
        var card = CardStates.Cards[name];
        var json = CardJson.Of(card);
        List<string> facts = [request.RequesterName, request.PlanHash.Head, $"#{request.Number}"];
        facts.AddRange(request.Plan.Steps.Select(step => Untrusted.Of(step.Summary).Line));
        facts.AddRange(request.Plan.Steps.SelectMany(step => step.Facts).Where(fact => fact.Decisive).Select(fact => Untrusted.Of(fact.Value).Line));
        facts.Add(request.Verdict.Risk.ToString());
        if (json.BodyText.Contains(" until\n", StringComparison.Ordinal) || request.State == TeamsAgent.Domain.Requests.RequestState.AwaitingDecision)
        {
            facts.Add("Tue 3 Mar 2026, 09:00 (Europe/Madrid, UTC+01:00)");
        }

        Assert.All((string[])[json.BodyText, json.FallbackAsSeen, card.Summary], text =>
            Assert.All(facts, fact => Assert.Contains(fact, text, StringComparison.OrdinalIgnoreCase)));
        Assert.Equal(card.Summary, json.FallbackAsSeen);
        Assert.DoesNotContain('\n', card.Summary);
        Assert.StartsWith(StatusOf(json), card.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void T60_Half_a_plan_is_told_step_by_step()
    {
        Assert.Contains(
            "✓ Step 1 of 3 is done: Issue #12 was opened.\n✕ Step 2 of 3 failed: Google Calendar answered 403: quota exceeded.\n○ Step 3 of 3 was not run.",
            Body("failed-second-of-three"), StringComparison.Ordinal);
        Assert.Contains(
            "✓ Step 1 of 3 is done: Issue #12 was opened.\n▲ Step 2 of 3 may have happened: No answer came within 30 seconds.\n○ Step 3 of 3 waits.",
            Body("unknown-second-of-three"), StringComparison.Ordinal);
        Assert.Contains(
            "✓ Step 1 of 3 is done: Issue #12 was opened.\n○ Step 2 of 3 was not run.\n○ Step 3 of 3 was not run.",
            Body("expired-half-way"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("waiting", "● Approval needed")]
    [InlineData("waiting-one-of-two-given", "● Approval needed: 1 of 2 given")]
    [InlineData("waiting-for-step-up", "● Waiting for Ben Weber to log in")]
    [InlineData("approved", "● Approved")]
    [InlineData("approved-blocked", "▲ Approved, but waits for the requester")]
    [InlineData("approved-blocked-operator", "▲ Approved, but waits for an operator")]
    [InlineData("running", "● Running")]
    [InlineData("running-second-of-three", "● Running: step 2 of 3")]
    [InlineData("done", "✓ Done")]
    [InlineData("failed", "✕ Failed")]
    [InlineData("failed-second-of-three", "✕ Failed: step 2 of 3")]
    [InlineData("unknown", "▲ Outcome unknown")]
    [InlineData("rejected", "✕ Rejected by Ben Weber")]
    [InlineData("denied", "✕ Not allowed by the policy")]
    [InlineData("expired", "Expired")]
    [InlineData("withdrawn", "Withdrawn")]
    public void First_line_says_where_it_is(string name, string line) => Assert.Equal(line, Body(name).Split('\n')[0]);

    [Theory]
    [InlineData("waiting", "Ana Ortiz asked on Mon 2 Mar 2026, 09:00 (Europe/Madrid, UTC+01:00)")]
    [InlineData("waiting", "Ben Weber, Ada Novak (one of “managers”)")]
    [InlineData("waiting", "Read and change your repositories (repo)")]
    [InlineData("waiting", "Medium. “Open an issue” is of medium risk.")]
    [InlineData("waiting-critical", "Ben Weber, Ada Novak (one of “managers”), with a fresh login and a second factor")]
    [InlineData("waiting-for-step-up", "Ben Weber pressed Approve on Mon 2 Mar 2026, 09:14 (Europe/Madrid, UTC+01:00). It counts once they have logged in afresh with a second factor.")]
    [InlineData("waiting-with-warnings", "▲ Read from outside before planning: List issues in acme/web. What was read may have steered the plan.")]
    [InlineData("waiting-with-warnings", "▲ The same was rejected lately: #38 by Ben Weber on Mon 2 Mar 2026, 08:51 (Europe/Madrid, UTC+01:00).")]
    [InlineData("waiting-for-the-requester-alone", "Ana Ortiz, who asked; or Ben Weber, Ada Novak (one of “managers”)")]
    [InlineData("approved-with-step-up", "Ben Weber approved on Mon 2 Mar 2026, 09:16 (Europe/Madrid, UTC+01:00), after a fresh login with a second factor.")]
    [InlineData("approved-blocked", "▲ Ana Ortiz has not connected a GitHub account yet. It runs by itself as soon as that is mended.")]
    [InlineData("done", "✓ Done: Issue #12: https://github.com/acme/web/issues/12")]
    [InlineData("failed", "✕ Failed: GitHub answered 410: issues are disabled for this repository.")]
    [InlineData("rejected", "Because\nWe have this as #7 already.\nPlease add to that one.")]
    [InlineData("rejected-without-reason", "Ben Weber gave no reason. Nothing was sent.")]
    [InlineData("denied", "“Transfer money” is of critical risk. Nothing was sent.")]
    [InlineData("expired", "Nobody decided in time. Nothing was sent. Ask again if it is still needed.")]
    [InlineData("withdrawn", "Ana Ortiz took it back. Nothing was sent.")]
    public void State_is_told_in_a_sentence(string name, string sentence) => Assert.Contains(sentence, Body(name), StringComparison.Ordinal);

    [Fact]
    public void Times_are_told_with_their_zone_in_a_night_of_two_three_o_clocks()
    {
        var context = Context with { Zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York") };
        Assert.Equal("Sun 1 Nov 2026, 01:30 (America/New_York, UTC-04:00)", new Moment(new DateTimeOffset(2026, 11, 1, 5, 30, 0, TimeSpan.Zero), context.Zone, context.Culture).ToString());
        Assert.Equal("Sun 1 Nov 2026, 01:30 (America/New_York, UTC-05:00)", new Moment(new DateTimeOffset(2026, 11, 1, 6, 30, 0, TimeSpan.Zero), context.Zone, context.Culture).ToString());
        Assert.Equal("Mon 2 Mar 2026, 08:00 (UTC)", new Moment(Monday, TimeZoneInfo.Utc, context.Culture).ToString());
    }

    private static string Body(string name) => CardJson.Of(CardStates.Cards[name]).BodyText;

    private static string StatusOf(CardJson json) => json.BodyText.Split('\n')[0].TrimStart('●', '✓', '▲', '✕', ' ');
}

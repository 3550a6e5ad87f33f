using System.Text.RegularExpressions;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Slack.Cards;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Tests.Chat.Cards;
using Xunit;
using static TeamsAgent.Tests.Chat.Cards.SomeCard;

namespace TeamsAgent.Tests.Chat.Slack.Cards;

/// <summary>Cards in Slack full of text that wants to be something else.</summary>
public sealed partial class SlackHostileTests
{
    [Theory]
    [MemberData(nameof(HostileTexts.Places), MemberType = typeof(HostileTexts))]
    public void T12_Text_from_outside_is_never_read_as_markup(int place)
    {
        foreach (var card in HostileCardTests.Cards(HostileTexts.All[place]))
        {
            var drawn = SlackDrawn.Of(card);
            Assert.Empty(BlockKitLimits.OfMessage(drawn.Text, drawn.Root));
            AssertHarmless(drawn);
            Assert.DoesNotMatch(Sign(), drawn.Text);
            Assert.DoesNotContain('\n', drawn.Text);
            Assert.True(UntrustedCardTests.IsVisible(drawn.Text), drawn.Text);

            var details = SlackDrawn.Details(card);
            Assert.Empty(BlockKitLimits.OfView(details.Root));
            AssertHarmless(details);
        }
    }

    [Theory]
    [MemberData(nameof(HostileTexts.Places), MemberType = typeof(HostileTexts))]
    public void T12_Card_shows_the_truth_or_the_plan_is_refused(int place)
    {
        var hostile = HostileTexts.All[place];
        var plan = new Plan([HostileCardTests.Step(hostile)], []);
        if (RequestCard.Fits(plan, out _))
        {
            var drawn = SlackDrawn.Of(RequestCard.Of(Waiting(plan, Level.Approval), Context));
            var summary = Untrusted.Of(plan.Steps[0].Summary).Line;
            Assert.Contains(SlackDrawn.AsOne(summary), drawn.SeenAsOne, StringComparison.Ordinal);
            Assert.Contains(SlackDrawn.AsOne(hostile.Length == 0 ? "(empty)" : Untrusted.Of(hostile).Line), drawn.SeenAsOne, StringComparison.Ordinal);
            Assert.True(drawn.TextAsSeen.Contains(summary, StringComparison.Ordinal) || CutInTheMiddle().IsMatch(drawn.TextAsSeen), drawn.Text);
            Assert.EndsWith($"Fingerprint: {Waiting(plan, Level.Approval).PlanHash.Head}.", drawn.Text, StringComparison.Ordinal);
            Assert.True(drawn.CanBeDecided);
        }
    }

    [Theory]
    [MemberData(nameof(HostileTexts.Places), MemberType = typeof(HostileTexts))]
    public void T12_Words_and_home_pages_are_harmless_too(int place)
    {
        var hostile = HostileTexts.All[place];
        var words = SlackPlainWords.Render(hostile, _ => true);
        var drawn = new SlackDrawn(words.Text, System.Text.Json.JsonDocument.Parse(words.Blocks.ToJsonString()).RootElement);
        Assert.Empty(BlockKitLimits.OfMessage(drawn.Text, drawn.Root));
        AssertHarmless(drawn, linksAreOurs: true);
        Assert.DoesNotMatch(Sign(), drawn.Text);
        Assert.All(drawn.Of("link"), link => Assert.Equal(link.GetProperty("url").GetString(), link.GetProperty("text").GetString()));

        var home = new SlackDrawn("", System.Text.Json.JsonDocument.Parse(TeamsAgent.Chat.Slack.SlackHomeView.Of(SlackHomes.Busy(hostile, hostile, 20, 10)).ToJsonString()).RootElement);
        Assert.Empty(BlockKitLimits.OfView(home.Root));
        AssertHarmless(home);
    }

    [Fact]
    public void T12_Only_ids_of_Slack_s_are_mentioned()
    {
        var context = Context with { Mentions = [new("Ben", "U0BEN"), new("x", "U0BEN> <!channel>"), new("y", "29:ada"), new("z", "u0low"), new("w", "W0GRID1")] };
        var drawn = SlackDrawn.Of(RequestCard.Of(Waiting(Issue()), context));
        Assert.Equal(["U0BEN", "W0GRID1"], drawn.Of("user").Select(user => user.GetProperty("user_id").GetString()));
        Assert.Contains("<@U0BEN>, <@W0GRID1>: this waits for your decision.", drawn.Seen, StringComparison.Ordinal);
        Assert.Contains("Ben Weber, Ada Novak: this waits for your decision.",
            SlackDrawn.Of(CardStates.Cards["waiting-first-posted"]).Seen, StringComparison.Ordinal);
    }

    // Nothing but the kinds of text that no client reads as markup; who is mentioned comes from ids, links from buttons.
    private static void AssertHarmless(SlackDrawn drawn, bool linksAreOurs = false)
    {
        Assert.Empty(drawn.Of("mrkdwn"));
        Assert.Empty(drawn.Of("broadcast"));
        Assert.Empty(drawn.Of("emoji"));
        Assert.Empty(drawn.Of("channel"));
        Assert.True(linksAreOurs || !drawn.Of("link").Any());
        Assert.All(drawn.Of("user"), user => Assert.True(SlackMentions.IsUser(user.GetProperty("user_id").GetString()!)));
        Assert.All(drawn.Of("plain_text"), text => Assert.False(text.GetProperty("emoji").GetBoolean()));
        Assert.All(drawn.Strings, text => Assert.True(UntrustedCardTests.IsVisible(text), text));
        Assert.All(drawn.Buttons.Where(button => button.TryGetProperty("url", out _)), button =>
            Assert.True(Uri.TryCreate(button.GetProperty("url").GetString(), UriKind.Absolute, out var url) && url.Scheme is "https" or "http"));
    }

    [GeneratedRegex("[<>]|&(?!amp;|lt;|gt;)")]
    private static partial Regex Sign();

    [GeneratedRegex("⟨… [0-9]+ more characters, which the card shows⟩")]
    private static partial Regex CutInTheMiddle();
}

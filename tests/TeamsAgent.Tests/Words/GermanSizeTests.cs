using System.Globalization;
using System.Text;
using CsCheck;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Teams.Cards;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Tests.Chat.Cards;
using TeamsAgent.Tests.Chat.Slack.Cards;
using static TeamsAgent.Tests.Chat.Cards.SomeCard;

namespace TeamsAgent.Tests.Words;

/// <summary>German takes more room than English: the cards stay within every limit all the same, and lose nothing that people decide by.</summary>
public sealed class GermanSizeTests
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("de-DE");

    [Fact]
    public void Any_request_is_within_every_limit_of_both_platforms() => SizeCardTests.Requests.Sample(
        sample =>
        {
            var card = RequestCard.Of(sample.Request, sample.Context with { Culture = Culture });
            Assert.InRange(Encoding.UTF8.GetByteCount(TeamsCardRenderer.Render(card).ToJson()), 1, TeamsCardRenderer.MaxBytes);
            var drawn = SlackDrawn.Of(card);
            Assert.Empty(BlockKitLimits.OfMessage(drawn.Text, drawn.Root));
            Assert.Empty(BlockKitLimits.OfView(SlackDrawn.Details(card).Root));
        },
        iter: 200, threads: 1);

    [Theory]
    [InlineData("x")]
    [InlineData("*")]
    [InlineData("界")]
    [InlineData("\u202e")]
    public void A_plan_at_the_limit_is_shown_whole_to_whoever_decides(string sign)
    {
        var plan = new Plan([SizeCardTests.Largest(1, 5000, times => Issue(string.Concat(Enumerable.Repeat(sign, times))))], []);
        var card = RequestCard.Of(Waiting(plan, Domain.Policies.Level.StepUp), Context with { Culture = Culture });
        var json = CardJson.Of(card);

        Assert.All(SizeCardTests.Decisive(plan), text => Assert.Contains(text, json.BodyText, StringComparison.Ordinal));
        Assert.Contains(json.Of("Action.Execute"), action => action.GetProperty("verb").GetString() == "approve");
        Assert.True(SlackDrawn.Of(card).CanBeDecided);
    }
}

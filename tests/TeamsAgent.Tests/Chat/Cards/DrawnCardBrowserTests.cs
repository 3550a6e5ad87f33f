using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using Xunit;
using static TeamsAgent.Tests.Chat.Cards.SomeCard;

namespace TeamsAgent.Tests.Chat.Cards;

/// <summary>Cards as they are seen: drawn by Microsoft's own renderer in a browser, narrow and wide.</summary>
public sealed partial class DrawnCardBrowserTests(CardPage page) : IClassFixture<CardPage>
{
    // What a plain card is drawn with. Nothing else may come of text from outside.
    private static readonly string[] _plainElements = ["div", "span", "br", "button", "label", "textarea", "input", "p"];

    [Theory]
    [MemberData(nameof(CardStates.Names), MemberType = typeof(CardStates))]
    public async Task Card_is_drawn_without_complaint_and_nothing_reaches_out_of_it(string name)
    {
        Assert.SkipWhen(CardPage.Missing is not null, CardPage.Missing ?? "");
        foreach (var width in (int[])[320, 390, 1200])
        {
            var drawn = await page.DrawAsync(CardJson.Of(CardStates.Cards[name]), width);
            Assert.Empty(drawn.Events);
            Assert.Empty(drawn.TooWide);
            Assert.Empty(drawn.Elements.Except(_plainElements));
        }
    }

    [Theory]
    [MemberData(nameof(CardStates.RequestNames), MemberType = typeof(CardStates))]
    public async Task T57_What_people_decide_by_is_seen(string name)
    {
        Assert.SkipWhen(CardPage.Missing is not null, CardPage.Missing ?? "");
        var request = CardStates.Requests[name].Request;
        var seen = OneSpace((await page.DrawAsync(CardJson.Of(CardStates.Cards[name]))).Text);
        List<string> facts = [request.RequesterName, request.PlanHash.Head, $"#{request.Number}", request.Verdict.Risk.ToString()];
        facts.AddRange(request.Plan.Steps.Select(step => Untrusted.Of(step.Summary).Line));
        facts.AddRange(request.Plan.Steps.SelectMany(step => step.Facts).Where(fact => fact.Decisive).Select(fact => Untrusted.Of(fact.Value).Line));
        Assert.All(facts, fact => Assert.Contains(OneSpace(fact), seen, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("SHA-256", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T12_No_text_from_outside_is_seen_as_anything_else()
    {
        Assert.SkipWhen(CardPage.Missing is not null, CardPage.Missing ?? "");
        foreach (var hostile in HostileTexts.All)
        {
            var plan = new Plan([Issue(hostile) with { Impact = hostile, Title = hostile }], [hostile]);
            if (RequestCard.Fits(plan, out _))
            {
                var drawn = await page.DrawAsync(CardJson.Of(RequestCard.Of(Waiting(plan, Level.Approval, asked: hostile), Context)));
                Assert.Contains(OneSpace(Untrusted.Of(plan.Steps[0].Summary).Line), OneSpace(drawn.Text), StringComparison.Ordinal);
                Assert.Empty(drawn.Elements.Except(_plainElements));
                Assert.Empty(drawn.TooWide);
            }
        }
    }

    [Fact]
    public async Task Details_unfold_and_a_rejection_asks_why()
    {
        Assert.SkipWhen(CardPage.Missing is not null, CardPage.Missing ?? "");
        await page.DrawAsync(CardJson.Of(CardStates.Cards["waiting"]));
        var card = page.Page.Locator("#card");
        await card.GetByRole(AriaRole.Button, new() { Name = "Details", Exact = true }).ClickAsync();
        Assert.Contains("POST https://api.github.com/repos/acme/web/issues", await card.InnerTextAsync(), StringComparison.Ordinal);
        await card.GetByRole(AriaRole.Button, new() { Name = "Reject" }).First.ClickAsync();
        await card.GetByLabel("Why not? The requester reads this.").FillAsync("Not today");
        Assert.True(await card.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).IsVisibleAsync());
    }

    [Theory]
    [InlineData("waiting-first-posted")]
    [InlineData("failed-second-of-three")]
    [InlineData("unknown")]
    public async Task Card_can_be_used_without_seeing_it(string name)
    {
        Assert.SkipWhen(CardPage.Missing is not null, CardPage.Missing ?? "");
        await page.DrawAsync(CardJson.Of(CardStates.Cards[name]), 700);
        var found = await page.Page.RunAxe();
        Assert.Empty(found.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{violation.Id}: {violation.Help}"));
    }

    private static string OneSpace(string text) => Space().Replace(text, " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

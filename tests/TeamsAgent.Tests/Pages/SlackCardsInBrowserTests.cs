using System.Globalization;
using Microsoft.Playwright;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Chat.Slack.Cards;
using TeamsAgent.Tests.Chat.Cards;
using TeamsAgent.Tests.Chat.Slack.Cards;
using SlackHomes = TeamsAgent.Tests.Chat.Slack.Cards.SlackHomes;

namespace TeamsAgent.Tests.Pages;

/// <summary>Every Slack card, view and Home tab as it is seen in the playground: wide and narrow, light and dark. The pictures are put beside the test's program.</summary>
public sealed class SlackCardsInBrowserTests
{
    [Theory]
    [InlineData(ColorScheme.Light, 1400)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 1400)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task T57_What_people_decide_by_is_seen_on_Slack(ColorScheme scheme, int width)
    {
        await using var drawn = await DrawnCards.OpenAsync("slack", scheme, width);

        await drawn.MessagesAsync([.. SlackStates.Cards.Select(card => (card.Key, SlackDrawn.Of(card.Value).Root, Texts(card.Key)))]);
        foreach (var (name, home) in SlackHomes.All)
        {
            await drawn.HomeAsync($"{name}.home", SlackHomeView.Of(home).ToJsonString(SlackJson.Options),
                [.. home.Waiting.SelectMany(waiting => new[] { $"#{waiting.Number}", waiting.By }), .. home.Asked.Select(asked => $"#{asked.Number}")]);
        }

        foreach (var name in new[] { "waiting", "waiting-hostile", "done-in-three-steps" })
        {
            var request = SlackStates.Requests[name].Request;
            await drawn.ModalAsync($"{name}.details", SlackDrawn.Details(SlackStates.Cards[name]).Root.GetRawText(), [.. request.Plan.Steps.Select(step => step.Call.Url)]);
        }

        await drawn.ModalAsync("reason.modal", SlackViews.ReasonView("""{"r":"r_1","n":"n_1"}""").ToJsonString(SlackJson.Options), ["Why not?"]);
        drawn.AssertNoFaults();
    }

    [Fact]
    public void Every_golden_card_is_among_them()
    {
        var files = Directory.GetFiles(Path.Combine(CardFiles.Root, "tests", "TeamsAgent.Tests", "Chat", "Slack", "Cards", "Golden")).Select(file => Path.GetFileName(file).Replace(".slack.json", "", StringComparison.Ordinal));
        string[] drawn = [.. SlackStates.Cards.Keys, "waiting.details", "waiting-hostile.details", "done-in-three-steps.details", "reason.modal", .. SlackHomes.All.Keys.Select(name => $"{name}.home")];
        Assert.Equal(drawn.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<string> Texts(string name) => SlackStates.Requests.TryGetValue(name, out var state) ? CardFacts.Of(state.Request, state.Context, Written) : [];

    // Slack says it in the reader's own zone.
    private static string Written(Moment moment) => TimeZoneInfo.ConvertTime(moment.At, TimeZoneInfo.Local).ToString("d MMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture);
}

using Microsoft.Playwright;
using TeamsAgent.Tests.Chat.Cards;

namespace TeamsAgent.Tests.Pages;

/// <summary>Every Teams card as it is seen in the playground: wide and narrow, light and dark. The pictures are put beside the test's program.</summary>
public sealed class TeamsCardsInBrowserTests
{
    [Theory]
    [InlineData(ColorScheme.Light, 1400)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 1400)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task T57_What_people_decide_by_is_seen_on_Teams(ColorScheme scheme, int width)
    {
        await using var drawn = await DrawnCards.OpenAsync("teams", scheme, width);

        await drawn.MessagesAsync([.. CardStates.Cards.Select(card => (card.Key, CardJson.Of(card.Value).Root, Texts(card.Key)))]);

        drawn.AssertNoFaults();
    }

    private static IReadOnlyList<string> Texts(string name) => CardStates.Requests.TryGetValue(name, out var state) ? CardFacts.Of(state.Request, state.Context, moment => $"{moment}") : [];
}

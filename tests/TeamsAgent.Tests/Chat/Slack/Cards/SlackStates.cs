using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Tests.Chat.Cards;
using Xunit;

namespace TeamsAgent.Tests.Chat.Slack.Cards;

/// <summary>The same states as on Teams, with ids as Slack gives them.</summary>
internal static class SlackStates
{
    public static IReadOnlyDictionary<string, (ApprovalRequest Request, CardContext Context)> Requests { get; } = CardStates.Requests.ToDictionary(
        state => state.Key,
        state => (state.Value.Request, state.Value.Context with
        {
            Mentions = [.. state.Value.Context.Mentions.Select(mention => mention with { UserId = mention.UserId.Replace("29:", "U0", StringComparison.Ordinal).ToUpperInvariant() })],
        }));

    public static IReadOnlyDictionary<string, Card> Cards { get; } = Requests
        .Select(state => (state.Key, Value: RequestCard.Of(state.Value.Request, state.Value.Context)))
        .Concat(CardStates.Private.Select(card => (card.Key, card.Value)))
        .ToDictionary(card => card.Key, card => card.Value);

    public static TheoryData<string> Names => [.. Cards.Keys];

    public static TheoryData<string> RequestNames => [.. Requests.Keys];
}

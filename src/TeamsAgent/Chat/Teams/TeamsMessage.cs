using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Teams.Cards;

namespace TeamsAgent.Chat.Teams;

/// <summary>What is written into a chat, as the connector takes it.</summary>
internal static class TeamsMessage
{
    private const string CardType = "application/vnd.microsoft.card.adaptive";
    private const int LongestText = 8_000;

    /// <summary>The message.</summary>
    /// <param name="where">The conversation.</param>
    /// <param name="post">What to write.</param>
    /// <param name="isNew">Whether people are to be told of it: the first time, not when it changes.</param>
    /// <param name="maxBytes">The most bytes that a card may have.</param>
    public static Activity Of(Conversation where, Post post, bool isNew, int maxBytes = TeamsCardRenderer.MaxBytes)
    {
        var activity = new Activity
        {
            Type = ActivityTypes.Message,
            From = new ChannelAccount(where.BotId),
            Conversation = new ConversationAccount { Id = where.Id, TenantId = where.Tenant },
            ChannelId = TeamsTokenValidator.Channel,
        };
        switch (post)
        {
            case Post.OfCard card:
                // A text beside the card would be split off into a message of its own, and the id would be ambiguous.
                activity.Summary = card.Card.Summary;
                activity.Attachments = [new Attachment { ContentType = CardType, Content = new JRaw(TeamsCardRenderer.Render(card.Card, maxBytes).ToJson()) }];
                if (isNew && AsksForSomething(card.Card))
                {
                    activity.ChannelData = new JObject { ["notification"] = new JObject { ["alert"] = true } };
                }

                break;
            case Post.Words words:
                activity.TextFormat = TextFormatTypes.Plain;
                activity.Text = Untrusted.Of(words.Text).Cut(LongestText);
                break;
        }

        return activity;
    }

    // A decision, or an invitation to a page of ours: what has nothing but links.
    private static bool AsksForSomething(Card card) =>
        card.Buttons.Any(button => button is CardButton.Press { Verb: CardVerbs.Approve }) || (card.Buttons.Count > 0 && card.Buttons.All(button => button is CardButton.OpenLink));
}

using System.Text;
using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Teams.Cards;

/// <summary>
/// Draws a card as an Adaptive Card 1.5 for Teams. Text from outside goes into text runs alone, which no client reads as Markdown; a
/// card stays within 25 KB by cutting, step by step, what nobody decides by.
/// </summary>
public static class TeamsCardRenderer
{
    /// <summary>The most bytes of UTF-8 that a card has.</summary>
    public const int MaxBytes = 25_000;

    private static readonly AdaptiveSchemaVersion _version = new(1, 5);

    /// <summary>Draws the card.</summary>
    /// <param name="card">The card.</param>
    /// <param name="maxBytes">The most bytes of UTF-8 that it may have.</param>
    public static AdaptiveCard Render(Card card, int maxBytes = MaxBytes)
    {
        // What people decide by stands in the summary: where that alone is too large, no measure helps.
        foreach (var measure in card.Summary.Length <= maxBytes ? Measure.FromLargeToSmall : [])
        {
            var drawn = Draw(card, measure);
            if (Encoding.UTF8.GetByteCount(drawn.ToJson()) <= maxBytes)
            {
                return drawn;
            }
        }

        return TooLarge(card);
    }

    private static AdaptiveCard Draw(Card card, Measure measure)
    {
        var drawn = Empty(card, TeamsText.AsMarkdown(card.Summary));
        var mentions = card.Parts.OfType<CardPart.Mentions>().SelectMany(part => TeamsMentions.Of(part, card.Language)).ToList();
        if (mentions.Count > 0)
        {
            ((JsonObject)drawn.AdditionalProperties["msteams"])["entities"] = new JsonArray([.. mentions.Select(mention => mention.Entity())]);
        }

        if (card.OwnViews is { } views)
        {
            drawn.AdditionalProperties["refresh"] = TeamsButtons.Refresh(views);
        }

        drawn.Body = new TeamsParts(measure, card.Language).All(card.Parts).ToList();
        drawn.Actions = TeamsButtons.Of(card.Buttons, measure).ToList();
        return drawn;
    }

    // Nobody can decide on what cannot be shown.
    private static AdaptiveCard TooLarge(Card card)
    {
        var sentence = card.Language.Text(DrawingKey.TooLarge);
        var drawn = Empty(card, sentence);
        drawn.Body =
        [
            .. card.Parts.OfType<CardPart.Status>().SelectMany(part => new TeamsParts(Measure.Smallest, card.Language).All([part])),
            new AdaptiveTextBlock(sentence) { Wrap = true },
        ];
        drawn.Actions = TeamsButtons.Of(card.Buttons.Where(button => button is CardButton.OpenLink), Measure.Smallest).ToList();
        return drawn;
    }

    private static AdaptiveCard Empty(Card card, string fallbackText) => new(_version)
    {
        JsonSchema = AdaptiveCard.SchemaUrl,
        FallbackText = fallbackText,
        AdditionalProperties = { ["msteams"] = new JsonObject { ["width"] = "Full" } },
    };
}

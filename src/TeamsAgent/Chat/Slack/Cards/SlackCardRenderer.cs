using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack.Cards;

/// <summary>
/// Draws a card as Block Kit. Text from outside goes into <c>rich_text</c> and <c>plain_text</c> alone, which are read as markup by nobody; a card
/// stays within Slack's limits by cutting, step by step, what nobody decides by.
/// </summary>
internal static class SlackCardRenderer
{
    /// <summary>The most blocks of a message.</summary>
    public const int MaxBlocks = 50;

    // Slack names no limit for a whole message. Texts of 12,000 characters are refused, and less where they come in many pieces (bolt-js, issues
    // 2509 and 2867): a card stays well below, unless what people decide by alone needs more.
    private const int MaxText = 11_000;
    private const int MaxJson = 12_500;
    private const int MaxDetailBlocks = 95;
    private const int MaxDetailBytes = 200_000;

    /// <summary>Draws the card as a message.</summary>
    public static SlackMessage Render(Card card)
    {
        SlackMessage? smallest = null;
        foreach (var measure in card.Summary.Length <= MaxText ? SlackMeasure.OfMessages : [])
        {
            var writer = new RichText(card.Language);
            new SlackParts(measure, writer).All(card.Parts);
            var buttons = SlackButtons.Of(card.Buttons, NumberOf(card), measure, card.Language).ToList();
            if (writer.Blocks.Count + buttons.Count <= MaxBlocks - 1 && writer.Length <= MaxText)
            {
                smallest = Message(card, writer, buttons);
                if (smallest.Blocks.ToJsonString(SlackJson.Options).Length <= MaxJson)
                {
                    return smallest;
                }
            }
        }

        return smallest ?? TooLarge(card);
    }

    /// <summary>Draws what is folded away as the blocks of a view, and, where the card was shortened, all of that once more.</summary>
    public static JsonArray Details(Card card)
    {
        var isCut = Render(card).IsCut;
        var parts = card.Parts.OfType<CardPart.Detail>().SelectMany(detail => detail.Parts).ToList();
        foreach (var measure in SlackMeasure.OfDetails)
        {
            var writer = new RichText(card.Language);
            var drawing = new SlackParts(measure, writer);
            drawing.All(parts);
            if (isCut)
            {
                writer.Divider();
                writer.Line((card.Language.Text(DrawingKey.CardInFull), Look.Bold));
                drawing.All(card.Parts.Where(part => part is not CardPart.Mentions));
            }

            if (writer.Blocks.Count is > 0 and <= MaxDetailBlocks && SizeOf(writer.Blocks) <= MaxDetailBytes)
            {
                return WithIds(writer.Blocks, NonceOf(card));
            }
        }

        var sentence = new RichText(card.Language);
        sentence.Line((card.Language.Text(parts.Count == 0 ? DrawingKey.NoDetails : DrawingKey.DetailsTooLarge), Look.Plain));
        return WithIds(sentence.Blocks, NonceOf(card));
    }

    /// <summary>Says that the card cannot be shown. Nobody can decide on what cannot be shown.</summary>
    public static SlackMessage TooLarge(Card card)
    {
        var sentence = card.Language.Text(DrawingKey.TooLarge);
        var writer = new RichText(card.Language);
        var measure = SlackMeasure.OfMessages[^1];
        new SlackParts(measure, writer).All(card.Parts.OfType<CardPart.Status>());
        writer.Line((sentence, Look.Bold));
        var buttons = SlackButtons.Of([.. card.Buttons.Where(button => button is CardButton.OpenLink or CardButton.Unfold)], NumberOf(card), measure, card.Language);
        return new SlackMessage(sentence, WithIds([.. writer.Blocks, .. buttons], NonceOf(card)), IsCut: true);
    }

    private static SlackMessage Message(Card card, RichText writer, List<JsonObject> buttons)
    {
        if (writer.Cut && card.Buttons.Any(button => button is CardButton.Unfold))
        {
            writer.Line((card.Language.Text(DrawingKey.InFullBehindDetails), Look.Plain));
        }

        return new SlackMessage(SlackText.Message(card.Summary, card.Language), WithIds([.. writer.Blocks, .. buttons], NonceOf(card)), writer.Cut);
    }

    // A message whose content changes gets other ids, as Slack asks for; the same content has the same ones.
    internal static JsonArray WithIds(IReadOnlyList<JsonObject> blocks, string nonce)
    {
        var all = new JsonArray([.. blocks]);
        var content = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToJsonString(SlackJson.Options))))[..8];
        foreach (var (index, block) in blocks.Index())
        {
            block["block_id"] = FormattableString.Invariant($"b{index}.{nonce}{content}");
        }

        return all;
    }

    private static string NonceOf(Card card) => card.Buttons.Select(DataOf).FirstOrDefault(data => data is { Nonce.Length: > 0 }) is { } data
        ? string.Concat(data.Nonce.Where(char.IsAsciiLetterOrDigit).Take(8)) + "."
        : "";

    private static PressData? DataOf(CardButton button) => button switch
    {
        CardButton.Press press => press.Data,
        CardButton.PressWithReason reject => reject.Data,
        CardButton.Unfold unfold => unfold.Data,
        _ => null,
    };

    private static string NumberOf(Card card) => card.Parts.OfType<CardPart.Status>().FirstOrDefault()?.Number.Plain(15) ?? "";

    private static int SizeOf(IEnumerable<JsonObject> blocks) => blocks.Sum(block => Encoding.UTF8.GetByteCount(block.ToJsonString(SlackJson.Options)));
}

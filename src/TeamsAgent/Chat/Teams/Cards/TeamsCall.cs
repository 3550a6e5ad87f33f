using System.Globalization;
using System.Text;
using AdaptiveCards;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Teams.Cards;

/// <summary>Draws a call to the byte.</summary>
internal sealed class TeamsCall(Measure measure, Language words)
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public IEnumerable<AdaptiveElement> Draw(CardPart.ExactCall part)
    {
        var call = part.Call;
        yield return TeamsText.Block(part.Lead, TextLook.Bold with { Spacing = AdaptiveSpacing.Medium }, measure.Text);
        yield return Mono($"{call.Method} {call.Url}", TextLook.Mono with { Weight = AdaptiveTextWeight.Bolder });
        foreach (var header in call.Headers.Take(measure.Rows))
        {
            yield return Mono($"{header.Name}: {header.Value}", TextLook.Mono with { Spacing = AdaptiveSpacing.None });
        }

        if (call.Body.Length > 0)
        {
            yield return Body(call.Body.Span);
        }

        var scopes = Sentence.Join(call.Scopes.Take(measure.Rows).Select<string, Sentence>(scope => $"{scope}"), $", ");
        yield return TeamsText.Block(
            words.Say(DrawingKey.SentWith, ("connection", call.Connection), ("scopes", scopes)),
            TextLook.Quiet with { Size = AdaptiveTextSize.Small, Spacing = AdaptiveSpacing.Small }, measure.Text);
        yield return Mono($"SHA-256 {CardText.InGroups(call.Hash())}", TextLook.Mono with { IsSubtle = true });
    }

    private AdaptiveRichTextBlock Mono(Sentence line, TextLook look) => TeamsText.Rich(TeamsText.Runs(line, look, measure.Text), look);

    private AdaptiveContainer Body(ReadOnlySpan<byte> bytes)
    {
        var (text, isText) = Read(bytes);
        var (shown, count) = text.Beginning(measure.Body);
        var size = words.SayCounted(isText ? DrawingKey.Body : DrawingKey.BodyNoText, bytes.Length);
        List<AdaptiveElement> items =
        [
            TeamsText.Block(size, TextLook.Quiet with { Size = AdaptiveTextSize.Small }, measure.Text),
            TeamsText.Rich(TeamsText.Runs(shown, TextLook.Mono), TextLook.Mono),
        ];
        if (count < text.Length)
        {
            items.Add(TeamsText.Block(
                words.Say(DrawingKey.CharactersShown, ("shown", count), ("all", text.Length)),
                TextLook.Bold with { Spacing = AdaptiveSpacing.Small }, measure.Text));
        }

        return new AdaptiveContainer { Style = AdaptiveContainerStyle.Emphasis, Spacing = AdaptiveSpacing.Small, Items = items };
    }

    private static (Untrusted Text, bool IsText) Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return (Untrusted.Of(_strict.GetString(bytes)), true);
        }
        catch (DecoderFallbackException)
        {
            return (Untrusted.Of(Convert.ToBase64String(bytes)), false);
        }
    }
}

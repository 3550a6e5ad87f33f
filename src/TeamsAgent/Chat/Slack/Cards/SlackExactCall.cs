using System.Text;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack.Cards;

/// <summary>Draws a call to the byte.</summary>
internal static class SlackExactCall
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Draw(CardPart.ExactCall part, RichText writer, SlackMeasure measure)
    {
        var call = part.Call;
        writer.Line(part.Lead, Look.Bold, measure.Text);
        writer.Line($"{call.Method} {call.Url}", Look.Code, Math.Max(measure.Text, 500));
        foreach (var header in call.Headers.Take(measure.Rows))
        {
            writer.Line($"{header.Name}: {header.Value}", Look.Code, measure.Text);
        }

        if (call.Headers.Count > measure.Rows)
        {
            writer.Line(writer.Words.SayCounted(DrawingKey.HeadersLeft, call.Headers.Count - measure.Rows), Look.Plain, measure.Text);
        }

        if (call.Body.Length > 0)
        {
            Body(call.Body.Span, writer, measure);
        }

        var scopes = Sentence.Join(call.Scopes.Take(measure.Rows).Select<string, Sentence>(scope => $"{scope}"), $", ");
        writer.Line(writer.Words.Say(DrawingKey.SentWith, ("connection", call.Connection), ("scopes", scopes)), Look.Plain, measure.Text);
        writer.Line(($"SHA-256 {CardText.InGroups(call.Hash())}", Look.Code));
    }

    private static void Body(ReadOnlySpan<byte> bytes, RichText writer, SlackMeasure measure)
    {
        var (text, isText) = Read(bytes);
        var (shown, count) = text.Beginning(measure.Body);
        var size = writer.Words.SayCounted(isText ? DrawingKey.Body : DrawingKey.BodyNoText, bytes.Length);
        writer.Line(size, Look.Plain, measure.Text);
        writer.Preformatted(shown);
        if (count < text.Length)
        {
            writer.Line(writer.Words.Say(DrawingKey.CharactersShown, ("shown", count), ("all", text.Length)), Look.Bold, measure.Text);
        }
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

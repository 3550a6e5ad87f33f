using System.Text.Json.Nodes;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack.Cards;

/// <summary>Draws each kind of content.</summary>
internal sealed class SlackParts(SlackMeasure measure, RichText writer)
{
    private const int MaxScopes = 30;
    private const int MaxHeader = 140;

    public void All(IEnumerable<CardPart> parts)
    {
        foreach (var part in parts)
        {
            One(part);
        }
    }

    private void One(CardPart part)
    {
        switch (part)
        {
            case CardPart.Status status:
                Status(status);
                break;
            case CardPart.Heading heading:
                writer.Line(heading.Text, Look.Bold, measure.AtMost(160));
                break;
            case CardPart.Say say:
                writer.Line(say.Text, SlackTones.Of(say.Tone), measure.Text, SlackTones.Sign(say.Tone));
                break;
            case CardPart.Quote quote:
                writer.Line(quote.Lead, Look.Plain, measure.Text);
                writer.Quote(writer.Seen(quote.Text.Cut(measure.AtMost(600))));
                break;
            case CardPart.Mentions mentions:
                SlackMentions.Draw(mentions, writer, measure.Text);
                break;
            case CardPart.Facts facts:
                Facts(facts);
                break;
            case CardPart.Scopes scopes:
                Scopes(scopes);
                break;
            case CardPart.RiskBadge badge:
                writer.Line(badge.Why, Look.Plain, measure.AtMost(300), SlackTones.Word(badge.Risk, writer.Words), $"{writer.Words.Text(DrawingKey.Risk)}: ");
                break;
            case CardPart.Progress progress:
                Progress(progress);
                break;
            case CardPart.ExactCall call:
                SlackExactCall.Draw(call, writer, measure);
                break;
            case CardPart.Group group:
                Divide();
                All(group.Parts);
                break;
            case CardPart.Detail:
                // Shown in a view of its own.
                break;
            case CardPart.Choice choice:
                SlackChoice.Draw(choice, writer, measure.Text);
                break;
            default:
                throw new NotSupportedException(part.GetType().Name);
        }
    }

    private void Divide()
    {
        if (measure.Dividers)
        {
            writer.Divider();
        }
        else
        {
            writer.Break();
        }
    }

    private void Status(CardPart.Status status)
    {
        if (measure.IsWhole)
        {
            writer.Line(status.Text, Look.Bold, measure.Text, SlackTones.Sign(status.Tone));
            return;
        }

        var words = SlackText.Short(SlackTones.Sign(status.Tone) + writer.Seen(status.Text.Plain(60)), MaxHeader - 20);
        writer.Add(new JsonObject { ["type"] = "header", ["text"] = SlackText.Plain($"{words} · {SlackText.Short(status.Number.Plain(15), 15)}") });
    }

    private void Facts(CardPart.Facts facts)
    {
        var optional = facts.Rows.Where(row => !row.IsDecisive).Take(measure.Rows).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var row in facts.Rows.Where(row => row.IsDecisive || optional.Contains(row)))
        {
            Row(row);
        }

        if (facts.Rows.Count(row => !row.IsDecisive) - optional.Count is > 0 and var left)
        {
            writer.IsCut();
            writer.Line(writer.Words.SayCounted(DrawingKey.ValuesLeftInDetails, left), Look.Plain, measure.Text);
        }
    }

    // A value in several lines stands apart: in a row it could look like other rows.
    private void Row(CardFact row)
    {
        var label = writer.Seen(row.Label.Plain(measure.Text)) + ": ";
        if (row.Value.Runs is [Run.Data { Text: { IsDecisive: false } text }, ..] && row.Value.Runs.Skip(1).All(run => run is Run.Fixed)
            && text.Cut(measure.Text) is var lines && lines.Contains('\n', StringComparison.Ordinal))
        {
            writer.Line((label, Look.Bold), (string.Concat(row.Value.Runs.OfType<Run.Fixed>().Select(run => run.Text)).TrimStart(), Look.Plain));
            writer.Preformatted(writer.Seen(lines));
        }
        else
        {
            writer.Line(row.Value, Look.Plain, measure.Text, label: label);
        }
    }

    private void Scopes(CardPart.Scopes scopes)
    {
        var shown = Math.Min(MaxScopes, Math.Max(measure.Rows, 1));
        var rows = scopes.Needs.Take(shown).Select(need => (Sentence)$"{need.Meaning} ({need.Name})");
        var more = Sentence.None;
        if (scopes.Needs.Count > shown)
        {
            writer.IsCut();
            more = writer.Words.SayCounted(DrawingKey.AccessMore, scopes.Needs.Count - shown);
        }

        writer.Line($"{Sentence.Join(rows, $"; ")}{more}", Look.Plain, measure.Text, label: $"{writer.Words.Text(DrawingKey.Access)}: ");
    }

    private void Progress(CardPart.Progress progress)
    {
        foreach (var line in progress.Lines)
        {
            writer.Line(line.Text, Look.Plain, measure.AtMost(600), SlackTones.Sign(line.Progress));
        }
    }
}

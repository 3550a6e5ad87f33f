using AdaptiveCards;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Teams.Cards;

/// <summary>Draws each kind of content.</summary>
internal sealed class TeamsParts(Measure measure, Language words)
{
    private const int MaxScopes = 30;

    public IEnumerable<AdaptiveElement> All(IEnumerable<CardPart> parts) => parts.SelectMany(One);

    private IEnumerable<AdaptiveElement> One(CardPart part) => part switch
    {
        CardPart.Status status => [Status(status)],
        CardPart.Heading heading => [Heading(heading)],
        CardPart.Say say => [Say(say)],
        CardPart.Quote quote => Quote(quote),
        CardPart.Mentions mentions => [TeamsMentions.Block(mentions, words)],
        CardPart.Facts facts => Facts(facts),
        CardPart.Scopes scopes => Scopes(scopes),
        CardPart.RiskBadge badge => [Risk(badge)],
        CardPart.Progress progress => [Progress(progress)],
        CardPart.ExactCall call => new TeamsCall(measure, words).Draw(call),
        CardPart.Group group => [Group(group)],
        CardPart.Detail detail => [Detail(detail)],
        CardPart.Choice choice => [Choice(choice)],
        _ => throw new NotSupportedException(part.GetType().Name),
    };

    private AdaptiveContainer Status(CardPart.Status status)
    {
        var look = TextLook.Bold with { Size = AdaptiveTextSize.Medium, Style = AdaptiveTextBlockStyle.Heading };
        var text = new Sentence(0, 2);
        text.AppendLiteral(TeamsTones.Sign(status.Tone));
        text.AppendFormatted(status.Text);
        return new AdaptiveContainer
        {
            Style = TeamsTones.Background(status.Tone),
            Bleed = true,
            Items =
            [
                new AdaptiveColumnSet
                {
                    Columns =
                    [
                        new AdaptiveColumn { Width = "stretch", Items = [TeamsText.Block(text, look, measure.Text)] },
                        new AdaptiveColumn
                        {
                            Width = "auto",
                            VerticalContentAlignment = AdaptiveVerticalContentAlignment.Center,
                            Items = [TeamsText.Block(status.Number, TextLook.Plain, measure.Text)],
                        },
                    ],
                },
            ],
        };
    }

    private AdaptiveElement Heading(CardPart.Heading heading) => TeamsText.Block(
        heading.Text,
        new TextLook { Size = AdaptiveTextSize.Large, Weight = AdaptiveTextWeight.Bolder, Spacing = AdaptiveSpacing.Medium, Style = AdaptiveTextBlockStyle.Heading },
        Math.Min(measure.Text, 160));

    private AdaptiveElement Say(CardPart.Say say)
    {
        var text = new Sentence(0, 2);
        text.AppendLiteral(TeamsTones.Sign(say.Tone));
        text.AppendFormatted(say.Text);
        var look = TeamsTones.Look(say.Tone) with { Spacing = AdaptiveSpacing.Small };
        return say.Tone == CardTone.Warning
            ? new AdaptiveContainer { Style = AdaptiveContainerStyle.Warning, Spacing = AdaptiveSpacing.Small, Items = [TeamsText.Block(text, look, measure.Text)] }
            : TeamsText.Block(text, look, measure.Text);
    }

    private IEnumerable<AdaptiveElement> Quote(CardPart.Quote quote) =>
    [
        new AdaptiveContainer
        {
            Style = AdaptiveContainerStyle.Emphasis,
            Spacing = AdaptiveSpacing.Small,
            Items =
            [
                TeamsText.Block(quote.Lead, TextLook.Quiet with { Size = AdaptiveTextSize.Small }, measure.Text),
                TeamsText.Rich(TeamsText.Runs(quote.Text.Cut(Math.Min(measure.Text, 600)), TextLook.Plain), new TextLook { Spacing = AdaptiveSpacing.None }),
            ],
        },
    ];

    private IEnumerable<AdaptiveElement> Facts(CardPart.Facts facts)
    {
        var optional = facts.Rows.Where(row => !row.IsDecisive).Take(measure.Rows).ToHashSet(ReferenceEqualityComparer.Instance);
        var shown = facts.Rows.Where(row => row.IsDecisive || optional.Contains(row)).ToList();
        var left = facts.Rows.Count - shown.Count;
        return left == 0
            ? shown.Select(Row)
            : [.. shown.Select(Row), TeamsText.Block(words.SayCounted(DrawingKey.ValuesLeft, left), TextLook.Quiet with { Spacing = AdaptiveSpacing.Small }, measure.Text)];
    }

    private AdaptiveElement Row(CardFact fact) => Row(
        fact.Label,
        fact.Value.Runs is [Run.Data { Text: { IsDecisive: false } text }]
            ? TeamsText.Rich(TeamsText.Runs(measure.Columns ? text.Cut(measure.Text) : text.CutLine(measure.Text), TextLook.Plain), TextLook.Plain)
            : TeamsText.Block(fact.Value, TextLook.Plain, measure.Text),
        TeamsText.Runs(fact.Value, TextLook.Plain, measure.Text));

    private AdaptiveElement Row(Sentence label, AdaptiveElement value, IEnumerable<AdaptiveTextRun> asLine) => measure.Columns
        ? new AdaptiveColumnSet
        {
            Spacing = AdaptiveSpacing.Small,
            Columns =
            [
                new AdaptiveColumn { Width = "104px", Items = [TeamsText.Rich(TeamsText.Runs(label, TextLook.Quiet, measure.Text), TextLook.Plain)] },
                new AdaptiveColumn { Width = "stretch", Items = [value] },
            ],
        }
        : TeamsText.Rich([.. TeamsText.Runs($"{label}: ", TextLook.Quiet, measure.Text), .. asLine], new TextLook { Spacing = AdaptiveSpacing.None });

    private AdaptiveElement Risk(CardPart.RiskBadge badge)
    {
        var word = new AdaptiveTextRun(TeamsTones.Word(badge.Risk, words)) { Weight = AdaptiveTextWeight.Bolder, Color = TeamsTones.Color(badge.Risk) };
        List<AdaptiveTextRun> runs = [word, .. TeamsText.Runs(badge.Why, TextLook.Plain, Math.Min(measure.Text, 300))];
        return Row(words.Say(DrawingKey.Risk), TeamsText.Rich(runs, TextLook.Plain), runs);
    }

    private IEnumerable<AdaptiveElement> Scopes(CardPart.Scopes scopes)
    {
        var rows = scopes.Needs.Take(Math.Min(MaxScopes, Math.Max(measure.Rows, 1))).Select(need => (Sentence)$"{need.Meaning} ({need.Name})");
        var left = scopes.Needs.Count - Math.Min(MaxScopes, Math.Max(measure.Rows, 1));
        var more = left > 0 ? words.SayCounted(DrawingKey.AccessMore, left) : Sentence.None;
        Sentence all = $"{Sentence.Join(rows, $"; ")}{more}";
        return [Row(new CardFact(words.Say(DrawingKey.Access), all))];
    }

    private AdaptiveContainer Progress(CardPart.Progress progress) => new()
    {
        Spacing = AdaptiveSpacing.Medium,
        Items =
        [
            .. progress.Lines.Select(line =>
            {
                var (sign, color) = TeamsTones.Of(line.Progress);
                return TeamsText.Rich(
                    [new AdaptiveTextRun(sign) { Color = color, Weight = AdaptiveTextWeight.Bolder }, .. TeamsText.Runs(line.Text, TextLook.Plain, Math.Min(measure.Text, 600))],
                    new TextLook { Spacing = AdaptiveSpacing.Small });
            }),
        ],
    };

    private AdaptiveContainer Group(CardPart.Group group) => new()
    {
        Separator = true,
        Spacing = AdaptiveSpacing.Medium,
        Items = [.. All(group.Parts)],
    };

    private AdaptiveContainer Detail(CardPart.Detail detail) => new()
    {
        Id = detail.Id,
        IsVisible = false,
        Spacing = AdaptiveSpacing.Medium,
        Items = measure.Details
            ? [.. All(detail.Parts)]
            : [TeamsText.Block(words.Say(DrawingKey.NoRoomForDetails), TextLook.Quiet, measure.Text)],
    };

    private AdaptiveChoiceSetInput Choice(CardPart.Choice choice) => new()
    {
        // The compact form alone shows its titles as plain text everywhere.
        Id = choice.InputId,
        Label = choice.Label.Plain(measure.Text),
        Style = AdaptiveChoiceInputStyle.Compact,
        IsRequired = true,
        ErrorMessage = words.Text(DrawingKey.ChooseOneError),
        Choices = [.. choice.Options.Select(option => new AdaptiveChoice { Value = option.Value, Title = option.Title.CutLine(Math.Min(measure.Text, 120)) })],
    };
}

using System.Text.Json.Nodes;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack.Cards;

/// <summary>Draws a choice that goes along with the buttons, as a menu.</summary>
internal static class SlackChoice
{
    private const int MaxOptions = 100;
    private const int MaxTitle = 70;
    private const int MaxValue = 75;

    public static void Draw(CardPart.Choice choice, RichText writer, int max)
    {
        var fitting = choice.Options.Where(option => option.Value.Length is > 0 and <= MaxValue && !option.Title.IsEmpty).Take(MaxOptions).ToList();
        writer.Line(choice.Label, Look.Bold, max);
        if (fitting.Count < choice.Options.Count)
        {
            writer.Line(writer.Words.SayCounted(DrawingKey.ChoicesLeft, choice.Options.Count - fitting.Count), Look.Plain, max);
        }

        if (fitting.Count > 0)
        {
            writer.Add(new JsonObject
            {
                ["type"] = "actions",
                ["elements"] = new JsonArray(new JsonObject
                {
                    ["type"] = "static_select",
                    ["action_id"] = $"choice.{choice.InputId}",
                    ["placeholder"] = SlackText.Plain(writer.Words.Text(DrawingKey.ChooseOne)),
                    ["options"] = new JsonArray([.. fitting.Select(option => new JsonObject
                    {
                        ["text"] = SlackText.Plain(SlackText.Short(option.Title.CutLine(MaxTitle - 25), MaxTitle)), ["value"] = option.Value,
                    })]),
                }),
            });
        }
    }
}

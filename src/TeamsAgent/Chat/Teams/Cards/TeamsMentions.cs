using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Teams.Cards;

/// <summary>
/// People who are notified. A mention works in a text block alone, so a name is reduced to letters, digits and a few harmless signs:
/// whoever is mentioned is decided by the id, not by the name.
/// </summary>
internal sealed record TeamsMention(string UserId, string Name)
{
    /// <summary>The mark in the text and in the entity: the same in both.</summary>
    public string Mark => $"<at>{Name.Replace("&", "&amp;", StringComparison.Ordinal)}</at>";

    public JsonObject Entity() => new()
    {
        ["type"] = "mention",
        ["text"] = Mark,
        ["mentioned"] = new JsonObject { ["id"] = UserId, ["name"] = Name },
    };
}

/// <summary>Makes mentions of people.</summary>
internal static class TeamsMentions
{
    private const int MaxPeople = 5;
    private const int MaxName = 40;

    public static IReadOnlyList<TeamsMention> Of(CardPart.Mentions part, Language words)
    {
        var made = new List<TeamsMention>();
        foreach (var person in part.People.Where(person => person.UserId.Length is > 0 and <= 160).Take(MaxPeople))
        {
            // Two people of one name need two marks.
            var name = Harmless(person.Name, words);
            var same = made.Count(mention => mention.Name == name || mention.Name.StartsWith(name + " ", StringComparison.Ordinal));
            made.Add(new TeamsMention(person.UserId, same == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} {same + 1}")));
        }

        return made;
    }

    public static AdaptiveTextBlock Block(CardPart.Mentions part, Language words) =>
        new(string.Join(", ", Of(part, words).Select(mention => mention.Mark)) + ": " + part.Text.Plain()) { Wrap = true, Spacing = AdaptiveSpacing.Small };

    private static string Harmless(string name, Language words)
    {
        var kept = new StringBuilder(MaxName);
        foreach (var rune in Untrusted.Of(name).Line.EnumerateRunes())
        {
            var harmless = Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or ',' or '-' or '\'' or 0x2019 or '&'
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (harmless && kept.Length + rune.Utf16SequenceLength <= MaxName)
            {
                kept.Append(rune.ToString());
            }
        }

        var trimmed = kept.ToString().Trim(' ', '.', ',', '-');
        return trimmed.Length == 0 ? words.Text(DrawingKey.Approver) : trimmed;
    }
}

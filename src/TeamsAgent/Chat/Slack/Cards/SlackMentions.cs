using System.Text.RegularExpressions;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack.Cards;

/// <summary>People who are notified: by their ids, which Slack gave out; never by a name, which anybody may choose.</summary>
internal static partial class SlackMentions
{
    private const int MaxPeople = 10;

    /// <summary>Whether it is an id of a person of Slack's.</summary>
    public static bool IsUser(string id) => UserId().IsMatch(id);

    public static void Draw(CardPart.Mentions part, RichText writer, int max)
    {
        var users = part.People.Select(person => person.UserId).Where(IsUser).Distinct().ToList();
        if (users.Count > 0)
        {
            Sentence more = users.Count > MaxPeople ? $"{part.Text}{writer.Words.SayCounted(DrawingKey.MoreMayDecide, users.Count - MaxPeople)}" : part.Text;
            writer.Mentions(users.Take(MaxPeople), more, max);
        }
        else
        {
            var names = part.People.Take(MaxPeople).Select<Mention, Sentence>(person => $"{person.Name}");
            writer.Line($"{Sentence.Join(names, $", ")}: {part.Text}", Look.Plain, max);
        }
    }

    [GeneratedRegex(@"^[UW][A-Z0-9]{1,30}\z", RegexOptions.CultureInvariant)]
    private static partial Regex UserId();
}

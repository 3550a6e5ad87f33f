using System.Text.RegularExpressions;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack.Cards;

/// <summary>Draws plain words. Nothing in them is markup; an address becomes a link only if it is one of ours, and is its own label.</summary>
internal static partial class SlackPlainWords
{
    private const int LongestText = 8_000;

    /// <summary>Draws the words.</summary>
    /// <param name="words">The words; untrusted.</param>
    /// <param name="isOurs">Whether an address may be a link.</param>
    public static SlackMessage Render(string words, Func<Uri, bool> isOurs)
    {
        var text = Untrusted.Of(words).Cut(LongestText);
        var writer = new RichText();
        foreach (var line in text.Split('\n'))
        {
            writer.Line(("", Look.Plain));
            var end = 0;
            foreach (Match match in Address().Matches(line))
            {
                if (Uri.TryCreate(match.Value, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 && isOurs(url))
                {
                    writer.More(line[end..match.Index]);
                    writer.Link(match.Value);
                    end = match.Index + match.Length;
                }
            }

            writer.More(line[end..]);
        }

        return writer.Blocks.Count > 0
            ? new SlackMessage(SlackText.Message(Untrusted.Of(words).CutLine(LongestText), Language.English), SlackCardRenderer.WithIds(writer.Blocks, ""), IsCut: false)
            : Render("…", isOurs);
    }

    [GeneratedRegex(@"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*[A-Za-z0-9/_=-])?", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack.Cards;

/// <summary>Text as Slack counts, cuts and escapes it (<see href="https://docs.slack.dev/messaging/formatting-message-text"/>).</summary>
internal static class SlackText
{
    /// <summary>The most that a text is given, counted as Slack stores it: five in a hundred below the documented 3000.</summary>
    public const int Room = 2850;

    /// <summary>The most that the text beside the blocks is given: five in a hundred below the 4000 beyond which an update fails.</summary>
    public const int MessageRoom = 3800;

    /// <summary>How much of a summary's end is kept when its middle is left out: risk, deadline and fingerprint stand there.</summary>
    private const int KeptEnd = 600;

    /// <summary>The three signs that Slack gives a meaning to, taken away from them; nothing else is changed.</summary>
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>How long a text is once Slack has stored it, in UTF-16 units.</summary>
    public static int Stored(ReadOnlySpan<char> text) => text.Length + (4 * text.Count('&')) + (3 * (text.Count('<') + text.Count('>')));

    /// <summary>How many units of a text, in whole letters, are at most so long when stored; at least one letter.</summary>
    public static int Fitting(string text, int room)
    {
        var (taken, stored) = (0, 0);
        while (taken < text.Length)
        {
            var letter = StringInfo.GetNextTextElementLength(text, taken);
            if (letter > 64)
            {
                // No letter that people know: a heap of marks is cut like anything else.
                letter = Rune.GetRuneAt(text, taken).Utf16SequenceLength;
            }

            stored += Stored(text.AsSpan(taken, letter));
            if (stored > room && taken > 0)
            {
                break;
            }

            taken += letter;
        }

        return taken;
    }

    /// <summary>
    /// One line for the text beside the blocks, escaped. Where all that people decide by has no room there, the middle is left out, and the line
    /// says how much of it and where it is.
    /// </summary>
    public static string Message(string line, Language words)
    {
        if (Stored(line) <= MessageRoom)
        {
            return Escape(line);
        }

        var end = EndOf(line);
        var begin = Fitting(line, MessageRoom - Stored(end) - 100);
        var left = Runes(line) - Runes(line.AsSpan(0, begin)) - Runes(end);
        return Escape($"{line.AsSpan(0, begin)} {words.Text(DrawingKey.MoreOnTheCard, ("left", left))} {end}");
    }

    /// <summary>Words of ours, or data, as a plain text object: no markup, no emoji codes.</summary>
    public static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text, ["emoji"] = false };

    /// <summary>One line of at most so many units, with a visible mark where it was cut.</summary>
    public static string Short(string line, int max)
    {
        if (Stored(line) <= max)
        {
            return line;
        }

        return line[..Fitting(line, max - 1)].TrimEnd() + "…";
    }

    private static string EndOf(string line)
    {
        var starts = StringInfo.ParseCombiningCharacters(line);
        var first = Array.BinarySearch(starts, line.Length - KeptEnd);
        var start = starts[Math.Min(first < 0 ? ~first : first, starts.Length - 1)];
        while (Stored(line.AsSpan(start)) > 2 * KeptEnd)
        {
            start += StringInfo.GetNextTextElementLength(line, start);
        }

        return line[start..];
    }

    private static int Runes(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}

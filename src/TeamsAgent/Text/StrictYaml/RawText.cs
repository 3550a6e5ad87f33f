using System.Globalization;
using System.Text;

namespace TeamsAgent.Text.StrictYaml;

/// <summary>What must not be in a document's characters, whatever YAML would make of them.</summary>
internal static class RawText
{
    /// <summary>Notes tabs, directives, and characters that a person who reviews the file does not see.</summary>
    public static bool IsSound(string text, Problems problems)
    {
        var lines = text.Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index].TrimEnd('\r');
            if (line.Contains('\t'))
            {
                problems.Add(index + 1, "a tab; use spaces");
            }
            else if (line.StartsWith('%'))
            {
                problems.Add(index + 1, "directives (%YAML, %TAG) are not allowed");
            }
            else if (FirstHidden(line) is { } hidden)
            {
                problems.Add(index + 1, $"the invisible character U+{hidden:X4}");
            }
        }

        return !problems.Any;
    }

    /// <summary>The first control, direction-changing or zero-width character (a reviewer is shown another text than is read), or null.</summary>
    public static int? FirstHidden(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != '\n' && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return rune.Value;
            }
        }

        return null;
    }

    /// <summary>Whether an unquoted text is followed by a # that no space follows: <c>Issue #{number}</c> would be cut to “Issue”.</summary>
    public static bool CommentWithoutSpace(string text, int end)
    {
        var at = end;
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at + 1 < text.Length && text[at] == '#' && text[at + 1] is not (' ' or '\n' or '\r' or '#');
    }
}

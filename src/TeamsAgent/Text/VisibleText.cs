using System.Globalization;
using System.Text;

namespace TeamsAgent.Text;

/// <summary>Text in its visible form, and how many characters of it were left out at the end.</summary>
internal readonly record struct VisibleText(string Text, int Left)
{
    private const int SpacesInARow = 4;
    private const int LineBreaksInARow = 3;
    private const int MarksInARow = 3;

    /// <summary>The text, with a visible mark where it was cut.</summary>
    public string Marked => Left == 0 ? Text : string.Create(CultureInfo.InvariantCulture, $"{Text} ⟨… {Left} more characters⟩");

    public static int CountOf(ReadOnlySpan<char> raw)
    {
        var count = 0;
        foreach (var _ in raw.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>Writes out what would not be seen, and cuts at about <paramref name="max"/> characters of the visible form.</summary>
    public static VisibleText Of(string raw, bool asLine, int max)
    {
        var text = new StringBuilder(Math.Min(raw.Length, 4096) + 16);
        var word = new WordLetters(raw);
        var marks = MarksInARow;
        var before = new Rune('\n');
        var position = 0;
        while (position < raw.Length)
        {
            var start = position;
            var taken = Next(raw, ref position, out var rune);
            var piece = taken switch
            {
                Taken.LoneSurrogate => Escaped(raw[start]),
                Taken.LineBreaks => LineBreaks(raw, ref position, asLine),
                Taken.Spaces => Spaces(raw, ref position, rune),
                _ when IsMark(rune) && ++marks > MarksInARow => Escaped(rune.Value),
                _ when IsHidden(rune, before) => Escaped(rune.Value),
                _ => null,
            };

            var ended = taken is Taken.LineBreaks or Taken.Spaces || (piece is null && !WordLetters.Belongs(rune)) ? word.End() : null;
            if (text.Length + (ended?.Length ?? 0) + (piece?.Length ?? rune.Utf16SequenceLength) > max)
            {
                return new VisibleText(text.Append(ended ?? word.End()).ToString().TrimEnd('\n', ' '), CountOf(raw.AsSpan(start)));
            }

            text.Append(ended);
            if (piece is not null)
            {
                text.Append(piece);
            }
            else
            {
                word.Add(rune);
                text.Append(rune.ToString());
            }

            marks = IsMark(rune) ? marks : piece is null && taken == Taken.One ? 0 : MarksInARow;
            before = rune;
        }

        return new VisibleText(text.Append(word.End()).ToString(), 0);
    }

    private enum Taken
    {
        One,
        LoneSurrogate,
        LineBreaks,
        Spaces,
    }

    private static Taken Next(string raw, ref int position, out Rune rune)
    {
        if (!Rune.TryGetRuneAt(raw, position, out rune))
        {
            rune = Rune.ReplacementChar;
            position++;
            return Taken.LoneSurrogate;
        }

        var windows = rune.Value == '\r' && position + 1 < raw.Length && raw[position + 1] == '\n';
        position += rune.Utf16SequenceLength + (windows ? 1 : 0);
        return windows || rune.Value == '\n' ? Taken.LineBreaks : IsSpace(rune) ? Taken.Spaces : Taken.One;
    }

    // Lines of nothing but spaces are blank lines too.
    private static string LineBreaks(string raw, ref int position, bool asLine)
    {
        var count = 1;
        for (var ahead = position; ahead < raw.Length && (raw[ahead] is '\n' or '\r' || IsSpace(raw[ahead])); ahead++)
        {
            if (raw[ahead] == '\n')
            {
                count++;
                position = ahead + 1;
            }
        }

        var one = asLine ? " ⏎ " : "\n";
        return count > LineBreaksInARow
            ? string.Create(CultureInfo.InvariantCulture, $"{one}⟨{count - 1} blank lines⟩{one}")
            : asLine ? string.Concat(" ", string.Concat(Enumerable.Repeat("⏎ ", count))) : new string('\n', count);
    }

    private static string Spaces(string raw, ref int position, Rune first)
    {
        var count = 1;
        while (position < raw.Length && IsSpace(raw[position]))
        {
            count++;
            position++;
        }

        return count > SpacesInARow
            ? string.Create(CultureInfo.InvariantCulture, $" ⟨{count} spaces⟩ ")
            : first.Value == ' ' ? new string(' ', count) : raw.Substring(position - count, count);
    }

    private static bool IsSpace(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator;

    private static bool IsSpace(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator;

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark && !IsEmojiStyle(rune);

    private static bool IsEmojiStyle(Rune rune) => rune.Value is 0xFE0E or 0xFE0F;

    private static bool IsHidden(Rune rune, Rune before) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        _ when IsEmojiStyle(rune) => Rune.IsLetter(before) || Rune.IsWhiteSpace(before) || Rune.IsControl(before),
        _ => rune.Value is
            // Our own marks: whoever writes them would write in our name.
            '⟨' or '⏎'
            // Letters, marks and symbols that have no shape.
            or 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or 0xFFA0 or 0xFFFC
            or (>= 0xFE00 and <= 0xFE0D) or (>= 0xE0100 and <= 0xE01EF),
    };

    private static string Escaped(int value) =>
        value == '\t' ? "⟨tab⟩" : string.Create(CultureInfo.InvariantCulture, $"⟨U+{value:X4}⟩");
}

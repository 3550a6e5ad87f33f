namespace TeamsAgent.Text;

/// <summary>What somebody probably meant.</summary>
public static class Nearest
{
    /// <summary>The known names that are most like the written one, best first; none when nothing is like it.</summary>
    public static IReadOnlyList<string> To(string written, IEnumerable<string> known, int most = 3)
    {
        var text = written.Length > 100 ? written[..100] : written;
        return known
            .Select(name => (name, distance: Distance(text.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.distance <= Math.Max(2, Math.Min(text.Length, candidate.name.Length) / 2))
            .OrderBy(candidate => candidate.distance)
            .ThenBy(candidate => candidate.name, StringComparer.Ordinal)
            .Take(most)
            .Select(candidate => candidate.name)
            .ToList();
    }

    /// <summary>A question to add to a message: “; did you mean x?”, or nothing.</summary>
    public static string Question(string written, IEnumerable<string> known) =>
        To(written, known, 1) is [var best] ? $"; did you mean “{best}”?" : "";

    /// <summary>How many slips of a finger lie between two words: a letter too many, one missing, a wrong one, or two in the wrong order.</summary>
    public static int Distance(string a, string b)
    {
        var (before, above, row) = (new int[b.Length + 1], new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray());
        for (var i = 1; i <= a.Length; i++)
        {
            (before, above, row) = (above, row, before);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
        }

        return row[^1];
    }
}

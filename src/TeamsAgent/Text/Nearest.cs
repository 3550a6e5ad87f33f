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

    // Levenshtein's distance, one row at a time.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}

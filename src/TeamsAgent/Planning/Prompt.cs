using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TeamsAgent.Planning;

/// <summary>The system prompt, with the moment and the person put in.</summary>
internal static class Prompt
{
    private const int LongestName = 100;
    private static readonly string Text = Load("Prompts/planner.md");

    /// <summary>The prompt for one turn.</summary>
    /// <param name="personName">The name that the chat shows; untrusted text.</param>
    /// <param name="timeZone">The person's IANA zone; one that is not known counts as UTC.</param>
    /// <param name="locale">The person's language; one that is not known is left open.</param>
    /// <param name="now">The moment.</param>
    public static string For(string personName, string? timeZone, string? locale, DateTimeOffset now)
    {
        var zone = Zone(timeZone);
        var local = TimeZoneInfo.ConvertTime(now, zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        return Text.Replace("{now}", local, StringComparison.Ordinal)
            .Replace("{zone}", zone.Id, StringComparison.Ordinal)
            .Replace("{locale}", Language(locale), StringComparison.Ordinal)
            .Replace("{person}", Quoted(personName), StringComparison.Ordinal);
    }

    private static TimeZoneInfo Zone(string? name) =>
        name is { Length: > 0 and < 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone : TimeZoneInfo.Utc;

    private static string Language(string? locale) =>
        locale is { Length: >= 2 and <= 35 } && locale.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? locale : "no known language";

    // A name is chosen by its owner: as a JSON string on one line it cannot pass for a part of the prompt.
    private static string Quoted(string name)
    {
        var plain = new StringBuilder();
        foreach (var rune in name.EnumerateRunes().Where(rune => !Rune.IsControl(rune)).Take(LongestName))
        {
            plain.Append(rune.ToString());
        }

        return JsonSerializer.Serialize(plain.ToString());
    }

    private static string Load(string name)
    {
        using var stream = typeof(Prompt).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

using System.Collections.Frozen;
using TeamsAgent.Text;
using TeamsAgent.Words;

namespace TeamsAgent.Chat;

/// <summary>
/// The words of the commands, in all of our languages at once: whoever writes in another one than their chat is set to is understood too.
/// </summary>
internal static class CommandWords
{
    private const int LongestTypo = 40;

    private static readonly IReadOnlyList<(CommandKey Command, string Spelling)> Spellings =
    [
        .. from language in Language.All
           from command in Enum.GetValues<CommandKey>()
           from spelling in language.Text(command).Split(',', StringSplitOptions.TrimEntries)
           select (command, spelling),
    ];

    private static readonly FrozenDictionary<string, CommandKey> ByPlain =
        Spellings.DistinctBy(pair => Plain(pair.Spelling)).ToFrozenDictionary(pair => Plain(pair.Spelling), pair => pair.Command, StringComparer.Ordinal);

    private static readonly int Longest = Spellings.Max(pair => pair.Spelling.Split(' ').Length);

    /// <summary>The words of a text, without the sign at its end.</summary>
    public static IReadOnlyList<string> Split(string text) => text.TrimEnd().TrimEnd('.', '!', '?').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The command that the words begin with, and what follows it in small letters; null when they begin with none.</summary>
    public static (CommandKey? Command, string Argument) Find(IReadOnlyList<string> words)
    {
        for (var count = Math.Min(Longest, words.Count); count > 0; count--)
        {
            if (ByPlain.TryGetValue(Plain(string.Join(' ', words.Take(count))), out var command))
            {
                return (command, string.Join(' ', words.Skip(count)).ToLowerInvariant());
            }
        }

        return (null, "");
    }

    /// <summary>
    /// The command that short words were probably meant to be, as it should have been written; null for everything that may as well be an ask. A
    /// guess is only ever asked about, never done.
    /// </summary>
    /// <param name="text">What was written.</param>
    /// <param name="provider">The name of a provider that somebody means, or null.</param>
    public static string? Guess(string text, Func<string, string?> provider)
    {
        var words = Split(text);
        if (words.Count == 0 || text.Length > LongestTypo)
        {
            return null;
        }

        var rest = string.Join(' ', words.Skip(1));
        return Closest(string.Join(' ', words), takesMore: false)?.Spelling ?? Closest(words[0], takesMore: true) switch
        {
            (CommandKey.Withdraw, var spelling) when ChatCommand.NumberIn(rest) is { } number => FormattableString.Invariant($"{spelling} #{number}"),
            (CommandKey.Connect or CommandKey.Disconnect, var spelling) when rest.Length > 0 && provider(rest) is { } named => $"{spelling} {named}",
            _ => null,
        };
    }

    private static (CommandKey Command, string Spelling)? Closest(string written, bool takesMore)
    {
        var plain = Plain(written);
        var near = Spellings
            .Where(pair => !takesMore || pair.Command is CommandKey.Withdraw or CommandKey.Connect or CommandKey.Disconnect)
            .Select(pair => (pair.Command, pair.Spelling, Slips: Nearest.Distance(plain, Plain(pair.Spelling))))
            .Where(candidate => candidate.Slips <= SlipsIn(Plain(candidate.Spelling).Length))
            .OrderBy(candidate => candidate.Slips).ThenBy(candidate => candidate.Spelling, StringComparer.Ordinal).FirstOrDefault();
        return near.Spelling is null ? null : (near.Command, near.Spelling);
    }

    // Short words are near to too many others.
    private static int SlipsIn(int length) => length switch
    {
        < 4 => 0,
        < 8 => 1,
        _ => 2,
    };

    // Whoever has no key for ü writes ue.
    private static string Plain(string words) => words.ToLowerInvariant()
        .Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal);
}

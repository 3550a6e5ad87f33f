namespace TeamsAgent.Install;

/// <summary>
/// The words after a command: its own options, and settings (<c>--Section:Key=value</c>), which go on to the configuration. An option takes its value with <c>=</c> or as the next
/// word.
/// </summary>
internal sealed class CommandLine
{
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);
    private readonly List<string> _settings = [];

    /// <summary>The settings among the words.</summary>
    public string[] Settings => [.. _settings];

    /// <summary>What cannot be understood, as a sentence; null if all can.</summary>
    public string? Mistake { get; private set; }

    /// <summary>An option's value, or null.</summary>
    public string? this[string option] => _options.GetValueOrDefault(option);

    /// <summary>Whether a switch was given.</summary>
    public bool Has(string option) => _options.ContainsKey(option);

    /// <summary>Reads the words.</summary>
    /// <param name="words">The words after the command.</param>
    /// <param name="options">The options that take a value.</param>
    /// <param name="switches">The options that take none.</param>
    public static CommandLine Read(IReadOnlyList<string> words, string[] options, string[] switches)
    {
        var line = new CommandLine();
        for (var at = 0; at < words.Count && line.Mistake is null; at++)
        {
            var (name, value) = words[at].Split('=', 2) is [var before, var after] ? (before, after) : (words[at], null);
            var option = name.StartsWith("--", StringComparison.Ordinal) ? name[2..] : "";
            if (option.Contains(':', StringComparison.Ordinal) && value is not null)
            {
                line._settings.Add(words[at]);
            }
            else if (switches.Contains(option) && value is null)
            {
                line._options[option] = "";
            }
            else if (options.Contains(option) && (value ?? words.ElementAtOrDefault(++at)) is { Length: > 0 } given && !given.StartsWith("--", StringComparison.Ordinal))
            {
                line._options[option] = given;
            }
            else
            {
                line.Mistake = options.Contains(option) ? $"--{option} needs a value." : $"“{words[Math.Min(at, words.Count - 1)]}” is not understood here. Try: help.";
            }
        }

        return line;
    }
}

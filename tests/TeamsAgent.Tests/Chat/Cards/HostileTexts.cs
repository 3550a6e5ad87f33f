using System.Text.Json;
using Xunit;

namespace TeamsAgent.Tests.Chat.Cards;

/// <summary>What people, models and providers might write to make a card look like another one.</summary>
internal static class HostileTexts
{
    /// <summary>All of them: those of the file, long ones, and those that JSON cannot hold.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. JsonDocument.Parse(File.ReadAllText(Path.Combine(CardFiles.Folder, "hostile-texts.json")))
            .RootElement.GetProperty("strings").EnumerateArray().Select(text => text.GetString()!),
        "\ud800alone", "alone\udfff", "\udfff\ud800 swapped", new string('A', 3000), string.Concat(Enumerable.Repeat("long ", 700)),
        new string('\u202e', 150), new string('界', 800), string.Concat(Enumerable.Repeat("😀", 700)), new string('*', 1500),
        string.Concat(Enumerable.Repeat("{{DATE(2026-01-01T00:00:00Z)}}", 30)), new string('"', 1500), new string('\\', 1500),
        new string('\0', 150), string.Concat(Enumerable.Repeat("a\n", 700)),
    ];

    /// <summary>Their places in the list, for theories: names with control characters would spoil the report.</summary>
    public static TheoryData<int> Places => [.. Enumerable.Range(0, All.Count)];
}

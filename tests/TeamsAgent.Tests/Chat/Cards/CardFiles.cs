namespace TeamsAgent.Tests.Chat.Cards;

/// <summary>Where the files of these tests are in the source tree.</summary>
internal static class CardFiles
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>This folder.</summary>
    public static string Folder { get; } = Path.Combine(Root, "tests", "TeamsAgent.Tests", "Chat", "Cards");

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "TeamsAgent.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The source tree is not above the test."));
}

namespace TeamsAgent.Tests.Conventions;

/// <summary>The project's own source files, for tests that read them.</summary>
internal static class Source
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file below a folder, with its path from the root in forward slashes.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)
            && !path.Contains("/Internal/Generated/", StringComparison.Ordinal) && !path.Contains("/Migrations/", StringComparison.Ordinal))
        .Select(path => (path, File.ReadAllText(Path.Combine(Root, path))));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TeamsAgent.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("These tests run inside the project's tree.");
    }
}

using TeamsAgent.Text.StrictYaml;

namespace TeamsAgent.Actions;

/// <summary>A pack's file, and how it is named to people.</summary>
internal sealed record PackFile(string FullPath, string Shown);

/// <summary>Finds the packs: those that are shipped, then those that the settings name.</summary>
internal static class PackFiles
{
    private const long MaxBytes = 1024 * 1024;

    public static IReadOnlyList<PackFile> Of(CatalogueOptions options, string contentRoot, List<Problems> files)
    {
        var found = In(Path.Combine(AppContext.BaseDirectory, "Actions", "Packs")).ToList();
        foreach (var path in options.Paths)
        {
            var full = Path.GetFullPath(path, contentRoot);
            var named = Directory.Exists(full) ? In(full).ToList() : File.Exists(full) ? [new PackFile(full, Path.GetFileName(full))] : [];
            if (named.Count == 0)
            {
                var problems = new Problems("settings");
                problems.Add(1, $"{CatalogueOptions.Section}:Paths names “{path}”, where there is no pack (*.yaml)");
                files.Add(problems);
            }

            found.AddRange(named);
        }

        return found;
    }

    public static byte[]? Bytes(PackFile file, Problems problems)
    {
        if (new FileInfo(file.FullPath).Length > MaxBytes)
        {
            problems.Add(1, "the file is too large");
            return null;
        }

        return File.ReadAllBytes(file.FullPath);
    }

    private static IEnumerable<PackFile> In(string folder) => Directory
        .EnumerateFiles(folder, "*.yaml")
        .Order(StringComparer.Ordinal)
        .Select(path => new PackFile(path, Path.GetFileName(path)));
}

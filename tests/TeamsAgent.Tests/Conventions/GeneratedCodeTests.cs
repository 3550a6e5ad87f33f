using System.Diagnostics;

namespace TeamsAgent.Tests.Conventions;

public sealed class GeneratedCodeTests
{
    [Fact]
    public async Task Committed_message_adaptors_are_what_the_handlers_of_today_give()
    {
        var fresh = Directory.CreateTempSubdirectory("teamsagent-codegen-");
        try
        {
            var start = new ProcessStartInfo("dotnet", [ProductOnItsOwn(), "codegen", "write"]) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["Messaging__GeneratedCodePath"] = fresh.FullName;
            start.Environment["Storage__SqlitePath"] = Path.Combine(fresh.FullName, "unused", "codegen.db");
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, output + await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));

            var made = Read(fresh.FullName);
            Assert.NotEmpty(made);
            Assert.Equal(Read(Path.Combine(Source.Root, "src", "TeamsAgent", "Internal", "Generated")), made);
        }
        finally
        {
            fresh.Delete(recursive: true);
        }
    }

    // Its own output folder: the generator looks through every assembly beside it.
    private static string ProductOnItsOwn()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(Source.Root, "src", "TeamsAgent", "bin", framework.Parent!.Name, framework.Name, "TeamsAgent.dll");
    }

    private static SortedDictionary<string, string> Read(string folder) => new(
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetFileName(file), file => File.ReadAllText(file).ReplaceLineEndings("\n").Trim()),
        StringComparer.Ordinal);
}

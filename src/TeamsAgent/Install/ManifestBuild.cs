using TeamsAgent.Install.Icons;
using TeamsAgent.Install.Slack;
using TeamsAgent.Install.Teams;

namespace TeamsAgent.Install;

/// <summary>
/// <c>manifest build</c>: makes, from an installation's settings, what an administrator uploads to Teams and gives to Slack. Writes all of it or, with the reasons, nothing.
/// </summary>
internal static class ManifestBuild
{
    private const string SocketMode = "socket-mode";
    private const int SlackIconSide = 512;

    /// <summary>Runs the command; the result is the exit code of sysexits.h: 0, 64 usage, 73 cannot write, 78 settings.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> words, TextWriter says, TextWriter complains)
    {
        var line = CommandLine.Read(words, ["settings", "out"], [SocketMode]);
        if (line.Mistake is { } mistake)
        {
            await complains.WriteLineAsync(mistake);
            return 64;
        }

        if (SettingsFile.Flaw(line["settings"]) is { } flaw)
        {
            await complains.WriteLineAsync(flaw);
            return 78;
        }

        var settings = new ConfigurationBuilder().AddInstallation(line["settings"], line.Settings).Build();
        var (files, mistakes) = Make(settings, line.Has(SocketMode), out var installation);
        if (mistakes.Count > 0)
        {
            await complains.WriteLineAsync($"{SettingsFile.PathOf(line["settings"])} is not ready for it; nothing was written:\n- {string.Join("\n- ", mistakes)}");
            return 78;
        }

        return await WriteAsync(files, installation, Path.GetFullPath(line["out"] ?? "install"), says, complains);
    }

    /// <summary>Makes the files.</summary>
    internal static (IReadOnlyList<(string Name, byte[] Bytes)> Files, IReadOnlyList<string> Mistakes) Make(IConfiguration settings, bool wantsSocket, out Installation installation)
    {
        try
        {
            installation = Installation.Of(settings, wantsSocket);
        }
        catch (InvalidOperationException unbound)
        {
            // A value of the wrong kind; the binder names the setting.
            installation = new Installation(new ManifestOptions(), "", null, null, wantsSocket);
            return ([], [unbound.Message]);
        }

        var wrong = InstallationCheck.Mistakes(installation);
        return wrong.Count > 0 ? ([], wrong) : Make(installation);
    }

    private static (IReadOnlyList<(string Name, byte[] Bytes)> Files, IReadOnlyList<string> Mistakes) Make(Installation installation)
    {
        var files = new List<(string, byte[])>();
        var mistakes = new List<string>();
        if (installation.Teams is { } teams)
        {
            var (zip, wrong) = TeamsPackage.Of(installation, teams);
            files.Add((TeamsPackage.FileName, zip));
            mistakes.AddRange(wrong.Select(sentence => $"{TeamsPackage.FileName}: {sentence}"));
        }

        if (installation.Slack is { } slack)
        {
            var manifest = SlackManifest.Of(installation, slack);
            files.Add((SlackManifest.FileName, TeamsPackage.Bytes(manifest)));
            files.Add(("slack-icon.png", AppIcon.Colour(SlackIconSide, installation.Manifest.AccentColor)));
            mistakes.AddRange(SlackManifestCheck.Mistakes(manifest).Select(sentence => $"{SlackManifest.FileName}: {sentence}"));
        }

        return (files, mistakes);
    }

    private static async Task<int> WriteAsync(IReadOnlyList<(string Name, byte[] Bytes)> files, Installation installation, string folder, TextWriter says, TextWriter complains)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, bytes) in files)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes);
                await says.WriteLineAsync($"Wrote {Path.Combine(folder, name)}.");
            }
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            await complains.WriteLineAsync($"{folder} cannot be written to: {failed.Message}");
            return 73;
        }

        await says.WriteLineAsync(NextSteps.Of(installation));
        return 0;
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace TeamsAgent.Install.Doctor;

/// <summary><c>doctor</c>: looks whether an installation can work, and says what to do where it cannot.</summary>
internal static class DoctorCommand
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs the command; the result is the exit code: 0 all is well, 1 something is not, 64 usage, 78 settings that cannot be read at all.</summary>
    /// <param name="words">The words after the command.</param>
    /// <param name="says">Takes what is found.</param>
    /// <param name="complains">Takes what is wrong with the words.</param>
    /// <param name="configure">What the caller adds to the product before it is built.</param>
    /// <param name="environment">The environment's name; null takes the machine's.</param>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> words, TextWriter says, TextWriter complains, Action<WebApplicationBuilder>? configure = null, string? environment = null)
    {
        var line = CommandLine.Read(words, ["settings"], ["json"]);
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

        await using var app = AgentHost.Build([], builder =>
        {
            builder.Configuration.AddInstallation(line["settings"], line.Settings);
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<Probe>();
            configure?.Invoke(builder);
        }, environment);
        var findings = await DoctorRun.AllAsync(app.Services, CancellationToken.None);
        await says.WriteLineAsync(line.Has("json") ? Json(findings) : Text(findings));
        return findings.Any(finding => finding.State == FindingState.Bad) ? 1 : 0;
    }

    private static string Text(IReadOnlyList<Finding> findings)
    {
        var bad = findings.Count(finding => finding.State == FindingState.Bad);
        var verdict = bad switch
        {
            0 => "All is well.",
            1 => "One thing has to be put right.",
            _ => $"{bad} things have to be put right.",
        };
        return string.Join('\n', findings.Select(Line).Append(verdict));
    }

    private static string Line(Finding finding) => $"{finding.State switch
    {
        FindingState.Good => "✓",
        FindingState.Bad => "✗",
        _ => "–",
    }} {finding.Check}: {finding.Says}{(finding.Remedy is null ? "" : " " + finding.Remedy)}";

    private static string Json(IReadOnlyList<Finding> findings) => JsonSerializer.Serialize(new
    {
        ok = findings.All(finding => finding.State != FindingState.Bad),
        checks = findings.Select(finding => new
        {
            check = finding.Check,
            state = finding.State switch { FindingState.Good => "good", FindingState.Bad => "bad", _ => "skipped" },
            says = finding.Says,
            remedy = finding.Remedy,
        }),
    }, Readable);
}

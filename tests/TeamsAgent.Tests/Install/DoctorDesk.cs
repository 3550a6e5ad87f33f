using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeamsAgent.Install.Doctor;
using TeamsAgent.Sandbox;

namespace TeamsAgent.Tests.Install;

/// <summary>Runs <c>doctor</c> on a world's product as its administrator would: with a settings file, and in Development, since the world is on loopback.</summary>
internal sealed class DoctorDesk(World world) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("teamsagent-doctor-");

    /// <summary>Every secret among the settings.</summary>
    public IEnumerable<string> Secrets => world.Product.Settings.Where(setting => setting.Key.EndsWith("Secret", StringComparison.Ordinal) || setting.Key.EndsWith("Key", StringComparison.Ordinal)).Select(setting => setting.Value!);

    /// <summary>Runs it.</summary>
    /// <param name="changes">Settings on the command line.</param>
    public Task<DoctorSays> RunAsync(params string[] changes) => RunAsync(null, changes);

    /// <summary>Runs it by another clock.</summary>
    public async Task<DoctorSays> RunAsync(TimeProvider? clock, params string[] changes)
    {
        var file = Path.Combine(_folder.FullName, "appsettings.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(world.Product.Settings), TestContext.Current.CancellationToken);
        await using var says = new StringWriter { NewLine = "\n" };
        await using var complains = new StringWriter { NewLine = "\n" };
        var exit = await DoctorCommand.RunAsync(
            ["--settings", file, .. changes], says, complains,
            builder => builder.Services.AddSingleton(clock ?? world.Options.Clock), Environments.Development);
        return new DoctorSays(exit, says.ToString(), complains.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>What it said.</summary>
internal sealed record DoctorSays(int Exit, string Text, string Complaints)
{
    public IReadOnlyList<string> Lines => Text.TrimEnd('\n').Split('\n');

    public IReadOnlyList<string> Wrong => [.. Lines.Where(line => line.StartsWith('✗'))];

    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();
}

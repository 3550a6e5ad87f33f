using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using TeamsAgent.Install;

namespace TeamsAgent.Tests.Install;

/// <summary>The settings of an installation that is ready to be installed on both platforms.</summary>
internal static class SomeSettings
{
    public const string BotId = "6a1b1b7e-7a53-4b6e-9a9c-0d6d7f1f0c11";

    public static IReadOnlyDictionary<string, string?> Good { get; } = new Dictionary<string, string?>
    {
        ["Agent:PublicBaseUrl"] = "https://agent.contoso.com",
        ["Teams:AppId"] = BotId.ToUpperInvariant(),
        ["Slack:AllowedTeams:0"] = "T0123ABCD",
        ["Manifest:DeveloperName"] = "Contoso",
        ["Manifest:WebsiteUrl"] = "https://contoso.com/agent",
        ["Manifest:PrivacyUrl"] = "https://contoso.com/privacy",
        ["Manifest:TermsUrl"] = "https://contoso.com/terms",
    };

    /// <summary>The good settings with these instead; null takes one out, with all below it.</summary>
    public static IConfigurationRoot With(params (string Name, string? Value)[] changes) => With(changes.AsEnumerable());

    public static IConfigurationRoot With(IEnumerable<(string Name, string? Value)> changes)
    {
        var settings = new Dictionary<string, string?>(Good);
        foreach (var (name, value) in changes)
        {
            if (value is not null)
            {
                settings[name] = value;
                continue;
            }

            foreach (var gone in settings.Keys.Where(key => key == name || key.StartsWith(name + ":", StringComparison.Ordinal)).ToList())
            {
                settings.Remove(gone);
            }
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }

    public static IReadOnlyDictionary<string, byte[]> Make(IConfiguration settings)
    {
        var (files, mistakes) = ManifestBuild.Make(settings, wantsSocket: false, out _);
        Assert.Empty(mistakes);
        return files.ToDictionary(file => file.Name, file => file.Bytes);
    }

    public static JsonObject TeamsManifest(IConfiguration settings) => Of(settings) is var all ? TeamsAgent.Install.Teams.TeamsManifest.Of(all, all.Teams!) : null!;

    public static JsonObject German() => Of(With()) is var all ? TeamsAgent.Install.Teams.TeamsManifest.WordsOf("de", all, all.Teams!) : null!;

    public static JsonObject SlackManifest(IConfiguration settings) => Of(settings) is var all ? TeamsAgent.Install.Slack.SlackManifest.Of(all, all.Slack!) : null!;

    public static IReadOnlyDictionary<string, byte[]> InZip(IConfiguration settings)
    {
        using var zip = new ZipArchive(new MemoryStream(Make(settings)["teams.zip"]));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    private static Installation Of(IConfiguration settings)
    {
        var installation = Installation.Of(settings);
        Assert.Empty(InstallationCheck.Mistakes(installation));
        return installation;
    }
}

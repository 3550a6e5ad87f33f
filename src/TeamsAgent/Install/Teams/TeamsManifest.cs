using System.Text.Json.Nodes;
using TeamsAgent.Chat.Teams;

namespace TeamsAgent.Install.Teams;

/// <summary>
/// The Teams app's manifest and its German words (https://learn.microsoft.com/microsoft-365/extensibility/schema). Schema 1.16 is the oldest one that Teams still takes, and has all
/// that is used here: older tenants and government clouds take it, newer ones too.
/// </summary>
internal static class TeamsManifest
{
    /// <summary>The version of the schema.</summary>
    public const string SchemaVersion = "1.16";

    /// <summary>Makes the manifest; the settings have been checked.</summary>
    public static JsonObject Of(Installation installation, TeamsOptions teams) => Template.Fill("teams/manifest.json", Values(installation, teams));

    /// <summary>Makes the file with the words of another language.</summary>
    public static JsonObject WordsOf(string language, Installation installation, TeamsOptions teams) => Template.Fill($"teams/{language}.json", Values(installation, teams));

    /// <summary>The other languages of a manifest, with their files.</summary>
    public static IEnumerable<(string Language, string File)> Languages(JsonObject manifest) => manifest["localizationInfo"]?["additionalLanguages"] is JsonArray languages
        ? languages.Select(language => (language!["languageTag"]!.GetValue<string>(), language["file"]!.GetValue<string>()))
        : [];

    private static Dictionary<string, JsonNode> Values(Installation installation, TeamsOptions teams) => new()
    {
        ["version"] = installation.Manifest.Version,
        ["botId"] = teams.AppId.ToLowerInvariant(),
        ["name"] = installation.Manifest.Name,
        ["developerName"] = installation.Manifest.DeveloperName,
        ["websiteUrl"] = installation.Manifest.WebsiteUrl,
        ["privacyUrl"] = installation.Manifest.PrivacyUrl,
        ["termsUrl"] = installation.Manifest.TermsUrl,
        ["accentColor"] = installation.Manifest.AccentColor,
        ["host"] = new Uri(installation.PublicBaseUrl).IdnHost,
    };
}

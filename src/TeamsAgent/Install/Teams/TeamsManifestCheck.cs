using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsAgent.Install.Shapes;

namespace TeamsAgent.Install.Teams;

/// <summary>
/// Our own reading of the vendor's schema 1.16, for what this app uses, so that nothing has to be fetched where the product runs; a test holds it against the published
/// schema. And what the schema lets pass: http addresses, a scheme among the domains, ids that nobody has, commands that a language file does not match.
/// </summary>
internal static partial class TeamsManifestCheck
{
    private static readonly Shape Web = Shape.Text(1, 2048).That(address => PublicHost.Flaw(address) is null, "an https address that people can reach");
    private static readonly Shape Id = Shape.Text(36, 36).That(id => !Placeholder.IsGuid(id), "a GUID that was given to this app");
    private static readonly Shape FileName = Shape.Text(1, 2048).Like(InRoot(), "the name of a file beside the manifest");
    private static readonly Shape Language = Shape.Text(2, 35).Like(LanguageTag(), "a language tag such as de or pt-br");
    private static readonly Shape Scopes = Shape.List(1, 3, Shape.OneOf("team", "groupChat", "personal"));
    private static readonly Shape Capability = Shape.OneOf("bot");

    private static readonly Shape CommandList = Shape.Object(
        ("scopes", Scopes),
        ("commands", Shape.List(1, 10, Shape.Object(("title", Shape.Text(1, 32)), ("description", Shape.Text(1, 128))))));

    private static readonly Shape Document = Shape.Object(
        ("$schema", Shape.OneOf($"https://developer.microsoft.com/en-us/json-schemas/teams/v{TeamsManifest.SchemaVersion}/MicrosoftTeams.schema.json")),
        ("manifestVersion", Shape.OneOf(TeamsManifest.SchemaVersion)),
        ("version", Shape.Text(5, 256).Like(SemanticVersion(), "a version such as 1.0.0")),
        ("id", Id),
        ("developer", Shape.Object(("name", Shape.Text(1, 32)), ("websiteUrl", Web), ("privacyUrl", Web), ("termsOfUseUrl", Web))),
        ("name", Shape.Object(("short", Shape.Text(1, 30)), ("full", Shape.Text(1, 100)))),
        ("description", Shape.Object(("short", Shape.Text(1, 80)), ("full", Shape.Text(1, 4000)))),
        ("localizationInfo?", Shape.Object(
            ("defaultLanguageTag", Language),
            ("additionalLanguages?", Shape.List(1, 50, Shape.Object(("languageTag", Language), ("file", FileName)))))),
        ("icons", Shape.Object(("color", FileName), ("outline", FileName))),
        ("accentColor", Shape.Text(7, 7).Like(Colour(), "a colour such as #1f2a44")),
        ("bots", Shape.List(1, 1, Shape.Object(
            ("botId", Id), ("scopes", Scopes), ("isNotificationOnly?", Shape.Flag), ("supportsFiles?", Shape.Flag), ("commandLists?", Shape.List(1, 3, CommandList))))),
        ("defaultInstallScope?", Shape.OneOf("team", "groupChat", "personal")),
        ("defaultGroupCapability?", Shape.Object(("team?", Capability), ("groupchat?", Capability), ("meetings?", Capability))),
        ("permissions?", Shape.List(1, 2, Shape.OneOf("identity", "messageTeamMembers"))),
        ("validDomains", Shape.List(1, 16, Shape.Text(1, 2048).That(
            host => Uri.CheckHostName(host) == UriHostNameType.Dns && PublicHost.Flaw("https://" + host) is null, "the name of a host, without https:// and without a path"))));

    private static readonly Shape Word = Shape.Text(1, 4000);
    private static readonly string[] InEveryLanguage = ["name.short", "name.full", "description.short", "description.full"];

    /// <summary>The mistakes, as sentences; none is good.</summary>
    public static IReadOnlyList<string> Mistakes(JsonObject manifest) => [.. Document.Mistakes(manifest, "")];

    /// <summary>The mistakes of a language's file: every text has to replace one that the manifest has, and to be as short.</summary>
    public static IReadOnlyList<string> Mistakes(JsonObject words, JsonObject manifest, string file)
    {
        var mistakes = InEveryLanguage.Where(path => !words.ContainsKey(path)).Select(path => $"{file}: {path} is missing.").ToList();
        foreach (var (path, text) in words.Where(word => word.Key != "$schema"))
        {
            if (At(manifest, path) is not { } replaced || TextShape.Of(replaced) is null)
            {
                mistakes.Add($"{file}: the manifest has no text {path}.");
            }
            else if (Word.Mistakes(text, path).ToList() is { Count: > 0 } wrong)
            {
                mistakes.AddRange(wrong.Select(sentence => $"{file}: {sentence}"));
            }
            else
            {
                mistakes.AddRange(Replacing(manifest, path, text!).Select(sentence => $"{file}: {sentence}"));
            }
        }

        return mistakes;
    }

    private static IEnumerable<string> Replacing(JsonObject manifest, string path, JsonNode text)
    {
        var translated = (JsonObject)manifest.DeepClone();
        At(translated, path)!.ReplaceWith(text.GetValue<string>());
        return Mistakes(translated).Except(Mistakes(manifest));
    }

    private static JsonNode? At(JsonObject manifest, string path) => path.Split('.').Aggregate((JsonNode?)manifest, (node, part) =>
        Indexed().Match(part) is { Success: true } indexed
            ? (node as JsonObject)?[indexed.Groups[1].Value] is JsonArray list && int.Parse(indexed.Groups[2].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) is var at && at < list.Count ? list[at] : null
            : (node as JsonObject)?[part]);

    [GeneratedRegex(@"^([A-Za-z]+)\[(\d{1,3})\]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Indexed();

    [GeneratedRegex(@"^[A-Za-z0-9-]+\.(json|png)\z", RegexOptions.CultureInvariant)]
    private static partial Regex InRoot();

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();

    [GeneratedRegex("^#[0-9a-fA-F]{6}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Colour();

    [GeneratedRegex(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex SemanticVersion();
}

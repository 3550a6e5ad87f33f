using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace TeamsAgent.Tests.Install;

/// <summary>The Teams manifest against the schemas that Microsoft publishes in the npm package <c>@microsoft/app-manifest</c>.</summary>
public sealed class VendorSchemaTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Schemas = new(Read);

    [Fact]
    public void Package_is_good_by_the_schema_that_it_names()
    {
        var files = SomeSettings.InZip(SomeSettings.With());
        var manifest = JsonNode.Parse(files["manifest.json"])!.AsObject();

        Assert.Empty(Mistakes($"v{manifest["manifestVersion"]}/MicrosoftTeams.schema.json", manifest));
        Assert.Empty(Mistakes($"v{manifest["manifestVersion"]}/MicrosoftTeams.Localization.schema.json", JsonNode.Parse(files["de.json"])!.AsObject()));
    }

    [Fact]
    public void Nothing_but_the_number_has_to_change_for_a_newer_schema()
    {
        Available();
        var newer = Schemas.Value.Keys.Where(path => path.EndsWith("/MicrosoftTeams.schema.json", StringComparison.Ordinal))
            .Select(path => path.Split('/')[0]).Where(version => Version.TryParse(version[1..], out var number) && number > new Version(1, 16)).ToList();

        Assert.True(newer.Count >= 12, string.Join(' ', newer));
        Assert.All(newer, version =>
        {
            var manifest = SomeSettings.TeamsManifest(SomeSettings.With());
            manifest["manifestVersion"] = version[1..];
            manifest["$schema"] = $"https://developer.microsoft.com/en-us/json-schemas/teams/{version}/MicrosoftTeams.schema.json";
            Assert.Empty(Mistakes($"{version}/MicrosoftTeams.schema.json", manifest));
        });
    }

    [Fact]
    public void The_vendors_schema_would_have_seen_a_mistake()
    {
        var manifest = SomeSettings.TeamsManifest(SomeSettings.With());
        manifest["bots"]![0]!["scopes"]![1] = "everywhere";
        manifest["surprise"] = true;

        Assert.NotEmpty(Mistakes("v1.16/MicrosoftTeams.schema.json", manifest));
    }

    private static void Available() =>
        Assert.SkipUnless(File.Exists(Package), "The vendor's schemas are in the npm package @microsoft/app-manifest, and npm could not fetch it when this was built.");

    private static string Package => Path.Combine(AppContext.BaseDirectory, "app-manifest.tgz");

    private static List<string> Mistakes(string schema, JsonObject document)
    {
        Available();
        var found = Parse(Schemas.Value[schema]).Evaluate(JsonSerializer.SerializeToElement(document), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return found.IsValid ? [] : [.. (found.Details ?? []).Where(detail => detail.Errors is not null).Select(detail => $"{detail.InstanceLocation}: {string.Join(' ', detail.Errors!.Values)}").DefaultIfEmpty("not valid")];
    }

    // They are written in draft 4; what they use of it means the same in draft 6, which the library reads.
    private static JsonSchema Parse(string text)
    {
        var schema = JsonNode.Parse(text)!.AsObject();
        schema["$schema"] = "http://json-schema.org/draft-06/schema#";
        return JsonSchema.Build(JsonSerializer.SerializeToElement(schema), new BuildOptions { SchemaRegistry = new SchemaRegistry() });
    }

    private static Dictionary<string, string> Read()
    {
        const string folder = "package/build/json-schemas/teams/";
        using var file = File.OpenRead(Package);
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unpacked);
        var schemas = new Dictionary<string, string>();
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name.StartsWith(folder, StringComparison.Ordinal) && entry.DataStream is { } content)
            {
                using var reader = new StreamReader(content);
                schemas[entry.Name[folder.Length..]] = reader.ReadToEnd();
            }
        }

        return schemas;
    }
}

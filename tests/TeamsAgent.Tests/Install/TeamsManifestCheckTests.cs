using System.Text.Json.Nodes;
using TeamsAgent.Install.Teams;

namespace TeamsAgent.Tests.Install;

public sealed class TeamsManifestCheckTests
{
    [Theory]
    [InlineData("id", "\"00000000-0000-0000-0000-000000000000\"", "id must be a GUID that was given to this app.")]
    [InlineData("id", "\"not-a-guid\"", "id has 10 characters; 36 to 36 are allowed.")]
    [InlineData("id", "7", "id must be a text.")]
    [InlineData("version", "\"1.0\"", "version has 3 characters; 5 to 256 are allowed.")]
    [InlineData("version", "\"v1.0.0\"", "version must be a version such as 1.0.0.")]
    [InlineData("manifestVersion", "\"1.17\"", "manifestVersion must be “1.16”.")]
    [InlineData("accentColor", "\"#123\"", "accentColor has 4 characters; 7 to 7 are allowed.")]
    [InlineData("developer.websiteUrl", "\"http://contoso.com\"", "developer.websiteUrl must be an https address that people can reach.")]
    [InlineData("developer.name", "\"\"", "developer.name has 0 characters; 1 to 32 are allowed.")]
    [InlineData("name.short", "\"1234567890123456789012345678901\"", "name.short has 31 characters; 1 to 30 are allowed.")]
    [InlineData("description.full", null, "description.full is missing.")]
    [InlineData("packageName", "\"com.contoso\"", "packageName is not known there.")]
    [InlineData("bots[0].scopes[1]", "\"groupchat\"", "bots[0].scopes[1] must be “team” or “groupChat” or “personal”.")]
    [InlineData("bots[0].scopes[1]", "\"team\"", "bots[0].scopes has \"team\" twice.")]
    [InlineData("bots[0].commandLists[0].commands[0].title", "\"123456789012345678901234567890123\"", "bots[0].commandLists[0].commands[0].title has 33 characters; 1 to 32 are allowed.")]
    [InlineData("bots[0].supportsFiles", "\"no\"", "bots[0].supportsFiles must be true or false.")]
    [InlineData("bots", "[]", "bots has 0 entries; 1 to 1 are allowed.")]
    [InlineData("icons.color", "\"img/color.png\"", "icons.color must be the name of a file beside the manifest.")]
    [InlineData("icons.color", "\"../color.png\"", "icons.color must be the name of a file beside the manifest.")]
    [InlineData("validDomains[0]", "\"https://agent.contoso.com\"", "validDomains[0] must be the name of a host, without https:// and without a path.")]
    [InlineData("validDomains[0]", "\"agent.contoso.com/x\"", "validDomains[0] must be the name of a host, without https:// and without a path.")]
    [InlineData("validDomains[0]", "\"10.0.0.1\"", "validDomains[0] must be the name of a host, without https:// and without a path.")]
    [InlineData("validDomains[0]", "\"*.contoso.com\"", "validDomains[0] must be the name of a host, without https:// and without a path.")]
    [InlineData("developer", "[]", "developer must be an object.")]
    [InlineData("permissions", "{}", "permissions must be a list.")]
    public void Each_rule_says_where_and_what(string path, string? value, string sentence)
    {
        var manifest = Changed.At(SomeSettings.TeamsManifest(SomeSettings.With()), path, value);

        Assert.Equal([sentence], TeamsManifestCheck.Mistakes(manifest));
    }

    [Theory]
    [InlineData("description.short", "\"\"", "de.json: description.short has 0 characters; 1 to 4000 are allowed.")]
    [InlineData("description.tiny", "\"x\"", "de.json: the manifest has no text description.tiny.")]
    [InlineData("bots[0].commandLists[0].commands[6].description", "\"x\"", "de.json: the manifest has no text bots[0].commandLists[0].commands[6].description.")]
    [InlineData("bots[0].scopes", "\"x\"", "de.json: the manifest has no text bots[0].scopes.")]
    public void A_language_replaces_only_texts_that_there_are(string path, string value, string sentence)
    {
        var words = SomeSettings.German();
        words[path] = JsonNode.Parse(value);

        Assert.Equal([sentence], TeamsManifestCheck.Mistakes(words, SomeSettings.TeamsManifest(SomeSettings.With()), "de.json"));
    }

    [Fact]
    public void A_languages_text_is_as_short_as_the_one_that_it_replaces()
    {
        var words = SomeSettings.German();
        words["description.short"] = new string('x', 81);

        Assert.Equal(
            ["de.json: description.short has 81 characters; 1 to 80 are allowed."],
            TeamsManifestCheck.Mistakes(words, SomeSettings.TeamsManifest(SomeSettings.With()), "de.json"));
    }

    [Fact]
    public void A_language_has_what_the_vendor_wants_in_every_language()
    {
        var words = SomeSettings.German();
        words.Remove("name.short");

        Assert.Equal(["de.json: name.short is missing."], TeamsManifestCheck.Mistakes(words, SomeSettings.TeamsManifest(SomeSettings.With()), "de.json"));
    }
}

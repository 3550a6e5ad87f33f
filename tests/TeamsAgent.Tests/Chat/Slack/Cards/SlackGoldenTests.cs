using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Chat.Slack.Cards;
using TeamsAgent.Tests.Chat.Cards;
using Xunit;

namespace TeamsAgent.Tests.Chat.Slack.Cards;

/// <summary>Each card and each view as it was once looked at and found good. TEAMSAGENT_WRITE_GOLDEN=1 writes the files anew.</summary>
public sealed partial class SlackGoldenTests
{
    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    private static string Folder => Path.Combine(CardFiles.Root, "tests", "TeamsAgent.Tests", "Chat", "Slack", "Cards", "Golden");

    [Theory]
    [MemberData(nameof(SlackStates.Names), MemberType = typeof(SlackStates))]
    public void Card_is_the_one_that_was_looked_at(string name)
    {
        var message = SlackCardRenderer.Render(SlackStates.Cards[name]);
        Compare(name + ".slack.json", new JsonObject { ["text"] = message.Text, ["blocks"] = message.Blocks });
    }

    [Theory]
    [InlineData("waiting")]
    [InlineData("waiting-hostile")]
    [InlineData("done-in-three-steps")]
    public void Details_are_those_that_were_looked_at(string name) =>
        Compare(name + ".details.slack.json", SlackViews.DetailsView(SlackStates.Cards[name], 41));

    [Fact]
    public void Modal_that_asks_why_is_the_one_that_was_looked_at() =>
        Compare("reason.modal.slack.json", SlackViews.ReasonView("""{"r":"r_1","n":"n_1"}"""));

    [Theory]
    [MemberData(nameof(SlackHomes.Names), MemberType = typeof(SlackHomes))]
    public void Home_is_the_one_that_was_looked_at(string name) => Compare(name + ".home.slack.json", SlackHomeView.Of(SlackHomes.All[name]));

    private static void Compare(string name, JsonObject drawn)
    {
        var json = WithoutHashes(JsonNode.Parse(drawn.ToJsonString())!.ToJsonString(_readable) + "\n");
        var file = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable("TEAMSAGENT_WRITE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, json);
        }

        Assert.True(File.Exists(file), $"There is no golden file “{name}”.");
        Assert.Equal(File.ReadAllText(file), json);
    }

    // What a plan's hash is, is not a matter of cards; what the ids of blocks are follows from the rest.
    private static string WithoutHashes(string json) => Hash().Replace(json, hash => hash.Length switch { 8 => "⟪head⟫", 64 => "⟪hash⟫", _ => "⟪hash in groups⟫" });

    [GeneratedRegex(@"(?<![0-9A-Za-z])(?:[0-9a-f]{64}|[0-9a-f]{8}(?: [0-9a-f]{8}){7}|[0-9a-f]{8})(?![0-9A-Za-z])")]
    private static partial Regex Hash();
}

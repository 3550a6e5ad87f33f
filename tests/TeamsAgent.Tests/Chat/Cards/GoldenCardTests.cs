using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsAgent.Chat.Teams.Cards;
using Xunit;

namespace TeamsAgent.Tests.Chat.Cards;

/// <summary>Each card as it was once looked at and found good. TEAMSAGENT_WRITE_GOLDEN=1 writes the files anew.</summary>
public sealed partial class GoldenCardTests
{
    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    [Theory]
    [MemberData(nameof(CardStates.Names), MemberType = typeof(CardStates))]
    public void Card_is_the_one_that_was_looked_at(string name)
    {
        var json = WithoutHashes(JsonNode.Parse(TeamsCardRenderer.Render(CardStates.Cards[name]).ToJson())!.ToJsonString(_readable) + "\n");
        var file = Path.Combine(Folder, name + ".json");
        if (Environment.GetEnvironmentVariable("TEAMSAGENT_WRITE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, json);
        }

        Assert.True(File.Exists(file), $"There is no golden file for “{name}”.");
        Assert.Equal(File.ReadAllText(file), json);
    }

    // What a plan's hash is, is not a matter of cards.
    private static string WithoutHashes(string json) => Hash().Replace(json, hash => hash.Length switch { 8 => "⟪head⟫", 64 => "⟪hash⟫", _ => "⟪hash in groups⟫" });

    [GeneratedRegex(@"\b(?:[0-9a-f]{64}|[0-9a-f]{8}(?: [0-9a-f]{8}){7}|[0-9a-f]{8})\b")]
    private static partial Regex Hash();

    private static string Folder => Path.Combine(CardFiles.Folder, "Golden");
}

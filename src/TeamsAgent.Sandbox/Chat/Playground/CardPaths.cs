using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Chat.Playground;

/// <summary>Says which button of which card: a fingerprint and a JSON pointer (RFC 6901). Buttons may share verbs and have no ids.</summary>
internal static class CardPaths
{
    private const int Shown = 16;

    /// <summary>The card's fingerprint.</summary>
    public static string Print(JsonObject card) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(card.ToJsonString())))[..Shown];

    /// <summary>The card that a person has before them, even if it is an old one: what is pressed is what was drawn.</summary>
    public static JsonObject? Card(ChatMessage message, SandboxPerson person, string print) =>
        new[] { message.Views.GetValueOrDefault(person.Key), message.Card }
            .Concat(message.Earlier.Reverse().Select(ChatMessage.CardIn))
            .FirstOrDefault(card => card is not null && Print(card) == print);

    /// <summary>The pressable action at a pointer.</summary>
    public static JsonObject? Action(JsonObject card, string pointer)
    {
        JsonNode? node = card;
        foreach (var step in pointer.Split('/').Skip(1))
        {
            node = node switch
            {
                JsonObject item => item[step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)],
                JsonArray items when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count => items[index],
                _ => null,
            };
        }

        return node is JsonObject found && found["type"] is JsonValue type && (string?)type is "Action.Execute" or "Action.Submit" ? found : null;
    }
}

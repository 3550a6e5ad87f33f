using System.Text.Json;
using System.Text.Json.Serialization;
using TeamsAgent.Chat.Cards;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// What a button's <c>value</c> or a modal's <c>private_metadata</c> carries, as compact JSON. It comes back from somebody's client: it says which
/// card is meant, and proves nothing.
/// </summary>
/// <param name="RequestId">The request.</param>
/// <param name="Nonce">The nonce of the posted message.</param>
/// <param name="Plan">The hash of the plan on the card.</param>
/// <param name="Step">The step's index, where one is meant.</param>
/// <param name="Conversation">The conversation that the card is in (channel, or channel:thread); set where Slack itself does not say it: in modals, and on the Home tab.</param>
/// <param name="MessageId">The message that the card is in; set likewise.</param>
public sealed record SlackPressData(
    [property: JsonPropertyName("r")] string? RequestId,
    [property: JsonPropertyName("n")] string? Nonce,
    [property: JsonPropertyName("p")] string? Plan,
    [property: JsonPropertyName("s")] int? Step = null,
    [property: JsonPropertyName("c")] string? Conversation = null,
    [property: JsonPropertyName("m")] string? MessageId = null)
{
    /// <summary>What is written on a button of a posted card.</summary>
    public static SlackPressData Of(PressData data) => new(data.RequestId, data.Nonce, data.Plan, data.Step);

    /// <summary>What a modal remembers of the press that opened it.</summary>
    public static SlackPressData Of(CardPress press) => new(press.RequestId, press.Nonce, press.Plan, press.Step, press.Place.Conversation, press.MessageId);

    /// <summary>As compact JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, SlackPressJson.Default.SlackPressData);

    /// <summary>Reads it; null for anything that it cannot be.</summary>
    public static SlackPressData? Read(string? text)
    {
        if (text is not { Length: > 1 and <= 3000 })
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(text, SlackPressJson.Default.SlackPressData);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SlackPressData))]
internal sealed partial class SlackPressJson : JsonSerializerContext;

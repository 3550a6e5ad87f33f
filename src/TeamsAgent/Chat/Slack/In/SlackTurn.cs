using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeamsAgent.Chat.Slack;

/// <summary>What came from Slack.</summary>
internal enum SlackTurnKind
{
    /// <summary>Words to the bot: a mention, or a direct message.</summary>
    Words,

    /// <summary>A slash command.</summary>
    Command,

    /// <summary>A press on a card, or the reason that a modal asked for.</summary>
    Press,

    /// <summary>A press on the Home tab.</summary>
    Home,

    /// <summary>Somebody opened the Home tab.</summary>
    HomeOpened,

    /// <summary>Somebody has to be told a sentence, and nothing else happens.</summary>
    Tell,

    /// <summary>The bot came into a channel.</summary>
    Joined,

    /// <summary>The bot is not in a channel any more, or the channel is not.</summary>
    Left,

    /// <summary>The app was taken out of a workspace, or its token revoked.</summary>
    Uninstalled,
}

/// <summary>
/// What a verified call says, in our own form: this is what the inbox keeps. The body as it came is not kept, since it holds addresses and
/// triggers with which anybody could act.
/// </summary>
internal sealed record SlackTurn
{
    private static readonly SlackTurnJson Wire = SlackTurnJson.Default;

    public required SlackTurnKind Kind { get; init; }

    /// <summary>The installation.</summary>
    public required string Route { get; init; }

    /// <summary>Who did it; empty where nobody did.</summary>
    public string User { get; init; } = "";

    /// <summary>Every workspace or organisation that the payload says the person is of.</summary>
    public IReadOnlyList<string> Homes { get; init; } = [];

    /// <summary>The channel without the thread; empty on the Home tab.</summary>
    public string Channel { get; init; } = "";

    /// <summary>The thread, as its first message's timestamp.</summary>
    public string? Thread { get; init; }

    /// <summary>The words, escaped as Slack sends them; or the sentence to tell.</summary>
    public string? Text { get; init; }

    /// <summary>The message that was pressed.</summary>
    public string? Message { get; init; }

    /// <summary>What the button says.</summary>
    public string? Verb { get; init; }

    /// <summary>What came with the button.</summary>
    public SlackPressData? Press { get; init; }

    /// <summary>A Home button's value that is no <see cref="Press"/>.</summary>
    public string? Value { get; init; }

    /// <summary>The reason that was typed.</summary>
    public string? Reason { get; init; }

    /// <summary>Where to answer, protected.</summary>
    public string? ResponseUrl { get; init; }

    /// <summary>When it happened, in seconds, as Slack says.</summary>
    public long EventTime { get; init; }

    /// <summary>Channel, or channel:thread.</summary>
    [JsonIgnore]
    public string Conversation => SlackConversationId.Of(Channel, Thread);

    /// <summary>As the inbox keeps it.</summary>
    public string Write() => JsonSerializer.Serialize(this, Wire.SlackTurn);

    /// <summary>Reads what the inbox kept; null if it cannot be read.</summary>
    public static SlackTurn? Read(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, Wire.SlackTurn);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SlackTurn))]
internal sealed partial class SlackTurnJson : JsonSerializerContext;

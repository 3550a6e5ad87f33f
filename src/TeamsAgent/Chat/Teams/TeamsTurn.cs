using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using Place = TeamsAgent.Domain.Requests.Place;

namespace TeamsAgent.Chat.Teams;

/// <summary>
/// What a verified activity says, in our own terms. Of people, nothing is believed but the tenant and <c>from.aadObjectId</c>, which the service
/// itself puts there.
/// </summary>
internal static class TeamsTurn
{
    private const int LongestName = 200;

    /// <summary>The platform's name in identities and places.</summary>
    public const string Channel = "teams";

    /// <summary>The activity's row in the inbox.</summary>
    public static string InboxKey(Activity activity) => TeamsEnvelope.KeyOf(activity.Conversation.Id, activity.Id, activity.Type);

    /// <summary>The tenant.</summary>
    public static string Tenant(Activity activity) =>
        (Text(Part(activity.ChannelData as JObject, "tenant"), "id") ?? activity.Conversation.TenantId ?? "").ToLowerInvariant();

    /// <summary>Where it was said.</summary>
    public static Place Place(Activity activity) => new(Channel, Tenant(activity), activity.Conversation.Id, IsPersonal(activity));

    /// <summary>The conversation, as this activity shows that it is reached.</summary>
    public static Conversation Conversation(Activity activity) =>
        new(Channel, Tenant(activity), activity.Conversation.Id, activity.ServiceUrl, activity.Recipient.Id ?? "");

    /// <summary>Whether nobody but the sender and the bot is there.</summary>
    public static bool IsPersonal(Activity activity) =>
        activity.Conversation.ConversationType == "personal" && activity.Conversation.IsGroup is not true;

    /// <summary>The person who sent it, or null when it was no person of the tenant: a bot, a workflow, a connector, somebody anonymous.</summary>
    public static Sender? Sender(Activity activity)
    {
        var from = activity.From;
        var isPerson = from is { AadObjectId.Length: > 0 and <= 100, Id.Length: > 0 and <= 500 } && !from.AadObjectId.Contains(':', StringComparison.Ordinal)
            && from.Role is null or "" or RoleTypes.User && !from.Id.StartsWith("28:", StringComparison.Ordinal) && Tenant(activity).Length > 0;
        return isPerson
            ? new Sender(new ChatIdentity(Channel, Tenant(activity), from.AadObjectId.ToLowerInvariant()), Name(from), from.Id, TimeZone(activity), Locale(activity))
            : null;
    }

    /// <summary>What Teams says has become of a team or channel.</summary>
    public static string? EventType(Activity activity) => Text(activity.ChannelData as JObject, "eventType");

    /// <summary>Whether the activity comes from the very conversation that the app was added to.</summary>
    public static bool IsWhereItWasAdded(Activity activity) =>
        Text(Part(Part(activity.ChannelData as JObject, "settings"), "selectedChannel"), "id") is not { } chosen || chosen == activity.Conversation.Id;

    /// <summary>The words, without the mention of the bot.</summary>
    public static string Words(Activity activity)
    {
        var text = activity.Text ?? "";
        foreach (var entity in (activity.Entities ?? []).OfType<Entity>())
        {
            // By the entity, not by the look of it: anybody can type <at>.
            if (entity.Type == "mention" && Text(Part(entity.Properties, "mentioned"), "id") is { Length: > 0 } mentioned && mentioned == activity.Recipient?.Id
                && Text(entity.Properties, "text") is { Length: > 0 } mention && text.IndexOf(mention, StringComparison.Ordinal) is var at and >= 0)
            {
                text = text.Remove(at, mention.Length);
            }
        }

        return text.Replace('\u00a0', ' ').Trim();
    }

    /// <summary>The press that an <c>adaptiveCard/action</c> tells of, or null if it tells of none.</summary>
    public static CardPress? Execute(Activity activity, Sender from) =>
        activity.Value is JObject value && value["action"] is JObject action && Text(action, "type") == "Action.Execute" && Text(action, "verb") is { Length: > 0 } verb
            ? Press(activity, from, verb, action["data"] as JObject)
            : null;

    /// <summary>The press that a message from a client without Universal Actions tells of, or null if it is an ordinary message.</summary>
    public static CardPress? Submit(Activity activity, Sender from) =>
        activity.Value is JObject data && Text(data, "verb") is { Length: > 0 } verb ? Press(activity, from, verb, data) : null;

    /// <summary>Whether nobody pressed: the client asks for a newer card by itself.</summary>
    public static bool IsAutomatic(Activity activity) =>
        activity.Value is JObject value && value.TryGetValue("trigger", StringComparison.OrdinalIgnoreCase, out var trigger) && trigger.Type != JTokenType.Null
        && !(trigger.Type == JTokenType.String && trigger.Value<string>() == "manual");

    private static CardPress Press(Activity activity, Sender from, string verb, JObject? data) => new(
        InboxKey(activity), from, Place(activity), activity.ReplyToId, verb, Text(data, "requestId"), Text(data, "nonce"), Text(data, "plan"),
        data?["step"] is JValue { Value: long and >= 0 and < 1000 } step ? (int)step : null, Text(data, "reason"));

    private static JObject? Part(JObject? owner, string name) => owner?[name] as JObject;

    private static string? Text(JObject? owner, string name) => owner?[name] is { Type: JTokenType.String } text ? text.Value<string>() : null;

    private static string Name(ChannelAccount from)
    {
        var name = string.Concat((from.Name ?? "").Where(letter => !char.IsControl(letter))).Trim();
        return name.Length == 0 ? "Somebody" : name.Length > LongestName ? name[..LongestName] : name;
    }

    private static string? TimeZone(Activity activity) => Short(ClientInfo(activity, "timezone") ?? activity.LocalTimezone);

    private static string? Locale(Activity activity) => Short(activity.Locale ?? ClientInfo(activity, "locale"));

    private static string? ClientInfo(Activity activity, string name) =>
        Text(activity.Entities?.FirstOrDefault(entity => entity?.Type == "clientInfo")?.Properties, name);

    private static string? Short(string? text) => text is { Length: > 0 and <= 64 } ? text : null;
}
